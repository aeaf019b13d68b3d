#pragma once
#include "config/load.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace flexcord::actors {

/// What the operator typed after `flexcord dead-letters`.
struct letters_order {
  std::string action = "list"; ///< "list", "retry", "drop"
  std::string conversation, id;
  std::string problem; ///< set when the arguments make no sense
};

/// Takes its own words out of `arguments`; settings stay for config::load.
letters_order take_letters_order(std::vector<std::string>& arguments);

/// Does it, through the running node or on the store when none runs. Exit code: 0 done, 1 there is
/// no such letter or it was not taken, 69 neither node nor store can be used.
int dead_letters(const letters_order& order, const config::settings& s, std::ostream& out,
                 std::ostream& err);

} // namespace flexcord::actors
