#pragma once
#include "actors/reports/report.hpp"
#include "actors/reports/words.hpp"

#include <set>
#include <string>

namespace flexcord::reports {

/// Who stands behind a report. Whoever reported or joined has voted by it. The votes themselves are
/// the case's (actors/cases/machine).
struct ballot {
  std::string reporter;
  std::set<std::string> joined; ///< others who have the same; never the reporter
  std::set<std::string> voters; ///< who pressed the button and did not take it back
  friend bool operator==(const ballot&, const ballot&) = default;
};

/// What a press means: the word is what the member is told.
struct voted {
  word told = word::vote_counted;
  bool changed = false; ///< the case is to hear of it
};

/// The vote button: a vote, or the vote back. Who reported or joined has voted already, and
/// finished reports keep their votes.
voted press_vote(const ballot& b, const std::string& member, status s);

} // namespace flexcord::reports
