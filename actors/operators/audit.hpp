#pragma once
#include "config/load.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace flexcord::actors {

/// What the operator typed after `flexcord audit`.
struct audit_words {
  std::string conversation, user; ///< both empty: all
  std::int64_t days = 7;
  bool repair = false, json = false;
  std::string problem; ///< set when the arguments make no sense
};

/// Takes its own words out of `arguments`; settings stay for config::load.
audit_words take_audit_words(std::vector<std::string>& arguments);

/// Compares, through the running node, or with the store, Discord and Twilio directly when none
/// runs. Exit code: 0 no gap remains, 1 gaps remain, 69 neither node nor store can be used, or a
/// side could not be compared and nothing else is wrong.
int audit_conversations(const audit_words& words, const config::settings& s, std::ostream& out,
                        std::ostream& err);

} // namespace flexcord::actors
