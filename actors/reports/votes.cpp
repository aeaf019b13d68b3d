#include "actors/reports/votes.hpp"

namespace flexcord::reports {

std::size_t votes_of(const ballot& b) {
  auto all = b.voters;
  all.insert(b.joined.begin(), b.joined.end());
  if (!b.reporter.empty()) all.insert(b.reporter);
  return all.size();
}

bool has_voted(const ballot& b, const std::string& member) {
  return member == b.reporter || b.joined.contains(member) || b.voters.contains(member);
}

voted press_vote(ballot b, const std::string& member, status s) {
  if (is_over(s)) return {std::move(b), word::vote_closed, false};
  if (member == b.reporter) return {std::move(b), word::vote_by_reporting, false};
  if (b.joined.contains(member)) return {std::move(b), word::vote_by_joining, false};
  if (b.voters.erase(member) != 0) return {std::move(b), word::vote_taken_back, true};
  b.voters.insert(member);
  return {std::move(b), word::vote_counted, true};
}

voted join(ballot b, const std::string& member) {
  const bool in = member == b.reporter || !b.joined.insert(member).second;
  return {std::move(b), in ? word::joined_already : word::joined, !in};
}

voted leave(ballot b, const std::string& member) {
  if (member == b.reporter) return {std::move(b), word::vote_by_reporting, false};
  const bool was = b.joined.erase(member) != 0;
  return {std::move(b), was ? word::vote_taken_back : word::not_there_any_more, was};
}

ballot merged(ballot into, const ballot& other) {
  into.voters.insert(other.voters.begin(), other.voters.end());
  into.joined.insert(other.joined.begin(), other.joined.end());
  if (!other.reporter.empty()) into.joined.insert(other.reporter);
  into.joined.erase(into.reporter);
  return into;
}

} // namespace flexcord::reports
