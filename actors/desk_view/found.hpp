#pragma once
#include "actors/cases/state.hpp"
#include "actors/conversation/state.hpp"
#include "store/journal.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace flexcord::actors::desk_view {

/// All that was read of one case for its page.
struct found {
  store::case_facts facts;
  cases::state record; ///< made of the facts when the case has none of its own
  std::vector<store::timeline_row> timeline;  ///< oldest first
  std::vector<store::transcript_row> lines;   ///< of its conversation, oldest first
  std::optional<conversation::state> talk;    ///< how that conversation stands
  std::vector<store::case_facts> of_reporter; ///< cases of the same person, this one too
  std::vector<store::case_facts> candidates;  ///< reports that may say the same
  std::vector<store::case_facts> joined;      ///< duplicates of this one
  std::optional<store::case_facts> master;
};

/// The files of a transcript's row; none when the text cannot be read.
std::vector<conversation::file> files_of(std::string_view attachments);

/// Who has the case's conversation at this moment, in words; empty when it is not about this case.
std::string talk_now(const found& f);

} // namespace flexcord::actors::desk_view
