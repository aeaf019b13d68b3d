#include "net/chatbot/completion.hpp"
#include "net/chatbot/openai_request.hpp"
#include "net/chatbot/shape.hpp"
#include "net/chatbot/sse.hpp"

#include <mutex>

namespace flexcord::net::chatbot {

namespace {

/// One turn in progress. A service may stream although it was not asked to, or not stream although
/// it was, so both are kept until the answer's type is known.
class turn_in_progress {
public:
  explicit turn_in_progress(bot::callback done) : done_(std::move(done)) {}

  void data(std::string_view piece) {
    std::unique_lock lock(mutex_);
    if (answered_) return;
    if (raw_.size() + piece.size() > longest_answer)
      return finish(lock, malformed("the bot's answer is too large"));
    raw_.append(piece);
    events_.feed(piece);
    // The last event says that nothing follows; some services keep the connection open behind it.
    if (complete_ || !streamed_.problem().empty()) finish(lock, streamed_.to_answer());
  }

  void end(result<http::response> r) {
    std::unique_lock lock(mutex_);
    if (answered_) return;
    finish(lock, judge(std::move(r)));
  }

private:
  void event(std::string_view data) {
    if (complete_) return;
    seen_ = true;
    if (data == "[DONE]") {
      complete_ = true;
    } else if (streamed_.problem().empty()) {
      streamed_.add_chunk(data);
    }
  }

  result<answer> judge(result<http::response> r) {
    if (!r) return r.error();
    if (r->status < 200 || r->status > 299) return refusal(*r);
    auto type = r->headers.get("Content-Type");
    events_.finish();
    if (type.find("json") != std::string_view::npos || !seen_) return parse_completion(raw_);
    if (!complete_ && !streamed_.has_ended() && streamed_.problem().empty())
      return malformed("the bot's stream ended in the middle");
    return streamed_.to_answer();
  }

  void finish(std::unique_lock<std::mutex>& lock, result<answer> a) {
    answered_ = true;
    auto done = std::move(done_);
    lock.unlock();
    done(std::move(a));
  }

  std::mutex mutex_;
  bot::callback done_;
  bool answered_ = false;
  bool seen_ = false;     ///< the stream has events
  bool complete_ = false; ///< the last one came
  std::string raw_;
  completion streamed_;
  sse_parser events_{[this](std::string_view data) { event(data); }};
};

class openai_bot final : public bot {
public:
  openai_bot(http::client& client, const config::chatbot_settings& s)
      : client_(client), settings_(s) {}

  void ask(turn t, std::chrono::milliseconds deadline, callback done) override {
    http::request req{"POST", settings_.url, {}, completion_request(t, settings_)};
    req.headers.set("Content-Type", "application/json");
    req.headers.set("Accept",
                    settings_.stream ? "text/event-stream, application/json" : "application/json");
    if (!settings_.token.empty())
      req.headers.set("Authorization", "Bearer " + settings_.token.reveal());
    auto turn_now = std::make_shared<turn_in_progress>(std::move(done));
    http::call_options options;
    options.deadline = deadline;
    options.max_body = longest_answer;
    options.on_data = [turn_now](std::string_view piece) { turn_now->data(piece); };
    client_.send(std::move(req), options,
                 [turn_now](result<http::response> r) { turn_now->end(std::move(r)); });
  }

private:
  http::client& client_;
  config::chatbot_settings settings_;
};

} // namespace

std::unique_ptr<bot> make_openai(http::client& client, const config::chatbot_settings& s) {
  return std::make_unique<openai_bot>(client, s);
}

} // namespace flexcord::net::chatbot
