#pragma once
#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/desk.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace flexcord::sandbox::twilio {

/// The string at `key`, empty when absent or something else.
std::string json_text(const boost::json::object& o, std::string_view key);

/// Reads the Routing field of a new interaction or invite; workspace, workflow, queue and task
/// channel must be this account's.
outcome<routing_request> read_routing(const catalogue& known, const call& c, const interaction& i);

} // namespace flexcord::sandbox::twilio
