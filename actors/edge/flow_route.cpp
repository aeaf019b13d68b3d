#include "actors/edge/edge_actor.hpp"
#include "actors/edge/webhook_guard.hpp"
#include "actors/flow/flow_actor.hpp"

namespace flexcord::actors {
namespace {

/// POST /chatbot-to-discord, on a network thread. Only a wrong signature is refused: any other
/// failed call would bring an agent.
void take_flow_call(const edge_tools& tools, net::http::incoming in, net::http::responder answer) {
  constexpr std::string_view endpoint = "/chatbot-to-discord";
  if (!signed_by_twilio(tools.settings, in))
    return refuse(tools, endpoint, 403, "signature", answer);
  auto call = net::twilio::parse_flow_call(in);
  // What agents or we ourselves write is not for the bot.
  const bool of_user = call && call->author.starts_with("discord-");
  if (!of_user || !tools.in_flow) {
    tools.numbers->webhook_reject(endpoint, !call ? "malformed" : "not_the_user");
    answer(200, net::twilio::flow_verdict(false), "application/json");
    return;
  }
  tools.in_flow([answer, call = std::move(*call)](flow_state& flow) { flow.ask(answer, call); });
}

} // namespace

std::vector<net::http::route> flow_routes(std::shared_ptr<const edge_tools> tools) {
  net::http::route r;
  r.method = "POST";
  r.path = "/chatbot-to-discord";
  r.handle = [tools](net::http::incoming in, net::http::responder answer) {
    take_flow_call(*tools, std::move(in), std::move(answer));
  };
  return {r};
}

} // namespace flexcord::actors
