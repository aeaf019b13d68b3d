#pragma once
#include "net/http/server.hpp"

#include <vector>

namespace flexcord::sandbox {

/// The web page at "/" and the files it loads at "/page/…": a Discord member on
/// the left, Flex agents on the right. It needs nothing but these files and the
/// control API of the same origin.
std::vector<net::http::route> page_routes();

} // namespace flexcord::sandbox
