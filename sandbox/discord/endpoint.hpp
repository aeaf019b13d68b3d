#pragma once
#include "sandbox/discord/platform.hpp"

#include <functional>

/// An application's interactions endpoint, as Discord calls it: signed, three seconds for the
/// answer.
namespace flexcord::sandbox::discord {

/// What Discord does before it takes a URL: a PING that is signed well must be answered with
/// {"type":1}, one signed with another key and one whose time stamp was changed with 401. `done` is
/// given whether all of it was so.
void probe_endpoint(platform& p, const std::string& url, std::function<void(bool)> done);

/// Posts an interaction there. A JSON answer is its first answer, 202 means that one comes by the
/// callback route; anything else leaves it unanswered.
void post_interaction(platform& p, const std::string& id, const boost::json::object& body);

} // namespace flexcord::sandbox::discord
