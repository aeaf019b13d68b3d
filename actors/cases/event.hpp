#pragma once
#include "actors/cases/command.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What can happen to a case, in the past tense.
namespace flexcord::cases {

struct opened {
  std::uint64_t number = 0;
  kind what = kind::handoff;
  person reporter;
  std::string title, talk, guild, channel;
  std::vector<answer> answers;
  std::vector<file> files;
  std::string show_in; ///< the channel where it is shown to everybody; empty: nowhere
  bool may_dm = false;
  status now = status::open;
  std::string by; ///< the agent who opens it for the reporter; empty: they did it themselves
  priority urgency = priority::normal;
  std::uint64_t master = 0; ///< it is a duplicate of that one from its first moment
  friend bool operator==(const opened&, const opened&) = default;
};
/// Its conversation went on: an agent joined, left, the request ended, it was rated.
struct progressed {
  std::string status; ///< empty: unchanged
  std::string entry;
  std::string what; ///< as in conversation::note_case
  friend bool operator==(const progressed&, const progressed&) = default;
};
/// Somebody works on it on the case page or the console. Empty fields stay as they are.
struct changed {
  std::string by, status, priority, assignee;
  bool unassign = false;
  bool set_tags = false;
  std::vector<std::string> tags;
  std::string note;
  /// What they saw when they decided so. A field that is another by now stays as it is, unless it
  /// became what they want; not given: it is set whatever it is.
  std::optional<std::string> saw_status, saw_priority, saw_assignee;
  std::optional<std::vector<std::string>> saw_tags;
  friend bool operator==(const changed&, const changed&) = default;
};
struct linked {
  std::string desk, task;
  friend bool operator==(const linked&, const linked&) = default;
};
/// A member presses the button for votes: once gives one, twice takes it back.
struct voted {
  std::string member;
  friend bool operator==(const voted&, const voted&) = default;
};
/// A listener agrees to be written to privately.
struct allowed {
  std::string member;
  friend bool operator==(const allowed&, const allowed&) = default;
};
/// Another case turned out to be about the same: its listeners and votes are ours from now on.
struct joined_by {
  std::uint64_t number = 0;
  std::vector<listener> listeners;
  std::vector<std::string> voters{};
  friend bool operator==(const joined_by&, const joined_by&) = default;
};
/// This one is a duplicate of that one.
struct merged {
  std::uint64_t master = 0;
  friend bool operator==(const merged&, const merged&) = default;
};
/// The master of this one has changed.
struct master_said {
  std::uint64_t master = 0;
  status now = status::open;
  friend bool operator==(const master_said&, const master_said&) = default;
};
struct done {
  command what;
  std::string id; ///< of what was posted
  friend bool operator==(const done&, const done&) = default;
};
/// reason: "closed" (they take no messages), "gone" (the message or channel is), "forbidden",
/// "refused", "failed".
struct failed {
  command what;
  std::string reason;
  friend bool operator==(const failed&, const failed&) = default;
};

/// A person is to be forgotten: as the reporter, as one who votes, as one who waits for news.
struct forgotten {
  std::string person;
  friend bool operator==(const forgotten&, const forgotten&) = default;
};

using event = std::variant<opened, progressed, changed, linked, voted, joined_by, merged,
                           master_said, done, failed, forgotten, allowed>;

} // namespace flexcord::cases
