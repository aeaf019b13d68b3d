#include "actors/edge/edge_actor.hpp"

#include <caf/send.hpp>

namespace flexcord::actors {
namespace {

constexpr auto answer_within = std::chrono::milliseconds(4000); // Twilio allows 5 s

/// The caller is to come again.
void answer_busy(const net::http::responder& answer) {
  net::http::response r;
  r.status = 503;
  r.headers.set("Retry-After", "1");
  answer(std::move(r));
}

/// Answers once, whoever comes first: the commit or the clock.
class once {
public:
  once(net::http::responder r, std::shared_ptr<health> state)
      : answer_(std::move(r)), state_(std::move(state)) {
    ++state_->webhooks_in_progress;
  }
  ~once() { --state_->webhooks_in_progress; }
  bool take() { return !std::exchange(done_, true); }
  void operator()(int status) {
    if (take()) answer_(status);
  }
  void busy() {
    if (take()) answer_busy(answer_);
  }
  net::timer_handle timer;

private:
  net::http::responder answer_;
  std::shared_ptr<health> state_;
  bool done_ = false;
};

} // namespace

edge_state::edge_state(worker_actor::pointer self, std::shared_ptr<const edge_tools> tools,
                       router_actor router, journal_actor journal, chatbot_actor chatbot,
                       std::shared_ptr<edge_state*> address)
    : self_(self),
      tools_(std::move(tools)),
      router_(std::move(router)),
      journal_(std::move(journal)),
      chatbot_(std::move(chatbot)) {
  *address = this; // written before any route can ask for it: the server starts later
}

worker_actor::behavior_type edge_state::make_behavior() {
  return {[](const job& j) { (*j.run)(); }};
}

void edge_state::desk_event(net::http::responder answer, int good, std::string key,
                            std::vector<std::string> aliases, envelope e) {
  if (!key.empty()) {
    e.conversation = std::move(key);
    route(std::move(answer), good, std::move(e));
    return;
  }
  if (aliases.empty()) {
    // Another system's conversation: not an error of the caller's.
    tools_->numbers->webhook_reject("twilio", "unknown_conversation");
    answer(good);
    return;
  }
  auto alias = std::move(aliases.front());
  aliases.erase(aliases.begin());
  self_->request(journal_, caf::infinite, find_alias{std::move(alias)})
      .then(
          [this, answer, good, e, aliases](alias_target& found) {
            desk_event(answer, good, std::move(found.key), aliases, e);
          },
          [answer](const caf::error&) { answer_busy(answer); });
}

void edge_state::route(net::http::responder answer, int good, envelope e) {
  auto reply = std::make_shared<once>(std::move(answer), tools_->state);
  auto began = tools_->now();
  worker_actor me{self_};
  reply->timer = tools_->rt->after_real(answer_within, [reply_weak = std::weak_ptr(reply), me] {
    caf::anon_send(me, job{std::make_shared<std::function<void()>>([reply_weak] {
                     if (auto r = reply_weak.lock()) r->busy();
                   })});
  });
  self_->request(router_, caf::infinite, std::move(e))
      .then(
          [this, reply, good, began] {
            tools_->numbers->hop("webhook_to_commit",
                                 std::chrono::milliseconds(tools_->now() - began));
            (*reply)(good);
          },
          [reply](const caf::error&) { reply->busy(); });
}

void edge_state::bot_callback(net::http::responder answer, bot_called_back b) {
  self_->request(chatbot_, caf::infinite, std::move(b))
      .then([answer](bool) { answer(202); }, [answer](const caf::error&) { answer_busy(answer); });
}

void edge_state::metrics_page(net::http::responder answer) {
  self_->request(journal_, caf::infinite, read_counts{})
      .then(
          [this, answer](const journal_counts& c) {
            for (auto owner : {"nobody", "bot", "queue", "agent"}) {
              std::int64_t n = 0;
              for (auto& [who, count] : c.counts.conversations)
                if (who == owner) n = static_cast<std::int64_t>(count);
              tools_->numbers->conversations(owner, n);
            }
            tools_->numbers->dead_letters(static_cast<std::int64_t>(c.counts.dead_letters));
            for (auto priority : {"agent", "bot", "case", "announcement"}) {
              std::int64_t depth = 0, oldest = 0;
              for (auto& [p, n] : c.counts.outbox)
                if (p == priority) depth = static_cast<std::int64_t>(n);
              for (auto& [p, at] : c.counts.oldest)
                if (p == priority && at != 0)
                  oldest = std::max<std::int64_t>(0, (tools_->now() - at) / 1000);
              tools_->numbers->outbox(priority, depth, oldest);
            }
            answer(200, render_metrics(*tools_->registry),
                   "text/plain; version=0.0.4; charset=utf-8");
          },
          [this, answer](const caf::error&) { // the store fails; the rest of the page is worth
                                              // having all the more
            answer(200, render_metrics(*tools_->registry),
                   "text/plain; version=0.0.4; charset=utf-8");
          });
}

} // namespace flexcord::actors
