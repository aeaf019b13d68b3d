#pragma once
#include "actors/announcements/command.hpp"
#include "actors/announcements/event.hpp"
#include "actors/announcements/state.hpp"

#include <string>
#include <vector>

/// The announcements machine. Purpose: which posts the announcement channel gets, each once and in
/// order, whatever is read twice, late or after a restart. Inner workings: what a feed has is
/// remembered by digests; the posts of one read are asked for in the same step that remembers them.
/// Failure modes: all are events. Debugging: the notes of each step.
namespace flexcord::announcements {

/// What the operator decides.
struct rules {
  std::vector<std::string> feeds; ///< URLs
  millis interval = 300'000;      ///< between two reads of a feed
  std::string role;               ///< members with it may use /announce; empty: managers only
  bool crosspost = false;         ///< the channel is one that others can follow
  std::string language = "en";    ///< of the line about the rest
  std::size_t burst = 5;          ///< entries of one read that are told one by one
};

struct context {
  const rules& rule;
  millis now = 0;
};

// Bounds of what is remembered and how long things take.
inline constexpr millis one_day = 86'400'000;
inline constexpr std::size_t remembered_ids = 2000;   ///< of one feed; those still in it always
inline constexpr std::size_t recent_posts = 50;       ///< of one feed
inline constexpr std::uint32_t most_edits = 5;        ///< of one post
inline constexpr millis longest_backoff = 21'600'000; ///< 6 hours, unless the interval is longer
inline constexpr millis longest_retry_after = 7 * one_day;
inline constexpr std::size_t hook_calls = 1000; ///< remembered for a day; more are told to wait
inline constexpr std::size_t open_drafts = 100;
inline constexpr millis draft_life = 900'000; ///< 15 minutes: as long as Discord keeps its preview
inline constexpr std::size_t waiting_posts = 100; ///< feeds and hooks wait while so many do

enum class outcome : std::uint8_t { done, ignored, stale, refused };

/// Everything that one event leads to.
struct step {
  state next;
  outcome how = outcome::done;
  bool worth_storing = true;    ///< false: only what a new process begins anew was changed
  std::vector<order> commands;  ///< for the outbox, committed with `next`
  std::vector<read_feed> reads; ///< after the commit, as all below
  std::vector<arm> armed;
  std::vector<answer> answers;
  std::vector<note> notes;
};

/// Whether such a member may announce; `manager`: may manage the server, as Discord says.
bool may_announce(const rules& r, const std::vector<std::string>& roles, bool manager);

/// Pure: no clock, no randomness, no I/O.
step advance(const state& s, const event& e, const context& c);

const char* name_of(const event& e);

} // namespace flexcord::announcements
