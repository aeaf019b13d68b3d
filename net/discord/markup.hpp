#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace flexcord::net::discord {

/// One of Discord's angle-bracket tokens, or a URL. The views point into the text that was looked
/// at.
struct markup {
  enum class kind { user, role, channel, emoji, command, time, guide, url };
  kind what = kind::user;
  std::string_view
      id; ///< snowflake, the unix seconds of a time, the word of a guide link; empty for a URL
  std::string_view name;  ///< of an emoji or command
  char format = 'f';      ///< of a time: one of tTdDfFsSR
  std::size_t length = 0; ///< bytes
};

/// The token that begins exactly at `at`, if one does.
std::optional<markup> markup_at(std::string_view text, std::size_t at);

} // namespace flexcord::net::discord
