#pragma once
#include <string>
#include <string_view>

/// Where the bytes of a file may be fetched from. Pure.
namespace flexcord::net::twilio {

/// Scheme, host and port are the same: credentials for one are good for the other.
bool same_origin(std::string_view a, std::string_view b);

/// True for HTTPS anywhere, and for the media service itself; a downgrade to plain HTTP elsewhere
/// is refused.
bool may_download_from(std::string_view base, std::string_view url);

/// An absolute URL, or a path taken from the URL it was found at; empty for anything else.
std::string resolve_media_url(std::string_view from, std::string_view location);

} // namespace flexcord::net::twilio
