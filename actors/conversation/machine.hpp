#pragma once
#include "actors/conversation/event.hpp"
#include "actors/conversation/phrases.hpp"
#include "actors/conversation/state.hpp"
#include "actors/conversation/texts_time.hpp"
#include "actors/gates/gate.hpp"

#include <string>
#include <utility>
#include <vector>

/// The conversation machine. Purpose: who has the talk (bot, queue, agents), and what follows from
/// each event. Inner workings: a matrix of events and phases in machine.cpp; TRANSITIONS.md is made
/// from it. Failure modes: upstream errors are events; an event that cannot happen is counted
/// (`never`) and changes nothing. Debugging: one log line a step.
namespace flexcord::conversation {

/// What the operator decides; the same for every conversation.
struct rules {
  bool desk_available = true; ///< live agents are configured
  bool live_transcript = false;
  bool routed = false; ///< a flow at the desk hears every text and decides between bot and agents
  std::string plane;   ///< of new desks; empty: the usual one
  std::uint32_t handoff_after_failures = 2;
  phrase_book handoff_phrases; ///< a message that is one of these asks for a person
  phrase_book cancel_phrases;  ///< one of these takes the wish back while it is waited for
  std::string language = "en";
  gates::limits gates; ///< who may ask for a person, and how often
  millis open_timeout = 60'000, queue_timeout = 1'800'000, agent_idle_timeout = 7'200'000;
  millis conversation_idle_timeout = 86'400'000, survey_timeout = 600'000, poll_interval = 30'000;
  millis flow_timeout = 15'000;
  millis queue_notice_interval = 0; ///< between two words on the place in the queue; 0: none at all
};

/// A text of the user for a desk, whose outcome is not known.
struct text_under_way {
  std::string desk;
  bool attempted = true; ///< false: it is dropped when its desk is given up
};

struct context {
  const rules& rule;
  millis now = 0;
  bool open = true;       ///< within the hours
  std::string fresh_name; ///< a unique name for a desk conversation, should one be needed
  std::vector<text_under_way> under_way{}; ///< the event's own outcome left out
  millis since = 0; ///< when this process took the conversation up: before, nobody worked on it
  opening opens{};  ///< when somebody will be there, while nobody is
};

/// How an event was taken. Four ways to do nothing: ignore, stale, refuse, never.
enum class outcome : std::uint8_t { done, ignored, stale, refused, never };
const char* to_string(outcome o);

/// One line of the dialogue as people saw it.
struct line {
  std::string source;
  std::string author; ///< "user", "bot", "agent", "notice"
  std::string name, text;
  std::vector<file> files;
  millis at = 0;
  friend bool operator==(const line&, const line&) = default;
};

/// Ties the user's message to its copy at the desk.
struct link { // `user` is "out:<id>" for a copy of an agent's message, so that only what the user
              // wrote has its own id
  std::string user, desk;
  std::uint64_t piece = 0;
  friend bool operator==(const link&, const link&) = default;
};

struct arm {
  timer which = timer::idle;
  std::uint64_t generation = 0;
  millis due = 0;
  friend bool operator==(const arm&, const arm&) = default;
};

/// Everything that one event leads to.
struct step {
  state next;
  outcome how = outcome::done;
  const char* gate = ""; ///< why a gate refused; empty: none did
  bool hint =
      false; ///< the event was only taken as a reason to look; its id is not to be remembered
  std::string abandoned; ///< a desk conversation that was given up: its earlier commands not yet
                         ///< attempted are dropped
  std::string dead;    ///< why the command that this event answers is given up for good; empty: not
  std::string revived; ///< the dead letter that is a command again
  std::vector<order> commands;
  std::vector<arm> armed;
  std::vector<timer> disarmed;
  std::vector<line> lines;
  std::vector<link> links;
  std::vector<std::string> aliases;
};

/// Pure: no clock, no randomness, no I/O. `e.completes` needs no care here; the outbox is the
/// caller's.
step advance(const state& s, const envelope& e, const context& c);

/// Whether mark `a` stands behind `b` in the channel's order: marks are decimal numbers.
bool later_mark(const std::string& a, const std::string& b);

const char* name_of(const event& e);
const char* to_string(timer t);

} // namespace flexcord::conversation
