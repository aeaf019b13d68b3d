#pragma once
#include "actors/conversation/parts.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

/// What a conversation remembers. Each phase says what the user sees, who must act next and which
/// timer guards it.
namespace flexcord::conversation {

/// The desk's side of the talk, as far as it is known.
struct desk_link {
  std::string name;         ///< the unique name we gave; empty: none was ever asked for
  std::string conversation; ///< the desk's id; empty until it answered
  std::string interaction, channel, task;
  std::string plane;            ///< the desk's API that it lives on; empty: the usual one
  bool routed = false;          ///< a flow at the desk decides between bot and agents
  bool open = false;            ///< asked for and not known to be closed
  bool manned = false;          ///< an agent has been there
  std::uint32_t watches = 0;    ///< looks still to be made after its flow was passed over
  std::int64_t next_index = 0;  ///< every message with a lower index has been seen
  std::set<std::int64_t> ahead; ///< our own posts beyond next_index
  bool looking = false;         ///< a look is under way
  bool look_again = false;      ///< something changed meanwhile
  bool ended = false; ///< the agents are done, as we heard; a look brings their last words
  friend bool operator==(const desk_link&, const desk_link&) = default;
};

/// A text of the user that waits for somebody to hear it.
struct waiting_text {
  std::string message, text;
  std::vector<file> files;
  millis at = 0;
  std::string copy; ///< the desk's id of it, once known; only where a flow decides
  friend bool operator==(const waiting_text&, const waiting_text&) = default;
};

/// A wish for a person from a time when nobody was there. A case keeps it until the user asks
/// again.
struct promise {
  bool asked = false;            ///< its case has no number yet
  std::uint64_t case_number = 0; ///< 0: none
  friend bool operator==(const promise&, const promise&) = default;
};

/// What is known of the user beside their name.
struct standing {
  millis since = 0;         ///< when their account was made; 0: not known
  std::string role_checked; ///< the role that was looked for when their roles were last seen
  bool has_role = false;
  friend bool operator==(const standing&, const standing&) = default;
};

/// What every phase has.
struct common {
  person user;
  std::uint64_t epoch = 0; ///< grows with every change of owner
  std::uint64_t next_command = 1;
  std::uint64_t next_turn = 1;
  std::uint64_t generation = 0;                ///< of timers; grows with every arm
  std::map<std::uint8_t, std::uint64_t> armed; ///< timer -> generation
  millis last_line = 0;           ///< time of the newest transcript line; lines have growing times
  millis talk_since = 0;          ///< when this talk began (exclusive bound of what belongs to it)
  millis mirrored = 0;            ///< lines up to here are at the desk
  millis bot_heard = 0;           ///< the bot has answered the user's texts up to here
  std::uint32_t bot_failures = 0; ///< in a row
  std::string mark;               ///< of the newest message taken from the user's channel
  std::string last_said;          ///< the newest message known to be ours in that channel
  millis caught_up = 0;           ///< nothing that was missed before this moment is left out
  std::uint32_t waited = 0;       ///< periods that the outcome of an earlier text is waited for
  millis waits_until = 0;         ///< the end of the period of now
  std::vector<waiting_text> unread; ///< found the desk closed: for whoever has the talk next
  desk_link desk;
  std::vector<desk_link> past; ///< the last few desk conversations that are over, newest first
  promise promised;            ///< of one conversation at most one wish is kept
  standing known;
  std::vector<millis> requests; ///< when a person was asked for, as far as the gates need it
  millis blocked_told = 0;      ///< when the user was last told that they are blocked
  std::uint64_t rated_case = 0; ///< the case of the last rating, which a comment may follow
  friend bool operator==(const common&, const common&) = default;
};

/// Nobody has the talk; the next message starts one with the bot. No timer.
struct idle {
  friend bool operator==(const idle&, const idle&) = default;
};

/// The bot has the talk. While it thinks (`turn` set) further messages join the next turn. Where a
/// flow of the desk decides, a turn begins when the flow asks for one. Timers: idle, poll while it
/// waits for the outcome of an earlier text, flow while it waits for the flow.
struct with_bot {
  std::uint64_t turn = 0; ///< 0: the bot is free, or waits for the outcome of an earlier text
  std::vector<waiting_text> waiting;
  std::vector<std::string> tickets; ///< where the flow waits for the verdict of this turn
  std::vector<std::string> called;  ///< the same, of texts that wait for the next one
  bool stuck = false;               ///< the flow did not ask in time; the desk is looked at first
  millis asked_to = 0;              ///< time of the newest text of the turn
  friend bool operator==(const with_bot&, const with_bot&) = default;
};

/// The user was told that a person will come. Timers: opening until queued (and poll while earlier
/// texts are waited for), then queue and poll.
struct awaiting_agent {
  /// earlier_texts: the case is made, and texts for the agents of before have no outcome yet.
  enum class stage : std::uint8_t { case_asked, desk_asked, queued, earlier_texts };
  stage at = stage::case_asked;
  std::uint64_t case_number = 0;
  std::string reason, queue;
  millis since = 0;
  /// How the desk's flow hears of it, where one decides: not at all yet, by the verdict it waits
  /// for, that it has got, or by a mark on the desk's conversation.
  enum class flow_part : std::uint8_t { none, telling, told, flagged };
  flow_part flow = flow_part::none;
  std::int64_t told_place = 0; ///< in the queue, as the user was last told; 0: not yet
  millis told_at = 0;
  friend bool operator==(const awaiting_agent&, const awaiting_agent&) = default;
};

/// Agents have the talk (none for a moment during a transfer). Timers: agent, poll.
struct with_agent {
  std::vector<agent> agents;
  std::uint64_t case_number = 0; ///< 0: an agent came unasked
  bool parked = false;           ///< the agent put it aside; the next message asks for one again
  bool invite_open = false;      ///< another agent is being asked
  std::string last_name;         ///< of the agent who left last
  friend bool operator==(const with_agent&, const with_agent&) = default;
};

/// The agent is done and the user may rate the talk; writing goes to the bot. Timer: survey.
struct wrapping_up {
  std::uint64_t case_number = 0;
  friend bool operator==(const wrapping_up&, const wrapping_up&) = default;
};

using phase = std::variant<idle, with_bot, awaiting_agent, with_agent, wrapping_up>;

struct state {
  common shared;
  phase now;
  friend bool operator==(const state&, const state&) = default;
};

/// "nobody", "bot", "queue", "agent".
const char* owner_of(const phase& p);
/// "idle", "with_bot", …
const char* name_of(const phase& p);

} // namespace flexcord::conversation
