#pragma once
#include "actors/conversation/parts.hpp"
#include "store/journal.hpp"

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What goes into a record's machine and what comes out of it.
namespace flexcord::actors::record {

using conversation::millis;

/// Something that happened to a record.
template <class Event>
struct happening {
  std::string id;              ///< unique in its record; empty: cannot come twice
  millis at = 0;               ///< when it happened
  std::uint64_t completes = 0; ///< the command that this answers; 0: none
  std::string trace;           ///< follows what caused it through every hop
  Event what;
};

/// A command with its identity: unique and growing in its record.
template <class Command>
struct order {
  std::uint64_t id = 0;
  millis created = 0;
  std::string trace;
  Command what;
  /// Given while it is under way: it was taken back, so whoever still tries may stop.
  std::shared_ptr<const std::atomic<bool>> taken_back{};

  bool is_taken_back() const { return taken_back && *taken_back; }
};

/// What a step means for a command that is still to be done.
template <class Command>
struct revision {
  bool taken_back = false;        ///< it is not to be done any more
  std::optional<Command> instead; ///< it is to be done like this
};

/// Of a machine that asks for nothing but commands.
struct no_effects {};

/// One decision of a machine.
template <class State, class Command, class Effects = no_effects>
struct step {
  State next;
  std::vector<order<Command>> commands;
  std::vector<store::case_change> entries; ///< lines of a case's timeline
  std::vector<store::case_facts> facts;    ///< what lists show of a case from now on
  std::string dead; ///< why the command that was answered is put away; empty: it is not
  /// False: only what a new process begins anew was changed, so that no commit is needed.
  bool worth_storing = true;
  /// What is of the moment and not stored: for whoever told the event, once the step is committed.
  Effects effects = {};
};

/// What a kind of record gives to its keeper, besides `state`, `event` and `command`:
///
///     step<state, command, …> advance(const state&, const happening<event>&, millis now) const;
///     static std::string encode(const state&);
///     static std::string encode(const command&, const std::string& trace);
///     static std::optional<state> decode_state(std::string_view);
///     static std::optional<std::pair<command, std::string>> decode_command(std::string_view);
///     static std::string lane_of(const command&);   // one command of a lane is under way
///     static int priority_of(const command&);       // as conversation::priority_of
///     static const char* name_of(const command&);   // for logs and counts
///     static const char* name_of(const event&);
///
/// and, when an event may change commands that are still to be done,
///
///     static revision<command> revise(const command&, const event&, const state& before,
///                                     const state& next);
template <class Core>
concept kind = requires(const Core& core, const typename Core::state& s,
                        const typename Core::command& c, const happening<typename Core::event>& e) {
  core.advance(s, e, millis{});
  Core::encode(s);
  Core::lane_of(c);
};

/// What a step of that kind is.
template <kind Core>
using step_of = decltype(std::declval<const Core&>().advance(
    std::declval<const typename Core::state&>(),
    std::declval<const happening<typename Core::event>&>(), millis{}));
/// What it asks for besides commands.
template <kind Core>
using effects_of = decltype(step_of<Core>::effects);

} // namespace flexcord::actors::record
