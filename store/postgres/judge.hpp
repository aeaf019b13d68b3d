#pragma once
#include "store/journal.hpp"

#include <map>
#include <set>

/// Decides, without the database, what becomes of a group of steps.
namespace flexcord::store::postgres {

/// What is stored about the conversations of a group.
struct known {
  std::map<std::string, std::uint64_t> versions;        ///< 0 or missing: no such conversation
  std::set<std::pair<std::string, std::string>> events; ///< conversation, event id
};

/// What must be stored for every step of the group to be committed, judging by the first step of
/// each conversation.
known hoped(std::span<const step> group);

/// A verdict for each step in order; a later step sees the earlier ones of its conversation.
std::vector<verdict> judge(std::span<const step> group, known k);

/// True when every step is committed.
bool all_committed(const std::vector<verdict>& verdicts);

} // namespace flexcord::store::postgres
