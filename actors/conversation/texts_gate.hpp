#pragma once
#include "actors/gates/gate.hpp"

#include <string>
#include <string_view>

namespace flexcord::conversation {

/// What a member is told of a request that a gate refuses, in their language (see text()).
std::string refusal_text(const gates::verdict& v, std::string_view locale,
                         std::string_view fallback);

} // namespace flexcord::conversation
