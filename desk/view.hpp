#pragma once
#include "desk/action.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// What a case page shows, as plain values: the reader of the journal fills them in, the page is
/// made of nothing else. Times are milliseconds since the Unix epoch, UTC; 0: not known or not yet.
/// Every text may be hostile. Addresses are judged by the page: what is not http, https or a path
/// of ours is shown without link.
namespace flexcord::desk {

using millis = std::int64_t;

/// Who reported it.
struct reporter {
  std::string id, name;
  std::string
      avatar; ///< shown only as a path of ours or a data: picture; else initials stand there
  std::string locale; ///< "en-US"
  millis joined = 0;  ///< when their account was made
  std::vector<std::string> roles;
};

/// A file of a report or of a message.
struct attached {
  std::string name, content_type, url;
  std::uint64_t size = 0; ///< bytes; 0: not known
};

/// One answer of a report's form.
struct form_answer {
  std::string question, text;
};

/// One line of the timeline.
struct entry {
  std::uint64_t position = 0; ///< in its case, from 1
  millis at = 0;
  std::string kind;   ///< "opened", "status", "note", "priority", "assignee", "tags", "talk", …
  std::string text;   ///< what the kind is about: the new value, or the note
  std::string author; ///< empty: flexcord
  std::string reference; ///< id of what it is about; empty: nothing
};

enum class speaker { user, bot, agent, notice };

/// One line of the transcript. A line that comes again with the same id replaces the earlier one.
struct line {
  std::string id; ///< unique in the transcript: letters, digits and "-_.:"
  millis at = 0;
  speaker who = speaker::user;
  std::string name, text;
  std::vector<attached> files;
  bool edited = false, deleted = false;
};

/// Another case, of the same person or about something similar.
struct other_case {
  std::uint64_t number = 0;
  std::string kind, status, title, url;
  millis opened = 0;
  std::uint64_t votes = 0;
  std::string reporter; ///< shown with similar reports
};

struct case_times {
  millis opened = 0, updated = 0;
  millis answered = 0, joined = 0, left = 0, resolved = 0; ///< by agents
};

/// What can change on a case, as it stands now.
struct case_facts {
  std::string status, priority, assignee, title;
  std::vector<std::string> tags;
  std::uint64_t votes = 0;
  millis updated = 0;
  std::string talk_now; ///< "With the assistant", "Waiting for an agent", "With Mike"; empty: none
};

struct case_view {
  std::uint64_t number = 0;
  std::string kind; ///< "handoff", "bug", "feature", "question"
  case_facts facts;
  desk::reporter reporter;
  case_times times;
  std::string place, place_url; ///< where it was reported, "#bug-report"; empty: in a talk
  std::vector<form_answer> answers;
  std::vector<attached> files;
  other_case master;                  ///< number 0: it is no duplicate
  std::vector<other_case> duplicates; ///< those that were joined to this one
  std::vector<entry> timeline;        ///< oldest first
  std::vector<line> transcript;       ///< oldest first
  bool has_talk = false;              ///< false: the part with the transcript is left out
  std::uint64_t entries_before = 0;   ///< older ones that are not shown
  std::uint64_t lines_before = 0;
  std::vector<other_case> others, similar;
};

/// Who looks, and what they may do.
struct looking {
  std::string link;  ///< "e=…&s=…" of the page's own link
  std::string write; ///< the token for POST; empty: they may only read
  std::string nonce; ///< of the forms: posts with the same one are one; a new one for each page
  std::string after; ///< where live updates go on, see live.hpp; empty: there are none
  millis now = 0;
  /// After a POST without JavaScript that was refused: why, and what had been typed.
  std::vector<problem> problems;
  typed_fields typed;
};

} // namespace flexcord::desk
