#include "actors/twilio/channel_search.hpp"
#include "actors/twilio/legacy_attributes.hpp"
#include "actors/twilio/legacy_operation.hpp"
#include "net/http/message.hpp"

#include <algorithm>

namespace flexcord::actors::twilio {

namespace {

using namespace net::twilio;

/// User, channel, webhook, attributes: each made only when it is not there yet. A channel of the
/// user that is open and in no agent's hands is used again, so that its history is kept.
class legacy_open_op : public legacy_operation {
public:
  legacy_open_op(std::shared_ptr<flex_context> c, perform p)
      : legacy_operation(std::move(c), std::move(p), patience::handoff),
        open_(std::get<conversation::open_desk>(job().what.what)) {}

private:
  void attempt() override {
    if (!sid_.empty()) return find_webhook();
    if (!user_there_) return find_user();
    find_channel();
  }

  void impossible(const std::string& reason, const net::failure&) override {
    finish(conversation::desk_failed{open_.name, reason}, reason, sid_);
  }

  std::string identity() const { return user_identity(open_.user); }
  std::string target() const { return address_of(job().key); }

  // -- the user

  void find_user() {
    chat().get_user(identity(), then<chat_user>([this](const auto&) { user_found(); },
                                                [this](const net::failure& f) {
                                                  if (!is_missing(f)) return false;
                                                  create_user();
                                                  return true;
                                                }));
  }

  void create_user() {
    constexpr int user_exists = 50201;
    chat().create_user(identity(), open_.user.name,
                       then<chat_user>([this](const auto&) { user_found(); },
                                       [this](const net::failure& f) {
                                         if (f.code != user_exists && f.http_status != 409)
                                           return false;
                                         user_found();
                                         return true;
                                       }));
  }

  void user_found() {
    user_there_ = true;
    progress();
    find_channel();
  }

  // -- the channel

  void find_channel() {
    search_channels(chat(), identity(),
                    then<std::vector<chat_channel>>(
                        [this](const std::vector<chat_channel>& all) { choose(all); }));
  }

  void choose(const std::vector<chat_channel>& all) {
    candidates_.clear();
    for (auto& c : all) {
      const auto f = facts_of(c.attributes);
      if (f.desk == open_.name) return f.open() ? adopt(c, f.first) : too_late(c.sid);
      const bool of_this_talk =
          (f.from.empty() || f.from == target()) && (f.key.empty() || f.key == job().key);
      // Ours without a desk's name: a conversation of the other plane, which Chat lists as well.
      const bool of_other_plane = !f.key.empty() && f.desk.empty();
      if (f.open() && of_this_talk && !of_other_plane) candidates_.push_back(c);
    }
    std::ranges::stable_sort(candidates_, std::ranges::greater{}, &chat_channel::created_ms);
    next_ = 0;
    try_next();
  }

  void too_late(std::string sid) {
    finish(conversation::desk_failed{open_.name, "gone"}, "gone", sid);
  }

  /// A channel in an agent's hands belongs to a talk of its own.
  void try_next() {
    if (next_ == candidates_.size()) return nothing_to_use();
    auto seen = [this](const std::vector<task>& tasks) {
      if (open_channel_tasks(tasks, candidates_[next_].sid).empty()) return use_again();
      ++next_;
      try_next();
    };
    auto unreadable = [this](const net::failure& f) {
      // A talk with the bot needs no TaskRouter; without its word only a channel of our own making
      // is known to be free.
      constexpr std::uint32_t most_failures = 2;
      if (judge(f) == verdict::again && failures() < most_failures) return false;
      if (made_by_us(candidates_[next_])) {
        use_again();
      } else {
        ++next_;
        try_next();
      }
      return true;
    };
    chat().tasks_of(candidates_[next_].sid, then<std::vector<task>>(seen, unreadable));
  }

  /// True for a channel that an earlier attempt of this order can have made: Flex has noted our
  /// target, nobody has marked it, and it is not older than the order.
  bool made_by_us(const chat_channel& c) const {
    constexpr std::int64_t clocks_differ_ms = 60'000;
    const auto f = facts_of(c.attributes);
    return f.from == target() && f.desk.empty() &&
           c.created_ms >= job().what.created - clocks_differ_ms;
  }

  void use_again() {
    auto c = candidates_[next_];
    if (made_by_us(c)) return adopt(c, 0);
    // What was said in it before is not news.
    chat().newest_messages(c.sid, 1,
                           then<std::vector<message>>([this, c](const std::vector<message>& last) {
                             adopt(c, last.empty() ? 0 : last.front().index + 1);
                           }));
  }

  void nothing_to_use() {
    looked();
    // A channel that was asked for may still come.
    if (looks_again_later()) return;
    if (clock().now() < look_until_)
      return wait(context().deps.timing.look_every, [this] { find_channel(); });
    create();
  }

  void create() {
    auto made = [this](std::string sid) {
      fresh_ = true;
      adopt({std::move(sid), {}, 0}, 0);
    };
    auto unsure = [this](const net::failure& f) {
      if (net::is_ambiguous(f) || f.kind == net::failure_kind::malformed)
        look_until_ = clock().now() + context().deps.timing.look_for;
      return false;
    };
    auto name = open_.user.name.empty() ? identity() : open_.user.name;
    auto title = open_.case_number != 0 ? "Discord case " + std::to_string(open_.case_number)
                                        : "Discord: " + name;
    chat().create_flex_channel({identity(), target(), std::move(name), std::move(title)},
                               then<std::string>(made, unsure));
  }

  void adopt(const chat_channel& c, std::int64_t first) {
    sid_ = c.sid;
    attributes_ = c.attributes;
    first_ = first;
    progress();
    find_webhook();
  }

  // -- what makes it ours

  void find_webhook() {
    const auto& base = context().deps.public_url;
    if (base.empty() || hooked_) return read_attributes();
    auto url = net::http::join_url(base, webhook_path());
    if (std::exchange(fresh_, false)) return add_webhook(url); // it has none yet
    chat().list_webhooks(sid_, then<std::vector<chat_webhook>>([this, url](const auto& all) {
                           if (std::ranges::find(all, url, &chat_webhook::url) != all.end())
                             return hooked();
                           add_webhook(url);
                         }));
  }

  void add_webhook(const std::string& url) {
    chat().add_webhook(sid_, url, then<chat_webhook>([this](const auto&) { hooked(); }));
  }

  void hooked() {
    hooked_ = true;
    progress();
    read_attributes();
  }

  void read_attributes() {
    if (!attributes_.empty()) return mark();
    chat().get_channel(sid_, then<chat_channel>([this](const chat_channel& c) {
                         attributes_ = c.attributes.empty() ? "{}" : c.attributes;
                         mark();
                       }));
  }

  void mark() {
    auto ours =
        attributes_in_use(attributes_, {job().key, open_.name, open_.user.name, open_.case_number,
                                        first_, case_url(open_.case_number)});
    if (same_json(ours, attributes_)) return opened();
    chat().set_channel_attributes(sid_, ours,
                                  then<chat_channel>([this](const auto&) { opened(); }));
  }

  void opened() {
    post_case_link(legacy_messages(chat()), sid_, open_.case_number, [this] { done(); });
  }

  void done() { finish(conversation::desk_opened{open_.name, sid_}, "opened", sid_); }

  const net::clock& clock() { return context().deps.rt.time(); }

  const conversation::open_desk& open_;
  bool user_there_ = false;
  std::vector<chat_channel> candidates_; ///< newest first
  std::size_t next_ = 0;
  net::clock::monotonic::time_point look_until_{};
  std::string sid_, attributes_; ///< of the channel, once there is one; its attributes once read
  std::int64_t first_ = 0;
  bool fresh_ = false; ///< made just now
  bool hooked_ = false;
};

} // namespace

operation_ptr make_legacy_open(std::shared_ptr<flex_context> c, perform p) {
  return std::make_shared<legacy_open_op>(std::move(c), std::move(p));
}

} // namespace flexcord::actors::twilio
