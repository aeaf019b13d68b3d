#include "actors/reports/votes.hpp"

namespace flexcord::reports {

voted press_vote(const ballot& b, const std::string& member, status s) {
  if (is_over(s)) return {word::vote_closed, false};
  if (member == b.reporter) return {word::vote_by_reporting, false};
  if (b.joined.contains(member)) return {word::vote_by_joining, false};
  return {b.voters.contains(member) ? word::vote_taken_back : word::vote_counted, true};
}

} // namespace flexcord::reports
