#pragma once
#include "actors/conversation/parts.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

/// What a conversation asks others to do, as values with everything needed to do it.
namespace flexcord::conversation {

enum class voice : std::uint8_t { bot, agent, notice, news };
enum class timer : std::uint8_t {
  opening, ///< a handoff must be in the queue by then
  queue,   ///< an agent must have come by then
  agent,   ///< nobody wrote for long while an agent has the talk
  survey,  ///< the rating is no longer expected
  idle,    ///< the talk is over
  poll,    ///< time to look at the desk, or at what became of an earlier text
  flow,    ///< the desk's flow must have asked the bot or an agent by then
  watch,   ///< time to look whether a flow that was passed over has brought an agent all the same
};

// -- to the user
// ------------------------------------------------------------------------------------------------------

struct say {
  voice as = voice::notice;
  std::uint64_t epoch = 0; ///< a bot text goes out only while this is the conversation's
  std::string name;        ///< the agent's, when as == agent and it may be shown
  std::string text;
  std::vector<std::vector<choice>> rows;
  std::vector<file> files; ///< at the desk; fetched when the text is sent
  std::string image;       ///< URL of a picture the bot shows
  std::string source;      ///< the desk's message this is a copy of, empty when none
  std::string ticket;      ///< where to tell how it went, empty when nowhere
  std::uint64_t about = 0; ///< the case that news are of
  friend bool operator==(const say&, const say&) = default;
};
struct edit_said {
  std::string source, name, text;
  friend bool operator==(const edit_said&, const edit_said&) = default;
};
struct delete_said {
  std::string source;
  friend bool operator==(const delete_said&, const delete_said&) = default;
};
/// Answers where the user asked for help from.
struct answer_ticket {
  std::string ticket, text;
  bool link = false;  ///< with a link to our dialogue
  bool retry = false; ///< with a button to try again
  std::string retry_label, link_label;
  friend bool operator==(const answer_ticket&, const answer_ticket&) = default;
};

// -- to the bot and the case book
// -------------------------------------------------------------------------------------

struct ask_bot {
  std::uint64_t turn = 0;
  std::string message, text; ///< id of the newest message of the turn; all texts, a line each
  std::vector<file> files;
  person from;
  millis since = 0; ///< the talk's beginning: the history before this turn starts here
  millis upto = 0;
  friend bool operator==(const ask_bot&, const ask_bot&) = default;
};
struct open_case {
  std::string kind, title;
  person reporter;
  friend bool operator==(const open_case&, const open_case&) = default;
};

/// What became of the talk, for the record of its case.
struct note_case {
  std::uint64_t number = 0;
  std::string status; ///< empty: unchanged
  std::string entry;
  /// "joined", "left", "rated", "comment", "cancelled" (a request; one for a case of before leaves
  /// it as it was), "unheard" (a change of status could not be told here), "" else.
  std::string what;
  friend bool operator==(const note_case&, const note_case&) = default;
};

// -- to the desk
// ------------------------------------------------------------------------------------------------------

/// Makes the desk's conversation with the user in it and our webhook on it.
struct open_desk {
  std::string name;              ///< unique for good
  std::uint64_t case_number = 0; ///< 0: no case yet (live transcript)
  person user;
  friend bool operator==(const open_desk&, const open_desk&) = default;
};
/// Copies what was said from `after` (exclusive) up to `upto` (inclusive) to the desk, in order.
struct backfill {
  std::string
      desk; ///< the unique name of the desk conversation meant, as in every command to the desk
  millis after = 0, upto = 0;
  person user;
  friend bool operator==(const backfill&, const backfill&) = default;
};
enum class author : std::uint8_t { user, bot, system };
struct post {
  std::string desk;
  author by = author::user;
  std::string
      source; ///< id of the user's message this is a copy of; else the command it reports on
  std::string text;
  std::vector<file> files; ///< on the user's side; fetched when posted
  person user;
  millis at = 0;
  bool for_bot = false; ///< written while the bot had the talk: the desk only follows
  friend bool operator==(const post&, const post&) = default;
};
struct edit_post {
  std::string desk, source, text;
  friend bool operator==(const edit_post&, const edit_post&) = default;
};
struct delete_post {
  std::string desk, source;
  friend bool operator==(const delete_post&, const delete_post&) = default;
};
/// Asks for an agent: the first time a new request, later (parked, transferred back) an invite to
/// the same.
struct invite {
  std::string desk;
  std::uint64_t case_number = 0;
  std::string reason, queue, topic;
  person user;
  bool again = false;
  friend bool operator==(const invite&, const invite&) = default;
};
/// Reads the desk's side from the given message index on; what is found comes back as events.
struct look {
  std::string desk;
  std::int64_t after = -1;
  bool place = false; ///< where the request stands in the queue is wanted as well
  friend bool operator==(const look&, const look&) = default;
};
/// Ends the desk's side: the request is withdrawn, tasks completed, the conversation closed.
struct close_desk {
  std::string desk;
  friend bool operator==(const close_desk&, const close_desk&) = default;
};

/// Marks the desk's conversation: its flow is to bring an agent, whatever is posted next.
struct flag_request {
  std::string desk;
  std::uint64_t case_number = 0; ///< 0: not known yet
  person user;
  friend bool operator==(const flag_request&, const flag_request&) = default;
};
/// The bot's verdict for the desk's flow.
struct tell_flow {
  std::string ticket;
  bool wants_agent = false;
  friend bool operator==(const tell_flow&, const tell_flow&) = default;
};

using command = std::variant<say, edit_said, delete_said, answer_ticket, ask_bot, open_case,
                             open_desk, backfill, post, edit_post, delete_post, invite, look,
                             close_desk, flag_request, tell_flow, note_case>;

/// Where a command goes. Each conversation has one queue per destination: in order, one in flight.
enum class destination : std::uint8_t { user, bot, case_book, desk, desk_reader, flow };
destination destination_of(const command& c);
const char* to_string(destination d);
/// 0 live agent, 1 bot, 2 case update, 3 announcement: lower is served first.
int priority_of(const command& c);

/// A command with its identity: unique and growing in its conversation.
struct order {
  std::uint64_t id = 0;
  millis created = 0;
  std::string trace;
  command what;
  friend bool operator==(const order&, const order&) = default;
};

/// The alternatives' names, for logs and counts.
const char* name_of(const command& c);

} // namespace flexcord::conversation
