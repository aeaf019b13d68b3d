#pragma once
#include "actors/cases/command.hpp"
#include "actors/record/order.hpp"

namespace flexcord::cases {

/// What becomes of a command that is still to be done when its case has forgotten a person: what
/// would be told to them, or to others about their report, is taken back; what stands in the
/// channel is drawn without them; what another case is told leaves them out. Pure.
actors::record::revision<command> without(const std::string& person, const command& c,
                                          const state& before, const state& next);

} // namespace flexcord::cases
