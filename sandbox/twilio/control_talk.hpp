#pragma once
#include "sandbox/twilio/control.hpp"

// What an agent does in a conversation, as the Flex UI's SDK would: Source=SDK, always announced to
// webhooks.
namespace flexcord::sandbox::twilio {

control_answer agent_says(world& w, const net::http::incoming& in, const boost::json::object& body);
control_answer agent_reads(world& w, const net::http::incoming& in,
                           const boost::json::object& body);
control_answer agent_edits(world& w, const net::http::incoming& in,
                           const boost::json::object& body);
control_answer agent_deletes(world& w, const net::http::incoming& in,
                             const boost::json::object& body);
control_answer agent_joins(world& w, const net::http::incoming& in,
                           const boost::json::object& body);
control_answer agent_leaves(world& w, const net::http::incoming& in,
                            const boost::json::object& body);

} // namespace flexcord::sandbox::twilio
