#include "actors/audit/reading.hpp"

#include "actors/discord/inbound.hpp"
#include "actors/twilio/identities.hpp"
#include "actors/twilio/legacy_attributes.hpp"
#include "net/http/message.hpp"

#include <algorithm>

namespace flexcord::actors::audit {
namespace {

constexpr int page_size = 100; // Discord's most
constexpr std::string_view our_names = "fc-";

std::string channel_of(const std::string& key) {
  auto channel = key.substr(key.find(':') + 1);
  const bool digits = !channel.empty() && channel.find_first_not_of("0123456789") == channel.npos;
  return digits ? channel : std::string{};
}

/// One conversation being read: a chain of callbacks.
class reader : public std::enable_shared_from_this<reader> {
public:
  reader(const reading_tools& t, const journal_view& j, std::int64_t since,
         std::function<void(sides_read)> done)
      : tools_(t), key_(j.key), user_(j.state.shared.user), since_(since), done_(std::move(done)) {
    auto& now = j.state.shared.desk;
    if (now.open) take(now);
    for (auto& past : j.state.shared.past) take(past);
    current_ = now.open ? now.name : std::string{};
  }

  void start() {
    if (!tools_.discord || channel_of(key_).empty()) {
      skip(tools_.discord ? "it has no channel on Discord" : "Discord was not asked");
      return read_desks();
    }
    out_.sides.user.emplace();
    read_page(net::discord::snowflake_at(std::max<std::int64_t>(0, since_)));
  }

private:
  void take(const conversation::desk_link& l) {
    if (!l.conversation.empty()) links_.push_back(l);
  }

  template <class T, class Next>
  auto then(Next next) {
    return [self = shared_from_this(), next](net::result<T> got) { next(std::move(got)); };
  }
  void skip(std::string what) { out_.sides.not_compared.push_back(std::move(what)); }

  void read_page(const std::string& after) {
    using page = std::vector<net::discord::message>;
    tools_.discord->messages_after(
        channel_of(key_), after, page_size, net::discord::priority::announcement,
        then<page>([this](net::result<page> got) {
          if (!got) {
            out_.sides.user.reset();
            skip("Discord was not compared: " + to_string(got.error()));
            return read_desks();
          }
          const bool last = got->size() < static_cast<std::size_t>(page_size);
          for (auto& m : *got) {
            out_.sides.user->push_back({m.id, net::discord::snowflake_time(m.id),
                                        discord::from_message(m).has_value(), m.author.bot,
                                        m.content});
            out_.user_messages.push_back(m);
          }
          if (last) return read_desks();
          read_page(got->back().id);
        }));
  }

  // -- the desk

  void read_desks() {
    if (!tools_.twilio) {
      if (!links_.empty()) skip("Twilio was not asked");
      return finish();
    }
    find_strangers();
  }

  /// Conversations of this user that we made and forgot.
  void find_strangers() {
    if (user_.id.empty()) return next_desk();
    using list = std::vector<net::twilio::conversation>;
    tools_.twilio->conversations_of(
        twilio::identity_of(user_), then<list>([this](net::result<list> got) {
          if (!got) skip("Twilio's list was not compared: " + to_string(got.error()));
          if (got)
            for (auto& c : *got) {
              const bool known =
                  std::ranges::find(links_, c.sid, &conversation::desk_link::conversation) !=
                  links_.end();
              // One that is being opened has our name and not yet its id.
              if (known || !c.unique_name.starts_with(our_names) || c.unique_name == current_ ||
                  c.state == "closed")
                continue;
              out_.sides.desks.push_back({c.unique_name, c.sid, c.state, {}, {}, {}});
            }
          next_desk();
        }));
  }

  void next_desk() {
    if (links_.empty()) return finish();
    link_ = links_.back();
    links_.pop_back();
    auto& view = out_.sides.desks.emplace_back();
    view.name = link_.name;
    view.id = link_.conversation;
    if (in_channel()) return read_chat_channel();
    tools_.twilio->get_conversation(
        link_.conversation,
        then<net::twilio::conversation>([this](net::result<net::twilio::conversation> got) {
          if (got)
            desk().state = got->state;
          else if (got.error().http_status == 404)
            desk().state = "missing";
          else
            skip(link_.conversation + " was not compared: " + to_string(got.error()));
          // A conversation that is not there has no messages to compare.
          if (!got) return next_desk();
          read_messages();
        }));
  }
  desk_view& desk() { return out_.sides.desks.back(); }
  /// Of Programmable Chat.
  bool in_channel() const { return !link_.plane.empty(); }

  /// A channel that serves another talk by now says nothing about this one.
  void read_chat_channel() {
    if (!tools_.chat)
      return drop(link_.conversation + " is on the legacy plane, which was not asked");
    using chat_channel = net::twilio::chat_channel;
    tools_.chat->get_channel(
        link_.conversation, then<chat_channel>([this](net::result<chat_channel> got) {
          if (!got && got.error().http_status == 404) {
            desk().state = "missing";
            return next_desk();
          }
          if (!got)
            return drop(link_.conversation + " was not compared: " + to_string(got.error()));
          const auto facts = twilio::facts_of(got->attributes);
          if (!facts.desk.empty() && facts.desk != link_.name)
            return drop(link_.conversation + " serves a later talk and was not compared");
          desk().state = facts.open() ? "active" : "closed";
          tools_.chat->list_messages(link_.conversation, facts.first - 1, take_messages());
        }));
  }
  void drop(std::string why) {
    skip(std::move(why));
    out_.sides.desks.pop_back();
    next_desk();
  }

  bool is_own(const net::twilio::message& m) const {
    return m.author.empty() || twilio::is_ours(m.author) || m.nonce.starts_with(key_ + "#");
  }

  void read_messages() { tools_.twilio->list_messages(link_.conversation, -1, take_messages()); }
  net::twilio::rest::callback<std::vector<net::twilio::message>> take_messages() {
    using list = std::vector<net::twilio::message>;
    return then<list>([this](net::result<list> got) {
      if (!got) {
        skip("messages of " + link_.conversation + " were not compared: " + to_string(got.error()));
      } else {
        desk().messages.emplace();
        for (auto& m : *got) desk().messages->push_back({m.sid, m.created_ms, is_own(m), m.nonce});
        for (auto& m : *got) {
          m.conversation_sid = link_.conversation;
          out_.desk_messages.push_back(std::move(m));
        }
      }
      if (link_.name != current_) return next_desk();
      read_channel();
    });
  }

  void read_channel() {
    if (in_channel()) return read_chat_webhooks();
    if (link_.interaction.empty() || link_.channel.empty()) return read_webhooks();
    using status = net::twilio::channel_status;
    tools_.twilio->get_channel({link_.interaction, link_.channel, {}, {}},
                               then<status>([this](net::result<status> got) {
                                 if (got) desk().channel = got->status;
                                 read_webhooks();
                               }));
  }

  void read_webhooks() {
    if (tools_.public_url.empty()) return next_desk();
    using list = std::vector<std::string>;
    tools_.twilio->list_webhooks(link_.conversation, then<list>([this](net::result<list> got) {
                                   const auto url = net::http::join_url(
                                       tools_.public_url, "/twilio/conversations?k=" +
                                                              net::http::percent_encode(key_));
                                   if (got)
                                     desk().webhook = std::ranges::find(*got, url) != got->end();
                                   else
                                     skip("webhooks of " + link_.conversation +
                                          " were not compared: " + to_string(got.error()));
                                   next_desk();
                                 }));
  }

  void read_chat_webhooks() {
    if (tools_.public_url.empty()) return next_desk();
    using list = std::vector<net::twilio::chat_webhook>;
    tools_.chat->list_webhooks(
        link_.conversation, then<list>([this](net::result<list> got) {
          const auto url =
              net::http::join_url(tools_.public_url, twilio::channel_webhook_path(key_));
          if (got)
            desk().webhook =
                std::ranges::find(*got, url, &net::twilio::chat_webhook::url) != got->end();
          else
            skip("webhooks of " + link_.conversation +
                 " were not compared: " + to_string(got.error()));
          next_desk();
        }));
  }

  void finish() { done_(std::move(out_)); }

  const reading_tools tools_;
  const std::string key_;
  const conversation::person user_;
  const std::int64_t since_;
  std::function<void(sides_read)> done_;
  std::vector<conversation::desk_link> links_;
  conversation::desk_link link_; ///< being read
  std::string current_;          ///< our name for the open one
  sides_read out_;
};

} // namespace

void read_sides(const reading_tools& tools, const journal_view& journal, std::int64_t since,
                std::function<void(sides_read)> done) {
  std::make_shared<reader>(tools, journal, since, std::move(done))->start();
}

} // namespace flexcord::actors::audit
