#pragma once
#include <string>
#include <string_view>
#include <vector>

/// Registered slash commands compared with those that are wanted. Pure.
namespace flexcord::net::discord {

/// What differs between the two lists of commands (JSON arrays).
struct command_difference {
  std::vector<std::string> missing; ///< names that are wanted and not there
  std::vector<std::string> changed; ///< there, in another form
  std::vector<std::string> foreign; ///< there and not wanted: registering would remove them
  bool none() const { return missing.empty() && changed.empty() && foreign.empty(); }
};

/// Discord adds ids and defaults of its own and leaves out what is false or empty; neither is a
/// difference. `in_guild`: Discord knows contexts and integration types of global commands only.
/// A text that is no JSON array counts as an empty list.
command_difference compare_commands(std::string_view registered, std::string_view wanted,
                                    bool in_guild);

} // namespace flexcord::net::discord
