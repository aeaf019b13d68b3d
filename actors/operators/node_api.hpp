#pragma once
#include "config/settings.hpp"
#include "net/http/message.hpp"
#include "net/result.hpp"

#include <chrono>
#include <string>

namespace flexcord::actors {

/// "http://HOST:PORT" of the node that these settings would start, on this machine.
std::string local_node(const config::settings& s);

/// Calls /api/v1 of the node that these settings would start, on this machine, and waits for the
/// answer, for so long. `target` is the path and query. Blocks; not for actors.
net::result<net::http::response>
ask_node(const config::settings& s, const std::string& method, const std::string& target,
         std::chrono::milliseconds patience = std::chrono::seconds(30));

/// True when nothing listens there: no node runs.
bool no_node(const net::result<net::http::response>& answer);

} // namespace flexcord::actors
