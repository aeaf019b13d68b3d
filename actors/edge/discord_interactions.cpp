#include "actors/discord/interactions.hpp"
#include "actors/edge/edge_actor.hpp"
#include "config/log.hpp"
#include "net/discord/interaction_signature.hpp"

#include <utility>

/// POST /discord/interactions: for applications whose interactions come over HTTP instead of the
/// gateway. What an interaction means, and its first answer, is decided where the gateway's are:
/// discord::from_interaction.
namespace flexcord::actors {
namespace {

constexpr auto endpoint = "/discord/interactions";
constexpr std::int64_t most_in_progress = 1500;
/// Discord waits 3 s; people should not wait one. The first answer is the one thing that may
/// precede its commit.
constexpr auto answer_within = std::chrono::milliseconds(800);
constexpr auto try_again = std::chrono::seconds(1);
constexpr int ping = 1;

net::http::response json(std::string body) {
  net::http::response r;
  r.status = 200;
  r.headers.set("Content-Type", "application/json");
  r.body = std::move(body);
  return r;
}

std::string_view name_of(net::discord::interaction_seal s) {
  using seal = net::discord::interaction_seal;
  return s == seal::missing ? "unsigned" : s == seal::wrong ? "signature" : "stale";
}

/// Counts while it lives.
struct webhook_in_progress {
  explicit webhook_in_progress(std::shared_ptr<health> h) : state(std::move(h)) {
    ++state->webhooks_in_progress;
  }
  ~webhook_in_progress() { --state->webhooks_in_progress; }
  webhook_in_progress(const webhook_in_progress&) = delete;
  webhook_in_progress& operator=(const webhook_in_progress&) = delete;
  std::shared_ptr<health> state;
};

/// The first answer, given once: when the interaction is committed, or when it is time. Used in the
/// edge actor's turn only.
struct first_answer {
  first_answer(net::http::responder r, std::string text, std::shared_ptr<health> h)
      : to(std::move(r)), body(std::move(text)), held(std::move(h)) {}
  void give() {
    if (!std::exchange(given, true)) to(json(std::move(body)));
  }
  net::http::responder to;
  std::string body;
  webhook_in_progress held;
  net::timer_handle timer;
  bool given = false;
};

/// One of no conversation's: its taker gives the one answer.
bool at_guild_desk(const std::shared_ptr<const edge_tools>& tools,
                   const net::discord::interaction& i, const net::http::responder& to) {
  auto held = std::make_shared<webhook_in_progress>(tools->state);
  guild_turn turn;
  turn.answer = [to, held](const net::discord::interaction_reply& reply, auto&&) {
    to(json(net::discord::to_json(reply)));
  };
  turn.taken = [] {};
  return offer(*tools->guild, i, turn);
}

void take(const std::shared_ptr<const edge_tools>& tools, const edge_access& in_edge,
          const net::http::incoming& in, net::http::responder answer) {
  auto refuse = [&](int status, std::string_view why) {
    tools->numbers->webhook_reject(endpoint, why);
    log::warning("edge", "webhook-refused",
                 {{"endpoint", endpoint}, {"why", why}, {"status", status}});
    answer(status);
  };
  const auto now = tools->now();
  const auto seal =
      net::discord::judge_interaction(tools->settings.discord.public_key, in, now / 1000);
  if (seal != net::discord::interaction_seal::good) return refuse(401, name_of(seal));
  if (tools->state->webhooks_in_progress > most_in_progress) return refuse(503, "overload");
  auto i = net::discord::parse_interaction(in.body);
  if (!i) {
    tools->numbers->webhook_reject(endpoint, "malformed");
    log::error("edge", "malformed-event", {{"endpoint", endpoint}, {"why", i.error().detail}});
    bury letter{{discord::unreadable_events,
                 "interaction:" + std::string(in.headers.get("X-Signature-Ed25519").substr(0, 32)),
                 now, "INTERACTION_CREATE", "unreadable", in.body},
                0};
    in_edge([answer, letter](edge_state& e) { e.unreadable_interaction(answer, letter); });
    return;
  }
  if (i->type == ping) return answer(json(R"({"type":1})"));
  auto wish = discord::from_interaction(*i);
  if (!wish) {
    if (at_guild_desk(tools, *i, answer)) return;
    tools->numbers->gateway("unknown_interaction");
    answer(404);
    return;
  }
  auto first = std::make_shared<first_answer>(
      std::move(answer), net::discord::to_json(wish->first_answer), tools->state);
  first->timer = tools->rt->after_real(answer_within, [weak = std::weak_ptr(first), in_edge] {
    in_edge([weak](edge_state&) {
      if (auto f = weak.lock()) f->give();
    });
  });
  discord::with_conversation(*tools->others.discord, *i, std::move(*wish),
                             [in_edge, first](envelope e) {
                               in_edge([e = std::move(e), first](edge_state& edge) {
                                 edge.interaction(e, [first] { first->give(); });
                               });
                             });
}

} // namespace

void edge_state::interaction(envelope e, std::function<void()> answered) {
  auto copy = std::make_shared<envelope>(e);
  const auto began = tools_->now();
  self_->request(router_, caf::infinite, std::move(e))
      .then(
          [this, answered, began] {
            tools_->numbers->hop("webhook_to_commit",
                                 std::chrono::milliseconds(tools_->now() - began));
            answered();
          },
          [this, answered, copy](const caf::error& why) {
            log::warning(
                "edge", "route-again",
                {{"conv", copy->conversation}, {"why", to_string(why)}, {"trace", copy->trace}});
            self_->run_delayed(try_again, [this, answered, copy] { interaction(*copy, answered); });
          });
}

void edge_state::unreadable_interaction(net::http::responder answer, bury letter) {
  self_->request(journal_, caf::infinite, std::move(letter))
      .then([answer] { answer(400); }, [answer](const caf::error&) { answer(503); });
}

std::vector<net::http::route> interaction_routes(std::shared_ptr<const edge_tools> tools,
                                                 edge_access in_edge) {
  if (tools->settings.discord.public_key.empty()) return {};
  net::http::route r;
  r.method = "POST";
  r.path = endpoint;
  r.handle = [tools, in_edge](net::http::incoming in, net::http::responder answer) {
    take(tools, in_edge, in, std::move(answer));
  };
  return {std::move(r)};
}

} // namespace flexcord::actors
