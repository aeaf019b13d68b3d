#include "actors/chatbot/chatbot_actor.hpp"
#include "actors/edge/edge_actor.hpp"
#include "actors/edge/replay_guard.hpp"
#include "config/address.hpp"
#include "config/log.hpp"
#include "net/feed/hook.hpp"

namespace flexcord::actors {
namespace {

constexpr std::int64_t tolerance = 300; // seconds, as hook_seal() has it

/// POST /bot/callback: the answer of an asynchronous chatbot.
void take_callback(const std::shared_ptr<const edge_tools>& tools, const edge_access& in_edge,
                   replay_guard& replays, const net::http::incoming& in,
                   net::http::responder answer) {
  auto refuse = [&](int status, std::string_view why) {
    tools->numbers->webhook_reject("/bot/callback", why);
    log::warning("edge", "webhook-refused",
                 {{"endpoint", "/bot/callback"}, {"why", why}, {"status", status}});
    answer(status);
  };
  auto& key = tools->settings.chatbot.signing_secret;
  auto header = in.headers.get("X-Flexcord-Signature");
  auto now = tools->now() / 1000;
  const auto seal = net::feed::hook_seal(key.reveal(), header, now, in.body);
  if (!seal) return refuse(403, "signature");
  if (!replays.first_time(*seal, now)) return refuse(403, "replay");
  auto parsed = net::chatbot::parse_callback(in.body);
  if (!parsed) return refuse(400, "malformed");
  bot_called_back b{parsed->session_id, parsed->message_id, to_event(0, parsed->a)};
  in_edge([answer, b](edge_state& edge) { edge.bot_callback(answer, b); });
}

/// Why this node should not get traffic; empty when it should.
std::string not_ready(const edge_tools& t) {
  std::string why;
  auto add = [&](bool bad, const std::string& text) {
    if (bad) (why += text) += '\n';
  };
  const auto trouble = t.store->trouble();
  add(t.state->stopping, "the node is shutting down");
  add(!trouble.empty(), "the store fails: " + trouble);
  add(t.state->token_bad, "Discord refuses the bot token");
  add(t.state->gateway_failed, "the Discord gateway refused the session for good; see the log");
  add(!t.state->gateway_failed && !t.state->gateway_ready, "the Discord gateway is not connected");
  add(t.state->webhooks_in_progress > 1500, "overload");
  return why;
}

} // namespace

std::vector<net::http::route> operator_routes(std::shared_ptr<const edge_tools> tools,
                                              edge_access in_edge) {
  auto replays = std::make_shared<replay_guard>(tolerance * 2);
  auto row = [](std::string method, std::string path, net::http::handler h) {
    net::http::route r;
    r.method = std::move(method);
    r.path = std::move(path);
    r.handle = std::move(h);
    return r;
  };
  return {
      row("POST", "/bot/callback",
          [=](net::http::incoming in, net::http::responder answer) {
            take_callback(tools, in_edge, *replays, in, std::move(answer));
          }),
      row("GET", "/metrics",
          [=](net::http::incoming in, net::http::responder answer) {
            if (config::allows(tools->settings.http.metrics_allow, in.remote_address)) {
              in_edge([answer](edge_state& edge) { edge.metrics_page(answer); });
              return;
            }
            tools->numbers->webhook_reject("/metrics", "address");
            answer(403, "not allowed from this address (http.metrics-allow)\n");
          }),
      row("GET", "/healthz",
          [](net::http::incoming, net::http::responder answer) { answer(200, "ok\n"); }),
      row("GET", "/readyz",
          [=](net::http::incoming, net::http::responder answer) {
            auto why = not_ready(*tools);
            if (why.empty())
              answer(200, "ready\n");
            else
              answer(503, why);
          }),
  };
}

} // namespace flexcord::actors
