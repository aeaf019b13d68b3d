#include "actors/announcements/announcements_actor.hpp"
#include "actors/announcements/reading.hpp"
#include "actors/edge/edge_actor.hpp"
#include "config/log.hpp"
#include "net/feed/hook.hpp"

#include <atomic>

/// POST /hooks/announcements: automations say what is to be announced. Answered once it is
/// committed, in JSON.
namespace flexcord::actors {
namespace {

constexpr auto endpoint = "/hooks/announcements";
constexpr std::int64_t most_in_progress = 1500;
constexpr auto answer_within = std::chrono::seconds(8);

/// One call under way; the answer is given once, by whoever comes first.
class call {
public:
  call(std::shared_ptr<const edge_tools> t, net::http::responder r)
      : tools_(std::move(t)), to_(std::move(r)) {
    ++tools_->state->webhooks_in_progress;
  }
  ~call() { --tools_->state->webhooks_in_progress; }
  call(const call&) = delete;
  call& operator=(const call&) = delete;

  /// `why` and `status` are words of ours: nothing in them needs escaping.
  void accept(int code, std::string_view status) {
    give(code, "{\"status\":\"" + std::string(status) + "\"}\n", {});
  }
  /// Counted and logged, without a word of the body. `after`: seconds until it may be repeated.
  void refuse(int code, std::string_view error, std::string_view why, std::string_view after = {}) {
    if (!give(code,
              "{\"error\":\"" + std::string(error) + "\",\"detail\":\"" + std::string(why) +
                  "\"}\n",
              after))
      return;
    tools_->numbers->webhook_reject(endpoint, error);
    log::warning("edge", "webhook-refused",
                 {{"endpoint", endpoint}, {"why", error}, {"status", code}});
  }
  net::timer_handle timer;

private:
  bool give(int code, std::string body, std::string_view after) {
    if (given_.exchange(true)) return false;
    net::http::response r;
    r.status = code;
    r.headers.set("Content-Type", "application/json");
    if (!after.empty()) r.headers.set("Retry-After", std::string(after));
    r.body = std::move(body);
    to_(std::move(r));
    return true;
  }
  std::shared_ptr<const edge_tools> tools_;
  net::http::responder to_;
  std::atomic<bool> given_{false};
};

void answer(call& c, const std::optional<announcements::answer>& a) {
  using reply = announcements::answer::reply;
  if (!a) return c.refuse(503, "unavailable", "it could not be stored; call again", "5");
  switch (a->how) {
  case reply::accepted:
    return c.accept(202, "accepted");
  case reply::duplicate:
    return c.accept(200, "duplicate");
  case reply::conflict:
    return c.refuse(409, "conflict", "this idempotency key was used for something else");
  case reply::replayed:
    return c.refuse(403, "replay",
                    "this call was taken before; sign each one anew, or give it a key");
  case reply::too_many:
    return c.refuse(429, "too-many", "more calls in a day than are taken", "3600");
  default:
    return c.refuse(503, "busy", "too many announcements wait for the channel", "60");
  }
}

void take(const std::shared_ptr<const edge_tools>& tools, const net::http::incoming& in,
          net::http::responder to) {
  auto c = std::make_shared<call>(tools, std::move(to));
  if (tools->state->webhooks_in_progress > most_in_progress)
    return c->refuse(503, "overload", "too many calls at once", "5");
  if (in.body.size() > net::feed::hook_body_limit)
    return c->refuse(413, "too-large", "the body has more than 65536 bytes");
  const auto seal_of = in.headers.get("X-Flexcord-Signature");
  if (seal_of.empty())
    return c->refuse(401, "unsigned", "the header X-Flexcord-Signature is missing");
  const auto& key = tools->settings.announcements.hook_secret;
  auto seal = net::feed::hook_seal(key.reveal(), seal_of, tools->now() / 1000, in.body);
  if (!seal)
    return c->refuse(403, "signature",
                     "the signature is wrong, or its time is more than five minutes off");
  auto post = net::feed::parse_hook(in.body, in.headers.get("Idempotency-Key"));
  if (!post) return c->refuse(400, "malformed", post.error().what);
  auto event = announcements::to_event("hook:" + *seal, *seal, *post);
  c->timer = tools->rt->after_real(answer_within, [weak = std::weak_ptr(c)] {
    if (auto late = weak.lock())
      late->refuse(503, "late", "it may be stored or not; call again with the same key", "5");
  });
  tools->in_announcements([c, event = std::move(event)](announcements_state& s) mutable {
    const auto trace = "hook-" + event.seal.substr(0, 12);
    s.ask(std::move(event), trace,
          [c](const std::optional<announcements::answer>& a) { answer(*c, a); });
  });
}

} // namespace

std::vector<net::http::route> announcement_routes(std::shared_ptr<const edge_tools> tools) {
  if (!tools->in_announcements || tools->settings.announcements.hook_secret.empty()) return {};
  net::http::route r;
  r.method = "POST";
  r.path = endpoint;
  r.body_limit = 4 * net::feed::hook_body_limit; // up to there the refusal says why
  r.handle = [tools](net::http::incoming in, net::http::responder to) {
    take(tools, in, std::move(to));
  };
  return {std::move(r)};
}

} // namespace flexcord::actors
