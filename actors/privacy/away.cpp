#include "actors/privacy/away.hpp"

#include <charconv>

namespace flexcord::actors::privacy {
namespace {

constexpr int messages_a_batch = 50; // ten seconds of Discord's deletions
constexpr std::size_t desks_a_batch = 20;
constexpr auto level = net::discord::priority::announcement;

/// "<place in the list>/<message id>".
std::string cursor(std::size_t place, const std::string& id) {
  return std::to_string(place) + '/' + id;
}
std::size_t place_in(const std::string& after) {
  std::size_t place = 0;
  std::from_chars(after.data(), after.data() + after.size(), place);
  return place;
}

bool is_gone(const net::failure& f) {
  return f.kind == net::failure_kind::refused && f.http_status == 404;
}

/// Asked again, it would be refused again.
bool is_refusal(const net::failure& f) {
  return f.kind == net::failure_kind::refused && f.http_status >= 400 && f.http_status < 500 &&
         f.http_status != 401 && f.http_status != 429;
}

struct discord_run : std::enable_shared_from_this<discord_run> {
  net::discord::rest& discord;
  std::vector<std::string> channels;
  std::size_t place;
  std::string me;
  std::vector<std::string> own; ///< still to be deleted, newest first
  away_part part;
  away_done done;

  discord_run(net::discord::rest& d, std::vector<std::string> c, std::size_t p, away_done f)
      : discord(d), channels(std::move(c)), place(p), done(std::move(f)) {}

  void end(std::string problem = {}) {
    part.problem = std::move(problem);
    if (!part.problem.empty()) part.more = false;
    done(std::move(part));
  }
  void read(const std::string& from) {
    if (place >= channels.size()) return end();
    discord.messages_after(
        channels[place], from, messages_a_batch, level,
        [self = shared_from_this()](net::result<std::vector<net::discord::message>> page) {
          self->take(std::move(page));
        });
  }
  void take(net::result<std::vector<net::discord::message>> page) {
    const bool gone = !page && is_gone(page.error());
    if (!page && !gone) return end("Discord: " + to_string(page.error()));
    const bool last = gone || page->size() < static_cast<std::size_t>(messages_a_batch);
    part.after = last ? cursor(place + 1, "0") : cursor(place, page->back().id);
    part.more = !last || place + 1 < channels.size();
    if (!gone)
      for (auto m = page->rbegin(); m != page->rend(); ++m)
        if (m->author.id == me) own.push_back(m->id);
    next();
  }
  void next() {
    if (own.empty()) return end();
    auto id = std::move(own.back());
    own.pop_back();
    discord.delete_message(
        channels[place], id, level,
        [self = shared_from_this(), id](const net::result<net::discord::rest::nothing>& r) {
          if (r || is_gone(r.error()))
            self->part.deleted.push_back(id);
          else if (is_refusal(r.error()))
            ++self->part.failed;
          else
            return self->end("Discord: " + to_string(r.error()));
          self->next();
        });
  }
};

struct twilio_run : std::enable_shared_from_this<twilio_run> {
  net::twilio::rest& twilio;
  net::twilio::legacy* chat;
  std::vector<std::string> desks;
  std::string identity;
  std::size_t place, stop;
  away_part part;
  away_done done;

  twilio_run(net::twilio::rest& t, net::twilio::legacy* c, std::vector<std::string> d,
             std::string who, std::size_t p, away_done f)
      : twilio(t),
        chat(c),
        desks(std::move(d)),
        identity(std::move(who)),
        place(p),
        stop(std::min(desks.size(), p + desks_a_batch)),
        done(std::move(f)) {}

  void end(std::string problem = {}) {
    part.problem = std::move(problem);
    part.more = part.problem.empty() && place < desks.size();
    part.after = cursor(place, {});
    done(std::move(part));
  }
  void next() {
    if (place < stop) {
      auto gone = [self = shared_from_this()](const net::result<net::twilio::rest::nothing>& r) {
        if (!r) return self->end("Twilio: " + to_string(r.error()));
        self->part.deleted.push_back(self->desks[self->place++]);
        self->next();
      };
      if (!chat) return twilio.delete_conversation(desks[place], gone);
      twilio.delete_conversation(
          desks[place],
          [self = shared_from_this(), gone](const net::result<net::twilio::rest::nothing>& r) {
            if (!r) return gone(r);
            self->chat->delete_channel(self->desks[self->place], gone);
          });
      return;
    }
    if (place < desks.size()) return end();
    twilio.delete_user(
        identity, [self = shared_from_this()](const net::result<net::twilio::rest::nothing>& r) {
          if (!r) return self->end("Twilio: " + to_string(r.error()));
          self->part.deleted.push_back(self->identity);
          self->end();
        });
  }
};

} // namespace

void erase_at_discord(net::discord::rest& discord, std::vector<std::string> channels,
                      const std::string& after, away_done done) {
  auto run =
      std::make_shared<discord_run>(discord, std::move(channels), place_in(after), std::move(done));
  const auto slash = after.find('/');
  auto from = slash == after.npos ? std::string("0") : after.substr(slash + 1);
  discord.get_me([run, from](const net::result<net::discord::user>& me) {
    if (!me) return run->end("Discord: " + to_string(me.error()));
    run->me = me->id;
    run->read(from);
  });
}

void erase_at_twilio(net::twilio::rest& twilio, net::twilio::legacy* chat,
                     std::vector<std::string> desks, const std::string& identity,
                     const std::string& after, away_done done) {
  std::make_shared<twilio_run>(twilio, chat, std::move(desks), identity, place_in(after),
                               std::move(done))
      ->next();
}

} // namespace flexcord::actors::privacy
