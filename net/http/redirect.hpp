#pragma once
#include "net/http/message.hpp"

#include <optional>

namespace flexcord::net::http {

/// The request to make after this answer, or nothing when it is no redirect that may be followed.
/// Only GET is followed, never from https to http, and credentials go to the origin they were meant
/// for only.
std::optional<request> redirected(const request& req, const response& answer);

/// `location` seen from `base`; empty when it makes no usable URL.
std::string resolve_location(const url_parts& base, std::string_view location);

} // namespace flexcord::net::http
