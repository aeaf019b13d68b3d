#pragma once
#include "actors/conversation/event.hpp"
#include "actors/conversation/state.hpp"
#include "store/journal.hpp"

#include <caf/type_id.hpp>
#include <caf/typed_actor.hpp>
#include <caf/unit.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

/// Every actor's interface: the map of the system. All of these messages stay within one process.
namespace flexcord::actors {

using conversation::envelope;

/// Who has the talk at this moment, readable by those who send: a bot text of an older epoch must
/// not go out.
struct ownership {
  std::atomic<std::uint64_t> epoch{0};
};

// -- journal
// ----------------------------------------------------------------------------------------------------------

struct load_conversation {
  std::string key;
};
struct loaded_conversation {
  bool found = false;
  store::snapshot stored;
};
struct list_unfinished {};
struct key_list {
  std::vector<std::string> keys;
};
/// A page of armed timers, after that one.
struct list_timers {
  std::string conversation, kind;
  std::size_t most = 0;
};
struct timer_list {
  std::vector<store::armed_timer> rows;
};
/// A page of conversations, newest first, after `last`.
struct list_recent {
  std::int64_t since = 0;
  std::optional<store::recent_row> last;
  std::size_t most = 0;
};
struct recent_list {
  std::vector<store::recent_row> rows;
};
struct read_transcript {
  std::string key;
  std::size_t most = 0;
};
struct transcript_lines {
  std::vector<store::transcript_row> rows;
};
/// Links by the user's message id, or by the desk's.
struct read_links {
  std::string key, id;
  bool by_desk = false;
};
struct link_list {
  std::vector<store::link_row> rows;
};
struct find_alias {
  std::string alias;
};
struct alias_target {
  std::string key;
};
struct new_case {
  store::case_request request;
};
struct case_number {
  std::uint64_t number = 0;
};
/// The case of a request, or an earlier one that goes on: store::journal::case_for().
struct find_case {
  store::case_request request;
  std::int64_t resolved_since = 0;
};
struct found_case {
  std::optional<store::known_case> known;
};
struct read_case_facts {
  std::uint64_t number = 0;
};
struct case_facts_row {
  std::optional<store::case_facts> facts;
};
struct list_cases {
  store::case_filter wanted;
};
struct listed_cases {
  std::vector<store::case_facts> rows;
};
struct read_timeline {
  std::uint64_t number = 0, after = 0;
  std::size_t most = 0;
  bool newest = false; ///< the last ones, whatever `after`
};
struct timeline_rows {
  std::vector<store::timeline_row> rows;
};
struct read_value {
  std::string name;
};
struct stored_value {
  std::string value;
};
struct write_value {
  std::string name, value;
};
/// Adds a dead letter; for a command, `outbox_id` leaves the outbox.
struct bury {
  store::dead_letter letter;
  std::uint64_t outbox_id = 0;
};
struct list_dead_letters {
  std::optional<store::dead_letter> last;
  std::size_t most = 0;
};
struct dead_letter_list {
  std::vector<store::dead_letter> rows;
};
struct find_dead_letter {
  std::string conversation, id;
};
struct found_dead_letter {
  std::optional<store::dead_letter> letter;
};
struct drop_dead_letter {
  std::string conversation, id;
};
/// All that is known of a conversation; events and lines since a moment.
struct read_history {
  std::string key;
  std::int64_t since = 0;
};
struct found_history {
  std::optional<store::history> what;
};
struct read_counts {};
struct journal_counts {
  store::counts counts;
};
/// One page of a retention pass.
struct forget_page {
  store::forget_before limits;
  store::forget_place from;
  std::size_t most = 0;
};
struct forgotten_page {
  store::forgotten done;
};
/// A page of conversations by key, after that one; or of the other records.
struct list_conversations {
  std::string after;
  std::size_t most = 0;
  bool records = false;
};
struct read_everything {
  std::string key;
};
struct everything_stored {
  store::whole all;
};
struct read_cases {
  std::string key, reporter;
};
struct case_list {
  std::vector<store::case_row> rows;
};
struct erase_stored {
  store::erasure what;
};
struct erased_rows {
  store::erased gone;
};
/// Asks that what was deleted is nowhere in the store's files; answered with whether that is so.
struct scrub_store {};
struct commit_verdict {
  store::verdict verdict = store::verdict::committed;
};

/// Commits are grouped: whatever waits when the store is free goes into one transaction.
using journal_actor = caf::typed_actor<
    caf::result<commit_verdict>(store::step), caf::result<loaded_conversation>(load_conversation),
    caf::result<key_list>(list_unfinished), caf::result<timer_list>(list_timers),
    caf::result<recent_list>(list_recent), caf::result<transcript_lines>(read_transcript),
    caf::result<link_list>(read_links), caf::result<alias_target>(find_alias),
    caf::result<case_number>(new_case), caf::result<found_case>(find_case),
    caf::result<case_facts_row>(read_case_facts), caf::result<listed_cases>(list_cases),
    caf::result<timeline_rows>(read_timeline), caf::result<stored_value>(read_value),
    caf::result<void>(write_value), caf::result<void>(bury),
    caf::result<dead_letter_list>(list_dead_letters),
    caf::result<found_dead_letter>(find_dead_letter), caf::result<bool>(drop_dead_letter),
    caf::result<found_history>(read_history), caf::result<journal_counts>(read_counts),
    caf::result<forgotten_page>(forget_page), caf::result<recent_list>(list_conversations),
    caf::result<everything_stored>(read_everything), caf::result<case_list>(read_cases),
    caf::result<erased_rows>(erase_stored), caf::result<bool>(scrub_store),
    // to itself: time to commit what has gathered
    caf::result<void>(caf::unit_t)>;

// -- conversations
// ----------------------------------------------------------------------------------------------------

/// Asks a conversation to leave memory; it answers whether it does: not while it has anything to
/// do.
struct passivate {};
/// Brings a conversation with unfinished work into memory.
struct wake {};

/// Asks that a conversation forgets its person.
struct erase_conversation {
  std::string key;
};
struct erase_outcome {
  std::string why_not; ///< empty: it is done
  bool busy = false;   ///< it may be possible in a moment
  store::erased gone;
};

/// The answer to an envelope comes once it is committed (or was a duplicate).
using conversation_actor =
    caf::typed_actor<caf::result<void>(envelope), caf::result<void>(wake),
                     caf::result<bool>(passivate), caf::result<erase_outcome>(erase_conversation)>;

struct wake_conversation {
  std::string key;
};
/// To itself: time to look for conversations that have been quiet.
struct sweep {};
struct conversation_peers;
/// Who does the conversations' commands; the first message to the router.
struct peer_list {
  std::shared_ptr<conversation_peers> peers;
};

/// Finds, loads or spawns the conversation of an envelope and hands it over.
using router_actor =
    caf::typed_actor<caf::result<void>(peer_list), caf::result<void>(envelope),
                     caf::result<void>(wake_conversation), caf::result<void>(sweep),
                     caf::result<erase_outcome>(erase_conversation)>;

/// Runs in the actor's own turn.
struct job {
  std::shared_ptr<std::function<void()>> run;
};

// -- those who do the commands
// ----------------------------------------------------------------------------------------

/// One command to be done. The outcome goes to `reply_to` as an envelope that `completes` the
/// order.
struct perform {
  std::string key;
  conversation::order what;
  bool maybe_done = false; ///< it may have been attempted before (a restart): look before doing it
  conversation::person user;
  std::string
      last_said; ///< of our messages in the user's channel, the newest of an earlier command
  conversation::desk_link desk; ///< of the desk the command names, as far as known
  std::shared_ptr<const ownership> owner;
  conversation_actor reply_to;
};

using sender_actor = caf::typed_actor<caf::result<void>(perform)>;
using flex_actor = caf::typed_actor<caf::result<void>(perform)>;
using flow_actor = caf::typed_actor<caf::result<void>(perform), caf::result<void>(job)>;

/// An answer that came by POST /bot/callback.
struct bot_called_back {
  std::string session, message;
  conversation::bot_answered answer;
};
using chatbot_actor = caf::typed_actor<caf::result<void>(perform),
                                       caf::result<bool>(bot_called_back), caf::result<void>(job)>;

// -- what was missed
// -----------------------------------------------------------------------------------------

/// Asks for what the user wrote behind `mark` and nobody saw; answered once it is known. While the
/// user's side does not answer, neither is this.
struct catch_up {
  std::string key, mark;
  conversation::millis caught_up = 0; ///< a loss before this is of no interest
  bool hurried = false;               ///< an event waits for it
};
struct missed {
  std::vector<envelope> events; ///< oldest first
};
/// An event waits now for that conversation's catch-up.
struct hurry {
  std::string key;
};
/// Answered when a conversation has waited long enough for its desk.
struct desk_patience {};
/// The gateway has its events again: nothing is missing, or all since `since` may be.
struct session_resumed {};
struct session_lost {
  std::int64_t since = 0;
};
using reconcile_actor =
    caf::typed_actor<caf::result<missed>(catch_up), caf::result<void>(hurry),
                     caf::result<void>(desk_patience), caf::result<void>(session_resumed),
                     caf::result<void>(session_lost), caf::result<void>(job)>;

// -- time
// -------------------------------------------------------------------------------------------------------------

struct set_timer {
  std::string key;
  conversation::timer which;
  std::uint64_t generation;
  conversation::millis due;
};
struct clear_timer {
  std::string key;
  conversation::timer which;
};
/// Time to look at the wheel; the clock sends itself the next one. The first comes from outside,
/// once it is known whether events are missing: an overdue timer must not overtake them.
struct tick {};
using clock_actor = caf::typed_actor<caf::result<void>(set_timer), caf::result<void>(clear_timer),
                                     caf::result<void>(tick)>;

// -- work handed to an actor by network threads
// -----------------------------------------------------------------------

using worker_actor = caf::typed_actor<caf::result<void>(job)>;

} // namespace flexcord::actors

// clang-format off
#define FLEXCORD_LOCAL_TYPES(X) \
  X(flexcord::conversation::envelope) X(flexcord::store::step) \
  X(flexcord::actors::load_conversation) X(flexcord::actors::loaded_conversation) X(flexcord::actors::list_unfinished) \
  X(flexcord::actors::key_list) X(flexcord::actors::read_transcript) X(flexcord::actors::transcript_lines) \
  X(flexcord::actors::read_links) X(flexcord::actors::link_list) X(flexcord::actors::find_alias) \
  X(flexcord::actors::find_case) X(flexcord::actors::found_case) X(flexcord::actors::read_case_facts) \
  X(flexcord::actors::case_facts_row) X(flexcord::actors::list_cases) X(flexcord::actors::listed_cases) \
  X(flexcord::actors::read_timeline) X(flexcord::actors::timeline_rows) \
  X(flexcord::actors::alias_target) X(flexcord::actors::new_case) X(flexcord::actors::case_number) \
  X(flexcord::actors::read_value) X(flexcord::actors::stored_value) X(flexcord::actors::write_value) \
  X(flexcord::actors::list_timers) X(flexcord::actors::timer_list) X(flexcord::actors::list_recent) \
  X(flexcord::actors::recent_list) X(flexcord::actors::catch_up) X(flexcord::actors::missed) \
  X(flexcord::actors::hurry) X(flexcord::actors::desk_patience) X(flexcord::actors::session_resumed) \
  X(flexcord::actors::bury) X(flexcord::actors::list_dead_letters) X(flexcord::actors::dead_letter_list) \
  X(flexcord::actors::find_dead_letter) X(flexcord::actors::found_dead_letter) X(flexcord::actors::drop_dead_letter) \
  X(flexcord::actors::session_lost) X(flexcord::actors::read_counts) X(flexcord::actors::journal_counts) X(flexcord::actors::commit_verdict) \
  X(flexcord::actors::passivate) X(flexcord::actors::wake) X(flexcord::actors::wake_conversation) \
  X(flexcord::actors::sweep) X(flexcord::actors::peer_list) X(flexcord::actors::perform) X(flexcord::actors::bot_called_back) \
  X(flexcord::actors::set_timer) X(flexcord::actors::clear_timer) \
  X(flexcord::actors::read_history) X(flexcord::actors::found_history) \
  X(flexcord::actors::list_conversations) X(flexcord::actors::read_everything) X(flexcord::actors::everything_stored) \
  X(flexcord::actors::read_cases) X(flexcord::actors::case_list) X(flexcord::actors::erase_stored) \
  X(flexcord::actors::erased_rows) X(flexcord::actors::scrub_store) X(flexcord::actors::erase_conversation) \
  X(flexcord::actors::erase_outcome) X(flexcord::actors::forget_page) X(flexcord::actors::forgotten_page) \
  X(flexcord::actors::tick) X(flexcord::actors::job)
// clang-format on

CAF_BEGIN_TYPE_ID_BLOCK(flexcord, first_custom_type_id)
#define FLEXCORD_ADD(type) CAF_ADD_TYPE_ID(flexcord, (type))
FLEXCORD_LOCAL_TYPES(FLEXCORD_ADD)
#undef FLEXCORD_ADD
CAF_END_TYPE_ID_BLOCK(flexcord)

#define FLEXCORD_LOCAL(type) CAF_ALLOW_UNSAFE_MESSAGE_TYPE(type)
FLEXCORD_LOCAL_TYPES(FLEXCORD_LOCAL)
#undef FLEXCORD_LOCAL
