#pragma once
#include "store/cases.hpp"
#include "store/privacy.hpp"
#include "store/retention.hpp"

#include <boost/system/result.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

/// The journal: the durable record of every conversation. One interface, one implementation per
/// database. All calls block and are made from one thread (the journal actor's). Times are
/// milliseconds since the Unix epoch, UTC.
namespace flexcord::store {

enum class failure_kind {
  unavailable, ///< locked, disk full, I/O error, connection lost: may be repeated as it was
  unusable, ///< newer schema, read-only, no permission: a person must act, then it may be repeated
  damaged,  ///< broken, gone, or not what flexcord wrote: whoever goes on makes it worse
};
struct failure {
  failure_kind kind = failure_kind::unavailable;
  std::string detail; ///< for operators; no message text
  std::string cause;  ///< the same in a few words, without the place; may be empty
};
/// Whether a running node must end at this failure. At any other it waits and tries again: what was
/// to be stored is neither lost nor acknowledged meanwhile.
constexpr bool must_stop(failure_kind k) { return k == failure_kind::damaged; }
template <class T>
using result = boost::system::result<T, failure>;
[[noreturn]] inline void throw_exception_from_error(const failure& f,
                                                    const boost::source_location&) {
  throw std::runtime_error(f.detail);
}

/// A command that is committed and not yet known to be done. `id` is unique in its conversation and
/// grows with time.
struct outbox_row {
  std::uint64_t id = 0;
  std::string queue;   ///< destination: "user", "desk", "bot", "case"
  int priority = 0;    ///< 0 live agent, 1 bot, 2 case update, 3 announcement
  std::string payload; ///< the command, serialized by the owner
  std::int64_t created = 0;
};

struct timer_row {
  std::string kind;
  std::uint64_t generation = 0;
  std::int64_t due = 0;
};

/// One line of the dialogue as people saw it. `source` names where it came from: an event or a
/// command id.
struct transcript_row {
  std::string source;
  std::string author; ///< "user", "bot", "agent", "notice"
  std::string name;
  std::string text;
  std::string attachments; ///< JSON array
  std::int64_t at = 0;
};

/// Ties a message on the user's side to its copy at the desk (one row per pair; a split text has
/// several).
struct link_row {
  std::string user_id;     ///< the channel's message id
  std::string desk_id;     ///< the desk's message id
  std::uint64_t chunk = 0; ///< 0 for the first piece
};

/// Another name by which a conversation is found ("desk:<conversation id>", "task:<id>",
/// "user:<id>").
struct alias_row {
  std::string alias;
};

/// Change of a case that goes with the step.
struct case_change {
  std::uint64_t number = 0;
  std::string status;    ///< open, pending, resolved, closed; empty: unchanged
  std::string entry;     ///< what the timeline says
  std::string kind;      ///< of the entry: "status", "note", "message", …
  std::string author;    ///< who did it, as they are called; empty: flexcord
  std::string reference; ///< id of what the entry is about, such as a message; empty: nothing
};

/// A command that cannot be done, or an event that cannot be taken; kept until a person retries or
/// drops it.
struct dead_letter {
  std::string conversation;
  std::string id; ///< "command:<id>" or "event:<id>": unique in its conversation
  std::int64_t at = 0;
  std::string kind;    ///< the command's or event's name
  std::string reason;  ///< for operators; no message text
  std::string payload; ///< serialized by the owner
};

/// Everything that one step stores, in one transaction.
struct step {
  std::string conversation;
  std::uint64_t version =
      0; ///< of the state written; must be one more than stored (1 for a new conversation)
  std::string state; ///< serialized by the owner
  std::string owner; ///< "nobody", "bot", "queue", "agent": for counts; "record": no conversation
  std::int64_t at = 0;
  std::vector<std::string> event_ids; ///< empty ids are not stored
  std::vector<outbox_row> commands;
  std::vector<std::uint64_t> done; ///< ids that leave the outbox
  std::vector<timer_row> armed;    ///< replaces the timer of the same kind
  std::vector<std::string> disarmed;
  std::vector<transcript_row> transcript;
  std::vector<link_row> links;
  std::vector<alias_row> aliases;
  std::vector<case_change> cases;
  std::vector<case_facts> facts; ///< what a case's own record says of it now
  std::vector<dead_letter> dead;
  std::vector<std::string> revived; ///< ids of dead letters that are tried again
};

enum class verdict {
  committed,
  duplicate, ///< one of the event ids is already stored: nothing was written, the event is to be
             ///< acknowledged
  overtaken, ///< duplicate, and the caller's copy is out of date: it is to be loaded anew as well
  conflict,  ///< the stored version is not version - 1: the caller's copy is out of date
};

/// A conversation as stored, with what is unfinished.
struct snapshot {
  std::uint64_t version = 0;
  std::string state;
  std::vector<outbox_row> outbox; ///< by id
  std::vector<timer_row> timers;
};

/// An armed timer of any conversation.
struct armed_timer {
  std::string conversation;
  timer_row timer;
};

/// A conversation by the time of its last step.
struct recent_row {
  std::string conversation;
  std::int64_t updated = 0;
  std::string state;
};

struct case_request {
  std::string conversation;
  std::uint64_t command_id = 0; ///< the same request asked again gives the same case
  std::string kind;             ///< "handoff", "bug", "feature"
  std::string reporter;         ///< the channel's user id
  std::string title;
  std::int64_t at = 0;
};

struct known_case {
  std::uint64_t number = 0;
  bool earlier = false; ///< made for an earlier request
};

/// What is known of a conversation, to be compared with what others know of it.
struct history {
  snapshot now;
  std::int64_t first = 0;            ///< when its oldest event was taken; 0: there is none
  std::vector<std::string> events;   ///< ids of those taken since the moment asked for
  std::vector<transcript_row> lines; ///< since then, oldest first
  std::vector<link_row> links;       ///< all
  std::vector<dead_letter> dead;     ///< all
};

struct counts {
  std::vector<std::pair<std::string, std::uint64_t>> conversations; ///< by owner
  std::vector<std::pair<std::string, std::uint64_t>> outbox;        ///< by priority name
  std::vector<std::pair<std::string, std::int64_t>>
      oldest; ///< creation time of the oldest, by priority name
  std::uint64_t dead_letters = 0;
};

/// All that is stored of one conversation, but for its cases.
struct whole {
  std::optional<snapshot> record;
  std::vector<transcript_row> transcript; ///< oldest first
  std::vector<event_row> events;
  std::vector<link_row> links;
  std::vector<std::string> names; ///< aliases
  std::vector<dead_letter> dead;
};

class journal {
public:
  virtual ~journal() = default;
  /// Commits a group in one transaction, a verdict for each step in order. A later step of the same
  /// conversation sees the earlier one. On a failure nothing of the group is stored; or, when a
  /// connection was lost, all of it may be: then the same steps, asked for again in whatever
  /// groups, are answered with `committed`.
  virtual result<std::vector<verdict>> commit(std::span<const step> group) = 0;
  virtual result<std::optional<snapshot>> load(const std::string& conversation) = 0;
  /// Keys of conversations that have an outbox row, or that wait for or have an agent.
  virtual result<std::vector<std::string>> unfinished() = 0;
  /// Up to `most` timers after that one, by conversation and kind; the first page is after ("",
  /// "").
  virtual result<std::vector<armed_timer>> timers(const std::string& conversation,
                                                  const std::string& kind, std::size_t most) = 0;
  /// Up to `most` conversations updated since then, newest first, after `last` (a row of the page
  /// before).
  virtual result<std::vector<recent_row>>
  recent(std::int64_t since, const std::optional<recent_row>& last, std::size_t most) = 0;
  virtual result<std::vector<transcript_row>> transcript(const std::string& conversation,
                                                         std::size_t most) = 0;
  /// Nothing when there is no such conversation.
  virtual result<std::optional<history>> history_of(const std::string& conversation,
                                                    std::int64_t since) = 0;
  /// Links by the id on the user's side, or at the desk; by chunk.
  virtual result<std::vector<link_row>> links_of_user(const std::string& conversation,
                                                      const std::string& user_id) = 0;
  virtual result<std::vector<link_row>> links_of_desk(const std::string& conversation,
                                                      const std::string& desk_id) = 0;
  /// The conversation that has this alias; empty when none.
  virtual result<std::string> find(const std::string& alias) = 0;
  /// Opens a case and returns its number: 1, 2, 3, … without gaps.
  virtual result<std::uint64_t> open_case(const case_request& request) = 0;
  /// The case of that request, made already; else the newest one of its kind in the same
  /// conversation that is not settled, or was resolved since then. Nothing: it needs one of its
  /// own.
  virtual result<std::optional<known_case>> case_for(const case_request& request,
                                                     std::int64_t resolved_since) = 0;
  /// Adds a dead letter (the same one again changes nothing) and, for a command, takes
  /// `outbox_id` out of the outbox; 0: there is no such row.
  virtual result<void> bury(const dead_letter& letter, std::uint64_t outbox_id) = 0;
  /// Up to `most` dead letters after `last`, oldest first.
  virtual result<std::vector<dead_letter>> dead_letters(const std::optional<dead_letter>& last,
                                                        std::size_t most) = 0;
  virtual result<std::optional<dead_letter>> dead_letter_of(const std::string& conversation,
                                                            const std::string& id) = 0;
  /// Says whether there was one.
  virtual result<bool> drop_dead_letter(const std::string& conversation, const std::string& id) = 0;
  /// Small values by name (gateway session, hash of the registered commands).
  virtual result<std::string> get(const std::string& name) = 0;
  virtual result<void> put(const std::string& name, const std::string& value) = 0;
  virtual result<counts> count() = 0;
  /// Takes away what is old among the next `most` rows behind `from`, in one transaction.
  virtual result<forgotten> forget(const forget_before& limits, const forget_place& from,
                                   std::size_t most) = 0;
  /// Up to `most` conversations after that one, by key.
  virtual result<std::vector<recent_row>> conversations(const std::string& after,
                                                        std::size_t most) = 0;
  /// The same of records that are no conversations.
  virtual result<std::vector<recent_row>> records(const std::string& after, std::size_t most) = 0;
  virtual result<whole> everything(const std::string& conversation) = 0;
  /// The cases of a conversation, and those that a person reported elsewhere.
  virtual result<std::vector<case_row>> cases_of(const std::string& conversation,
                                                 const std::string& reporter) = 0;
  /// The cases that fit, a page of them.
  virtual result<std::vector<case_facts>> list_cases(const case_filter& wanted) = 0;
  virtual result<std::optional<case_facts>> facts_of(std::uint64_t number) = 0;
  /// Up to `most` entries of a case's timeline, oldest first, after that position (0: from the
  /// first).
  virtual result<std::vector<timeline_row>> timeline(std::uint64_t number, std::uint64_t after,
                                                     std::size_t most) = 0;
  /// The last `most` of them, oldest first.
  virtual result<std::vector<timeline_row>> newest_entries(std::uint64_t number,
                                                           std::size_t most) = 0;
  /// Erases in one transaction. Repeated, it finds nothing left.
  virtual result<erased> erase(const erasure& e) = 0;
  /// Makes sure that what was deleted is nowhere in the database's files; takes as long as writing
  /// all that is stored anew. False: the database does that in its own time.
  virtual result<bool> scrub() = 0;
};

struct open_options {
  bool durable = true; ///< false: store.durability = "relaxed"
  /// How long a server may take to answer before its connection is given up.
  std::chrono::milliseconds patience{30'000};
  /// A file of at most so many bytes is read through for torn pages before it is used; reading a
  /// large one would hold up the start (about a second for each 200 MB of a slow disk).
  std::uint64_t look_through{256u << 20};
};

/// Opens (and makes or migrates) the store named by `store.url`, e.g. "sqlite:flexcord.db" or
/// "sqlite::memory:" or "postgresql://user@host/database".
result<std::unique_ptr<journal>> open(const std::string& url, const open_options& options);

} // namespace flexcord::store
