#pragma once
#include "config/load.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace flexcord::actors {

/// What the operator typed after `flexcord setup`.
struct setup_words {
  bool dry_run = false, yes = false;
  std::string output;  ///< where the settings go; empty: standard output
  std::string problem; ///< set when the arguments make no sense
};

/// Takes its own words out of `arguments`; settings stay for config::load.
setup_words take_setup_words(std::vector<std::string>& arguments);

/// Looks, says what is as wanted and what will be made or changed, asks (`asks`: somebody is there
/// to answer), does it, and gives the resulting settings. Settings that are not complete yet are no
/// problem: completing them is what setup is for. Exit code: 0 done or nothing to do, 1 something
/// could not be done or was not wanted, 78 the settings are wrong.
int set_up(const setup_words& words, const config::loaded& loaded, bool asks, std::istream& in,
           std::ostream& out, std::ostream& err);

} // namespace flexcord::actors
