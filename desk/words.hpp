#pragma once
#include "desk/view.hpp"

#include <span>
#include <string>
#include <string_view>

/// The page's words for what the journal calls by short names.
namespace flexcord::desk {

/// A short name and what people read.
struct word {
  std::string_view name, text;
};
std::span<const word> kinds();      ///< "bug" -> "Bug report"
std::span<const word> statuses();   ///< open, pending, resolved, closed
std::span<const word> priorities(); ///< low, normal, high, urgent
/// The text of that name; the name itself when it is unknown.
std::string word_for(std::span<const word> list, std::string_view name);
bool is_one_of(std::span<const word> list, std::string_view name);

/// What an entry of the timeline says: a line, and below it the words of a person, if any.
struct told_entry {
  std::string title, body;
};
told_entry tell(const entry& e);

std::string_view speaker_name(speaker s); ///< "user", "bot", "agent", "notice"
std::string_view speaker_text(speaker s); ///< "Member", "Assistant", "Agent", "Notice"

std::string assigned_text(std::string_view assignee); ///< "Assigned to Mike", "Unassigned"

/// "2026-11-22 14:05 UTC"; empty for 0.
std::string time_text(millis at);
/// "2026-11-22T14:05:09Z", for machines; empty for 0.
std::string time_stamp(millis at);
/// "45 s", "12 min", "3 h 20 min", "5 days"; the largest two units that matter.
std::string how_long(millis duration);
/// "640 bytes", "1.4 MB"; empty for 0.
std::string size_text(std::uint64_t bytes);
/// "1 vote", "3 votes".
std::string counted(std::uint64_t n, std::string_view one, std::string_view more);
/// "en-US" -> "English (en-US)"; the code alone when the language is not known.
std::string language_text(std::string_view locale);

} // namespace flexcord::desk
