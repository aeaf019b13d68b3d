#pragma once
#include <map>
#include <string>
#include <string_view>

namespace flexcord::net::discord {

/// Names for the ids in a message, as far as the message brings them.
struct known_names {
  std::map<std::string, std::string, std::less<>> users, channels;
};

/// Message content as a person outside Discord can read it: mentions, emoji, commands and times as
/// words. Markdown and everything unknown stay as they are.
std::string readable_content(std::string_view content, const known_names& names);

/// "2026-08-07 09:15 UTC" of Unix seconds; empty when outside the years 1 to 9999.
std::string readable_time(std::int64_t unix_seconds);

} // namespace flexcord::net::discord
