#pragma once
#include "sandbox/discord/platform.hpp"

namespace flexcord::sandbox::discord {

/// /cdn/…: the files of messages, as long as their URL's signature and expiry hold.
std::vector<net::http::route> cdn_routes(const std::shared_ptr<platform>& p);

} // namespace flexcord::sandbox::discord
