#pragma once
#include "sandbox/discord/world.hpp"

/// Who may do what in the guild, by Discord's own rules (net/discord/permissions.hpp).
namespace flexcord::sandbox::discord {

/// What a member may do in the guild at large.
std::uint64_t may_in_guild(const world& w, const user& who);
/// What a member may do in a guild channel; everything in a DM.
std::uint64_t may_in(const world& w, const user& who, const channel& c);
/// A permission set as decimal text; 0 when it is none.
std::uint64_t bits_of(std::string_view text);

} // namespace flexcord::sandbox::discord
