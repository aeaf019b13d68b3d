#include "sandbox/core/json.hpp"
#include "sandbox/discord/gateway_link.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

json::object gateway_server::to_json() const {
  json::array sessions, received;
  for (auto& [id, s] : sessions_)
    sessions.push_back(json::object{{"id", id},
                                    {"state", s.connected ? "connected" : "resumable"},
                                    {"sequence", s.sequence()},
                                    {"connected", s.connected},
                                    {"intents", s.intents},
                                    {"shard", json::array{s.shard, s.shards}}});
  for (auto& [op, count] : received_)
    received.push_back(json::object{{"op", op}, {"count", count}});
  return {{"sessions", std::move(sessions)},
          {"connections", links_.size()},
          {"identifies", identifies_},
          {"resumes", resumes_},
          {"received", std::move(received)}};
}

std::string gateway_server::control(const json::object& order) {
  const auto action = text_at(order, "action");
  const auto code = number_at(order, "code").value_or(4000);
  const bool resumable = bool_at(order, "resumable").value_or(true);
  const auto raw = text_at(order, "raw");
  constexpr std::array known{"op7", "op9", "close", "drop", "half_open", "expire", "send"};
  if (std::find(known.begin(), known.end(), action) == known.end())
    return "action is op7, op9, close, drop, half_open, expire or send";
  if (action == "close" && (code < 1000 || code > 4999 || (code > 1003 && code < 1007)))
    return "this is no close code to send";
  if (action == "expire") {
    // Connected ones as well: their next Resume is refused.
    for (auto& l : links_) l->detach();
    sessions_.clear();
    return {};
  }
  // A copy: closing changes the list.
  const auto links = links_;
  for (auto& l : links) {
    if (action == "op7") {
      l->send(payload(7, nullptr));
    } else if (action == "op9") {
      l->send(payload(9, resumable));
      lost(l->session_id, !resumable);
      l->detach();
    } else if (action == "close") {
      l->close(static_cast<int>(code), text_at(order, "reason"));
    } else if (action == "drop") {
      l->drop();
    } else if (action == "half_open") {
      l->freeze();
    } else {
      l->send(raw);
    }
  }
  return {};
}

} // namespace flexcord::sandbox::discord
