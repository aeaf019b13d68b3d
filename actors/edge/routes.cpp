#include "actors/conversation/machine.hpp"
#include "actors/edge/edge_actor.hpp"
#include "actors/edge/webhook_guard.hpp"
#include "actors/trace.hpp"
#include "actors/twilio/legacy_media.hpp"
#include "actors/twilio/webhook_events.hpp"
#include "config/log.hpp"
#include "net/twilio/webhook.hpp"

#include <algorithm>

namespace flexcord::actors {
namespace {

constexpr std::int64_t most_in_progress = 2000;

/// The conversation that our webhook's URL names; empty when it is none of ours, so that the desk's
/// ids decide.
std::string own_key(std::string_view k) {
  constexpr std::string_view channel = "discord:";
  if (!k.starts_with(channel) || k.size() == channel.size() || k.size() > 64) return {};
  auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return std::ranges::all_of(k.substr(channel.size()), digit) ? std::string(k) : std::string{};
}

/// What a webhook says, and whose it is; the rest is the actor's.
void tell(const std::shared_ptr<const edge_tools>& tools, const edge_access& in_edge, int good,
          const std::string& key, const net::twilio::webhook_event& event,
          const net::http::responder& answer) {
  auto signal = twilio::to_signal(event, tools->now());
  if (!signal.learnt_identity.empty() && tools->names)
    tools->names->learn(signal.learnt_identity, signal.learnt_name);
  if (!signal.what) {
    answer(good);
    return;
  }
  std::vector<std::string> aliases;
  for (auto& [kind, id] :
       {std::pair{"desk:", signal.conversation_sid},
        std::pair{"interaction:", signal.interaction_sid}, std::pair{"task:", signal.task_sid}})
    if (!id.empty()) aliases.push_back(kind + id);
  auto send = [in_edge, good, key, aliases, answer](twilio::desk_signal s) {
    envelope e;
    e.id = s.id;
    e.at = s.at;
    e.desk = s.conversation_sid;
    e.trace = desk_trace(s.id.empty() ? s.conversation_sid : s.id);
    e.what = std::move(*s.what);
    in_edge([=](edge_state& edge) { edge.desk_event(answer, good, key, aliases, e); });
  };
  if (signal.identity_to_name.empty() || !tools->names) {
    send(std::move(signal));
    return;
  }
  auto who = signal.identity_to_name;
  tools->names->resolve(who, [signal = std::move(signal), send](const std::string& name) mutable {
    twilio::name_agent(signal, name);
    send(std::move(signal));
  });
}

/// One webhook of Twilio's, on a network thread: who calls, and whether it can be read.
void take_webhook(const std::shared_ptr<const edge_tools>& tools, const edge_access& in_edge,
                  std::string_view endpoint, int good, net::http::incoming in,
                  net::http::responder answer) {
  auto no = [&](int status, std::string_view why) {
    refuse(*tools, endpoint, status, why, answer);
  };
  if (tools->state->webhooks_in_progress > most_in_progress) return no(503, "overload");
  if (!signed_by_twilio(tools->settings, in)) return no(403, "signature");
  auto parsed = net::twilio::parse_webhook(in);
  if (!parsed) return no(400, "malformed");
  twilio::complete(*tools->rt, tools->chat, std::move(*parsed),
                   [tools, in_edge, good, key = own_key(in.query_value("k")),
                    answer](const net::twilio::webhook_event& whole) {
                     tell(tools, in_edge, good, key, whole, answer);
                   });
}

} // namespace

std::vector<net::http::route> desk_routes(std::shared_ptr<const edge_tools> tools,
                                          edge_access in_edge) {
  auto webhook = [&](std::string path, int good) {
    net::http::route r;
    r.method = "POST";
    r.path = path;
    r.handle = [tools, in_edge, path, good](net::http::incoming in, net::http::responder answer) {
      take_webhook(tools, in_edge, path, good, std::move(in), std::move(answer));
    };
    return r;
  };
  return {webhook("/twilio/conversations", 204), webhook("/twilio/interactions", 204),
          webhook("/twilio/taskrouter", 204), webhook("/forward-to-discord", 200)};
}

std::vector<net::http::route> edge_routes(std::shared_ptr<const edge_tools> tools,
                                          edge_access in_edge) {
  auto all = desk_routes(tools, in_edge);
  std::ranges::move(flow_routes(tools), std::back_inserter(all));
  std::ranges::move(interaction_routes(tools, in_edge), std::back_inserter(all));
  std::ranges::move(operator_routes(tools, in_edge), std::back_inserter(all));
  std::ranges::move(announcement_routes(tools), std::back_inserter(all));
  std::ranges::move(api_routes(tools, in_edge), std::back_inserter(all));
  return all;
}

} // namespace flexcord::actors
