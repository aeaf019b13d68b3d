#pragma once
#include "actors/conversation/parts.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// What is remembered of one case: the record of one problem of one person, from its report until
/// it is settled. Channel-neutral, as conversations are.
namespace flexcord::cases {

using conversation::file;
using conversation::millis;
using conversation::person;

enum class kind : std::uint8_t { handoff, bug, feature, question };
enum class status : std::uint8_t { open, pending, resolved, closed };
enum class priority : std::uint8_t { low, normal, high, urgent };

const char* to_string(kind k);
const char* to_string(status s);
const char* to_string(priority p);
/// The value of that name; the fallback when there is none.
kind kind_named(const std::string& name, kind fallback);
status status_named(const std::string& name, status fallback);
priority priority_named(const std::string& name, priority fallback);

/// One answer of a report's form.
struct answer {
  std::string question, text;
  friend bool operator==(const answer&, const answer&) = default;
};

/// Where a report is shown to everybody.
struct shown_at {
  std::string channel, message; ///< the message is empty until it is posted
  friend bool operator==(const shown_at&, const shown_at&) = default;
};

/// One who is to hear what becomes of a case: its reporter, or that of a duplicate.
struct listener {
  std::uint64_t number = 0; ///< the case that they reported, by which they know it
  person who;
  std::string talk;    ///< their conversation; empty: not known to have one
  bool may_dm = false; ///< they agreed to be written to
  std::string title{}; ///< of that case
  friend bool operator==(const listener&, const listener&) = default;
};

struct state {
  std::uint64_t number = 0; ///< 0: nothing is known of it yet
  kind what = kind::handoff;
  status now = status::open;
  priority urgency = priority::normal;
  std::string title, assignee;
  std::vector<std::string> tags;
  person reporter;
  std::string talk;           ///< the conversation that it belongs to
  std::string guild, channel; ///< where it was reported
  std::vector<answer> answers;
  std::vector<file> files;
  shown_at shown;
  std::vector<std::string> voters; ///< ids, the reporter's not among them
  std::uint64_t master = 0;        ///< the case that this one is a duplicate of
  std::vector<listener> listeners; ///< the reporter first
  std::string desk, task;          ///< the contact centre's ids for it
  millis opened = 0, updated = 0, answered = 0, joined = 0, left = 0, resolved = 0;
  /// The status before the newest request that went on under its number, until an agent joins or
  /// the user takes it back; else empty.
  std::string before_request;
  std::uint64_t next_command = 1;
  bool redraw = false; ///< what is shown is out of date, and an edit is under way already
  friend bool operator==(const state&, const state&) = default;
};

constexpr std::size_t most_voters = 10'000, most_listeners = 1000, most_tags = 20;

} // namespace flexcord::cases
