#include "net/chatbot/seachat.hpp"
#include "net/chatbot/shape.hpp"

#include <boost/json.hpp>

#include <map>
#include <mutex>

namespace flexcord::net::chatbot {

namespace json = boost::json;

namespace {

/// Which of the bot's conversations belongs to which of ours. Forgetting one costs a request.
class known_conversations {
public:
  std::string find(const std::string& session) {
    std::lock_guard lock(mutex_);
    auto found = ids_.find(session);
    return found == ids_.end() ? std::string() : found->second;
  }
  void keep(const std::string& session, const std::string& id) {
    constexpr std::size_t most = 10'000;
    std::lock_guard lock(mutex_);
    if (ids_.size() >= most) ids_.clear();
    ids_[session] = id;
  }
  void forget(const std::string& session) {
    std::lock_guard lock(mutex_);
    ids_.erase(session);
  }

private:
  std::mutex mutex_;
  std::map<std::string, std::string> ids_;
};

/// One turn: the conversation is opened when it is not known, then the text is posted to it.
class asking : public std::enable_shared_from_this<asking> {
public:
  asking(http::client& client, const conversation_profile& profile, std::string base,
         config::secret token, std::shared_ptr<known_conversations> known, turn t,
         std::chrono::milliseconds deadline, bot::callback done)
      : client_(client),
        profile_(profile),
        base_(std::move(base)),
        token_(std::move(token)),
        known_(std::move(known)),
        turn_(std::move(t)),
        until_(std::chrono::steady_clock::now() + deadline),
        done_(std::move(done)) {}

  void start() {
    auto id = known_->find(turn_.session_id);
    if (id.empty()) return open();
    may_be_gone_ = true;
    post(id);
  }

private:
  void open() {
    json::object user{{"id", turn_.user_id}};
    if (!turn_.user_name.empty()) user["first_name"] = turn_.user_name;
    json::object o{{"user", std::move(user)}};
    // A greeting is not an answer to what the user wrote.
    o[json::string_view(profile_.with_reply_member.data(), profile_.with_reply_member.size())] =
        false;
    send(std::string(profile_.open_path), o, [self = shared_from_this()](std::string body) {
      auto id = parse_opened(body, self->profile_);
      if (!id) return self->done_(id.error());
      self->known_->keep(self->turn_.session_id, *id);
      self->post(*id);
    });
  }

  void post(const std::string& id) {
    auto member = [](std::string_view name) { return json::string_view(name.data(), name.size()); };
    json::object o;
    o[member(profile_.text_member)] = words_of(turn_);
    o[member(profile_.with_reply_member)] = true;
    auto path = std::string(profile_.messages_before) + id + std::string(profile_.messages_after);
    send(path, o, [self = shared_from_this()](std::string body) {
      auto said = parse_said(body, self->profile_);
      // What has ended takes no more messages: the next turn opens a new one.
      if (said && said->end) self->known_->forget(self->turn_.session_id);
      self->done_(std::move(said));
    });
  }

  void send(const std::string& path, const json::object& body,
            std::function<void(std::string)> next) {
    http::request req{"POST", http::join_url(base_, path), {}, json::serialize(body)};
    req.headers.set("Content-Type", "application/json");
    req.headers.set("Accept", "application/json");
    if (!token_.empty()) req.headers.set("Authorization", "Bearer " + token_.reveal());
    http::call_options options;
    options.max_body = longest_answer;
    options.deadline = std::chrono::duration_cast<std::chrono::milliseconds>(
        until_ - std::chrono::steady_clock::now());
    if (options.deadline.count() <= 0)
      return done_(failure{failure_kind::timed_out, 0, 0, std::nullopt, "the bot is too slow"});
    client_.send(std::move(req), options,
                 [self = shared_from_this(), next = std::move(next)](result<http::response> r) {
                   if (!r) return self->done_(r.error());
                   if (r->status >= 200 && r->status <= 299) return next(std::move(r->body));
                   self->refused(*r);
                 });
  }

  /// A conversation that we remember may be gone at the bot: it is opened again, once.
  void refused(const http::response& r) {
    const bool gone = r.status == 404 || r.status == 410;
    if (!gone || !std::exchange(may_be_gone_, false)) return done_(refusal(r));
    known_->forget(turn_.session_id);
    open();
  }

  http::client& client_;
  const conversation_profile& profile_;
  std::string base_;
  config::secret token_;
  std::shared_ptr<known_conversations> known_;
  turn turn_;
  std::chrono::steady_clock::time_point until_;
  bot::callback done_;
  bool may_be_gone_ = false;
};

class conversation_bot final : public bot {
public:
  conversation_bot(http::client& client, const conversation_profile& profile,
                   const config::chatbot_settings& s)
      : client_(client), profile_(profile), url_(s.url), token_(s.token) {}

  void ask(turn t, std::chrono::milliseconds deadline, callback done) override {
    std::make_shared<asking>(client_, profile_, url_, token_, known_, std::move(t), deadline,
                             std::move(done))
        ->start();
  }

private:
  http::client& client_;
  const conversation_profile& profile_;
  std::string url_;
  config::secret token_;
  std::shared_ptr<known_conversations> known_ = std::make_shared<known_conversations>();
};

} // namespace

std::unique_ptr<bot> make_seachat(http::client& client, const config::chatbot_settings& s) {
  return std::make_unique<conversation_bot>(client, seachat, s);
}

} // namespace flexcord::net::chatbot
