#include "net/twilio/flow_call.hpp"

#include "net/twilio/parameters.hpp"

namespace flexcord::net::twilio {

result<flow_call> parse_flow_call(const http::incoming& req) {
  auto read = read_parameters(req);
  if (!read) return read.error();
  flow_call c;
  c.conversation_sid = read->required({"ConversationSid", "ChannelSid"});
  c.message_sid = read->required({"MessageSid"});
  c.author = read->text({"Author", "From"});
  c.execution_sid = read->text({"ExecutionSid"});
  if (read->has_problem()) return read->problem();
  return c;
}

std::string flow_verdict(bool wants_agent) {
  return wants_agent ? R"({"handoff":"true"})" : R"({"handoff":"false"})";
}

} // namespace flexcord::net::twilio
