#pragma once
#include "test/unit/conversation/world.hpp"

/// Random walks through the world.
namespace flexcord::conversation {

using choices = std::vector<std::uint64_t>;

/// The choices of a seed: the same on every machine.
choices walk_of(std::uint64_t seed, std::size_t length);
/// Walks and rests; what broke, empty when nothing did.
std::string broken_by(const choices& walk, world_rules how);
/// The shortest walk found by leaving out choices that still breaks the same promise.
choices shrunk(choices walk, world_rules how);
/// The walk in words.
std::string story_of(const choices& walk, world_rules how);

} // namespace flexcord::conversation
