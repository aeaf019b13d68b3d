#pragma once
#include "net/http/message.hpp"
#include "net/result.hpp"

#include <string>

namespace flexcord::net::twilio {

/// What a Studio flow's HTTP widget asks at POST /chatbot-to-discord, as our own flow's definition
/// (deploy/studio) fills it in: a form or a JSON object.
struct flow_call {
  std::string conversation_sid; ///< a channel's on the legacy plane
  std::string message_sid;
  std::string author; ///< the message's
  std::string execution_sid;
};

/// `malformed` when conversation or message is missing.
result<flow_call> parse_flow_call(const http::incoming& req);

/// The answer that the flow's split reads: {"handoff":"true"} or "false", as texts.
std::string flow_verdict(bool wants_agent);

} // namespace flexcord::net::twilio
