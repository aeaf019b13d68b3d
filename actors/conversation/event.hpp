#pragma once
#include "actors/conversation/command.hpp"
#include "actors/conversation/parts.hpp"

#include <string>
#include <variant>
#include <vector>

/// What can happen to a conversation, in the past tense.
namespace flexcord::conversation {

// -- from the user
// ----------------------------------------------------------------------------------------------------

struct user_wrote {
  std::string message;
  std::string text;
  std::vector<file> files;
  std::string reply_to; ///< id of the message answered to
  person from;
  friend bool operator==(const user_wrote&, const user_wrote&) = default;
};
struct user_edited {
  std::string message, text;
  friend bool operator==(const user_edited&, const user_edited&) = default;
};
struct user_deleted {
  std::string message;
  friend bool operator==(const user_deleted&, const user_deleted&) = default;
};
/// The user asked for help from elsewhere (a slash command). `ticket` is where to tell them that we
/// wrote to them.
struct help_requested {
  std::string topic, ticket;
  person from;
  friend bool operator==(const help_requested&, const help_requested&) = default;
};
struct agent_requested {
  std::string reason;
  person from;
  friend bool operator==(const agent_requested&, const agent_requested&) = default;
};
struct request_cancelled {
  friend bool operator==(const request_cancelled&, const request_cancelled&) = default;
};
struct survey_answered {
  int score = 0; ///< 1 to 5
  friend bool operator==(const survey_answered&, const survey_answered&) = default;
};
/// What they have to say beside the mark.
struct survey_commented {
  std::string text;
  friend bool operator==(const survey_commented&, const survey_commented&) = default;
};
struct answer_rated {
  bool useful = false;
  std::string article{}; ///< as in the bot_reply; empty when the button did not name it
  friend bool operator==(const answer_rated&, const answer_rated&) = default;
};

// -- from the case book and the bot
// -----------------------------------------------------------------------------------

struct case_opened {
  std::uint64_t number = 0;
  bool again = false; ///< one of before goes on
  friend bool operator==(const case_opened&, const case_opened&) = default;
};
/// The status of a case of the user's has changed; they are to be told.
struct case_news {
  std::uint64_t number = 0;
  std::string status; ///< "open", "pending", "resolved", "closed"
  std::string title;  ///< as it may be said to them; empty: it has none of theirs
  person whom;        ///< in case that they never wrote to us
  friend bool operator==(const case_news&, const case_news&) = default;
};
struct bot_answered {
  std::uint64_t turn = 0;
  std::vector<bot_reply> replies;
  bool handoff = false;
  std::string reason, queue;
  friend bool operator==(const bot_answered&, const bot_answered&) = default;
};
struct bot_failed {
  std::uint64_t turn = 0;
  std::string reason; ///< "timeout", "refused", "malformed", "busy": for counts and logs
  friend bool operator==(const bot_failed&, const bot_failed&) = default;
};

// -- from the desk (the contact centre)
// -------------------------------------------------------------------------------

/// The desk has a conversation for us; nobody is asked to come yet.
struct desk_opened {
  std::string name, conversation; ///< the unique name we gave, the id the desk gave
  friend bool operator==(const desk_opened&, const desk_opened&) = default;
};
/// The desk was asked for an agent and has put the request in its queue.
struct agent_invited {
  std::string name, interaction, channel, task;
  friend bool operator==(const agent_invited&, const agent_invited&) = default;
};
/// A step of the handoff cannot be done.
struct desk_failed {
  std::string name, reason;
  friend bool operator==(const desk_failed&, const desk_failed&) = default;
};
struct agent_joined {
  agent who;
  friend bool operator==(const agent_joined&, const agent_joined&) = default;
};
struct agent_left {
  std::string id;
  friend bool operator==(const agent_left&, const agent_left&) = default;
};
/// `index` counts the desk conversation's messages from 0, our own included; -1 when the desk does
/// not say.
struct agent_wrote {
  std::string message;
  std::int64_t index = -1;
  agent from;
  std::string text;
  std::vector<file> files;
  bool listed = false; ///< read from the list, so everything before it has been seen
  friend bool operator==(const agent_wrote&, const agent_wrote&) = default;
};
struct agent_edited {
  std::string message, text;
  friend bool operator==(const agent_edited&, const agent_edited&) = default;
};
struct agent_deleted {
  std::string message;
  friend bool operator==(const agent_deleted&, const agent_deleted&) = default;
};
/// How the desk's side stands, read as a whole.
struct desk_seen {
  std::string name;
  std::vector<agent> agents;
  std::vector<std::string> supervisors; ///< ids present who only watch or coach
  std::string channel; ///< "active", "inactive", "closed", "failed", "" when not known
  bool conversation_closed = false;
  bool tasks_known = false;     ///< the two below could be read
  bool invite_open = false;     ///< a task of this conversation still waits for an agent
  bool task_assigned = false;   ///< an agent has accepted one and not finished it
  std::int64_t last_index = -1; ///< of the newest message read
  friend bool operator==(const desk_seen&, const desk_seen&) = default;
};
/// Where the request stands in the desk's queue, as far as the desk tells.
struct queue_seen {
  std::string name;
  std::int64_t position = 0; ///< 1: next
  millis wait = 0;           ///< about so long; 0: not known
  friend bool operator==(const queue_seen&, const queue_seen&) = default;
};
/// Something changed at the desk; look before acting.
struct desk_changed {
  std::string why;
  bool agent_wanted = false; ///< a request for an agent was made there
  friend bool operator==(const desk_changed&, const desk_changed&) = default;
};
/// The desk's flow asks what the bot says to a message, and waits for the verdict.
struct flow_asked {
  std::string ticket; ///< where it waits
  std::string copy;   ///< the desk's id of the user's message
  friend bool operator==(const flow_asked&, const flow_asked&) = default;
};
struct desk_ended {
  enum class how : std::uint8_t { completed, nobody_came, cancelled };
  how outcome = how::completed;
  friend bool operator==(const desk_ended&, const desk_ended&) = default;
};

// -- of our own commands and timers
// -----------------------------------------------------------------------------------

/// A command for the user or the desk is done. The ids are those given by the side written to, in
/// order.
struct delivered {
  command what;
  std::vector<std::string> ids;
  std::int64_t index = -1; ///< of a message posted at the desk
  friend bool operator==(const delivered&, const delivered&) = default;
};
/// A command cannot be done, now or later. reason: "closed" (the user takes no messages), "gone"
/// (the other side's conversation has ended), "refused" (the content was not accepted), "failed"
/// (gave up).
struct undeliverable {
  command what;
  std::string reason;
  friend bool operator==(const undeliverable&, const undeliverable&) = default;
};
/// A bot text was not sent, since the talk had changed hands.
struct withdrawn {
  command what;
  friend bool operator==(const withdrawn&, const withdrawn&) = default;
};
/// A person decided that a dead command is to be tried again. `letter` is the dead letter's id.
struct command_revived {
  command what;
  std::string letter;
  friend bool operator==(const command_revived&, const command_revived&) = default;
};
struct timer_fired {
  timer which = timer::idle;
  std::uint64_t generation = 0;
  friend bool operator==(const timer_fired&, const timer_fired&) = default;
};

using event =
    std::variant<user_wrote, user_edited, user_deleted, help_requested, agent_requested,
                 request_cancelled, survey_answered, answer_rated, case_opened, bot_answered,
                 bot_failed, desk_opened, agent_invited, desk_failed, agent_joined, agent_left,
                 agent_wrote, agent_edited, agent_deleted, desk_seen, desk_changed, desk_ended,
                 flow_asked, delivered, undeliverable, withdrawn, command_revived, timer_fired,
                 queue_seen, case_news, survey_commented>;

/// An event on its way to its conversation.
struct envelope {
  std::string conversation;    ///< key, "<channel>:<address>"
  std::string id;              ///< unique in the conversation; empty: cannot come twice
  millis at = 0;               ///< when it happened
  std::uint64_t completes = 0; ///< the command that this answers, 0 when none
  std::string
      desk; ///< the desk's conversation an event of the desk comes from; empty for all others
  std::string trace; ///< follows one message through every hop
  event what;
  std::string mark;  ///< its place in the channel's own order of messages; empty when it has none
  bool late = false; ///< found by a look: goes before what came since
  friend bool operator==(const envelope&, const envelope&) = default;
};

} // namespace flexcord::conversation
