#pragma once
#include "net/discord/posting_check.hpp"

#include <string>
#include <vector>

namespace flexcord::actors {

/// What is wrong with the announcement channel, for an operator to mend.
struct channel_fault {
  const char* name;   ///< in a word, for logs
  std::string what;   ///< one sentence; names roles and members' ids
  std::string breaks; ///< what does not work then
  std::string mend;
};

/// The channel is for posts of the bot, administrators and moderators alone. Empty: it is so. Pure.
std::vector<channel_fault> faults_of(const net::discord::posting_check& c);

} // namespace flexcord::actors
