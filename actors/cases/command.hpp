#pragma once
#include "actors/cases/state.hpp"

#include <string>
#include <variant>

/// What a case asks others to do, as values with everything needed to do it.
namespace flexcord::cases {

/// What everybody sees of a report.
struct picture {
  std::uint64_t number = 0;
  kind what = kind::bug;
  status now = status::open;
  priority urgency = priority::normal;
  std::string title, by;
  std::vector<answer> answers;
  std::vector<file> files;
  std::uint64_t votes = 0, master = 0;
  friend bool operator==(const picture&, const picture&) = default;
};
struct show {
  std::string channel;
  picture it;
  friend bool operator==(const show&, const show&) = default;
};
struct redraw {
  shown_at where;
  picture it;
  friend bool operator==(const redraw&, const redraw&) = default;
};
/// Tells one person what has become of their case: in their talk, else where they reported.
struct tell {
  listener whom;
  std::uint64_t number = 0; ///< as they know it
  kind what = kind::bug;
  status now = status::open;
  std::string title;
  std::string channel; ///< for a mention, when no private message may or can be sent
  bool mention = false;
  friend bool operator==(const tell&, const tell&) = default;
};
/// Tells the external case system.
struct call_hook {
  std::string event; ///< "case.opened", "case.changed", "case.note", "case.merged", "case.erased"
  millis at = 0;
  std::string by, note; ///< who did it, and their words
  picture it;
  std::string assignee, reporter;
  std::vector<std::string> tags;
  friend bool operator==(const call_hook&, const call_hook&) = default;
};
/// Tells another case.
struct tell_case {
  std::uint64_t number = 0;
  bool joins = false; ///< we are its duplicate, and these are our listeners; else our status
  std::vector<listener> listeners;
  status now = status::open;
  std::uint64_t from = 0;
  std::vector<std::string> voters{}; ///< with `joins`: who had pressed our button
  friend bool operator==(const tell_case&, const tell_case&) = default;
};

using command = std::variant<show, redraw, tell, call_hook, tell_case>;

/// Each lane is done in order, one at a time: "channel", "hook", "cases", and one per person.
std::string lane_of(const command& c);
const char* name_of(const command& c);

} // namespace flexcord::cases
