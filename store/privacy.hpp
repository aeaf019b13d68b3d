#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What the journal holds of one person, to be shown to them or erased.
namespace flexcord::store {

struct event_row {
  std::string id;
  std::int64_t at = 0;
};

struct timeline_row {
  std::int64_t at = 0;
  std::string status, entry;
  std::string kind, author, reference; ///< see case_change
  std::uint64_t position = 0;          ///< in its case, from 1
};

struct case_row {
  std::uint64_t number = 0;
  std::string conversation, kind, reporter, title, status;
  std::int64_t opened = 0, updated = 0;
  std::vector<timeline_row> timeline;
};

/// What is to be erased of a conversation. Its record stays, as the owner wants it from now on: the
/// counters and marks that keep old events from being taken again.
struct erasure {
  std::string conversation;  ///< empty: only `cases`
  std::uint64_t version = 0; ///< of the state written, as in a step; 0: there is no record
  std::string state;
  std::int64_t at = 0;
  /// Cases by number that lose reporter, title, tags and timeline, as those of the conversation do.
  std::vector<std::uint64_t> cases;
};

/// How many rows went.
struct erased {
  bool conflict = false; ///< the stored version is another: nothing was done
  std::uint64_t lines = 0, links = 0, names = 0, timers = 0, commands = 0, dead_letters = 0,
                cases = 0;
  std::uint64_t events_kept = 0;
};

} // namespace flexcord::store
