#pragma once
#include "actors/reports/report.hpp"
#include "actors/reports/words.hpp"

#include <set>
#include <string>

namespace flexcord::reports {

/// Who stands behind a report. Whoever reported or joined has voted by it.
struct ballot {
  std::string reporter;
  std::set<std::string> joined; ///< others who have the same; never the reporter
  std::set<std::string> voters; ///< who pressed the button and did not take it back
  friend bool operator==(const ballot&, const ballot&) = default;
};

/// How many different members.
std::size_t votes_of(const ballot& b);
bool has_voted(const ballot& b, const std::string& member);

/// What became of a press: the word is what the member is told.
struct voted {
  ballot now;
  word told = word::vote_counted;
  bool changed = false;
};

/// The vote button: a vote, or the vote back. Who reported or joined has voted already, and
/// finished reports keep their votes.
voted press_vote(ballot b, const std::string& member, status s);

/// "I have this too": counts as a vote, once, also after a vote by the button.
voted join(ballot b, const std::string& member);
/// Follows no longer; a vote by the button stays. The reporter cannot leave.
voted leave(ballot b, const std::string& member);

/// Two ballots as one, for a case that takes over another: `into` keeps its reporter, the other's
/// joins.
ballot merged(ballot into, const ballot& other);

} // namespace flexcord::reports
