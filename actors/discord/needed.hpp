#pragma once
#include "config/settings.hpp"
#include "net/discord/permissions.hpp"

#include <span>
#include <string>
#include <vector>

/// What the bot has to be allowed, in one list: the invite link and the checks come from it.
namespace flexcord::actors::discord {

struct needed_permission {
  std::uint64_t bit;
  const char* name; ///< as Discord's pages name it
  const char* what; ///< what does not work without it
  bool for_threads; ///< needed in discord.support-channel only
};

std::span<const needed_permission> needed_permissions();

/// Those that these settings need, as a bit set.
std::uint64_t needed_bits(const config::discord_settings& s);

/// The needed ones that are not among `may`.
std::vector<needed_permission> lacking(std::uint64_t may, bool with_threads);

/// The link by which a server's owner lets the bot in, with everything it needs.
std::string invite_link(const std::string& application_id, const config::discord_settings& s);

} // namespace flexcord::actors::discord
