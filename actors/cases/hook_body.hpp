#pragma once
#include "actors/cases/command.hpp"

#include <string>

namespace flexcord::cases {

/// What an external case system is told, as JSON:
/// `{"id","event","at","by","note","case":{"number","kind","status","priority","title","reporter",
/// "assignee","tags","votes","master"}}`. `id` is the same for the same happening, so that a call
/// that comes twice can be told.
std::string hook_body(const call_hook& c, std::uint64_t command_id);

} // namespace flexcord::cases
