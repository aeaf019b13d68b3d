#pragma once
#include "actors/conversation/state.hpp"
#include "desk/export.hpp"
#include "store/journal.hpp"

#include <optional>
#include <string>
#include <vector>

namespace flexcord::actors::desk_view {

desk::case_record record_of(const store::case_facts& f);

/// What was read of one conversation for its row.
struct told_talk {
  std::string key;
  conversation::state now;
  std::vector<store::transcript_row> lines;  ///< oldest first
  std::optional<store::case_facts> latest;   ///< its latest case with a person
  std::vector<store::timeline_row> timeline; ///< of that case
};
desk::conversation_record record_of(const told_talk& t);

} // namespace flexcord::actors::desk_view
