#pragma once
#include "actors/audit/gap.hpp"
#include "actors/conversation/state.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// The comparison itself: three views of one conversation in, gaps out. Pure.
namespace flexcord::actors::audit {

/// A text that the journal says is on the user's side.
struct told_text {
  std::string id; ///< of its first message
  std::int64_t at = 0;
  std::size_t pieces = 1; ///< how many messages it was cut into
};
/// A text of the user's that the journal says was copied to the desk.
struct copied_text {
  std::string user_message, desk_message;
  std::int64_t at = 0;
};
struct open_command {
  std::uint64_t id = 0;
  std::int64_t created = 0;
  std::string name;
  bool to_user = false; ///< may have written part of its text already
  std::string closes;   ///< the desk that it closes, by our name for it
};
struct buried {
  std::string id;
  std::int64_t at = 0;
};

/// What the journal says.
struct journal_view {
  std::string key;
  std::int64_t first = 0; ///< its oldest event; nothing before it is compared
  conversation::state state;
  std::set<std::string> events; ///< ids, since an hour before the moment compared from
  std::vector<told_text> told;
  std::set<std::string> told_pieces; ///< ids of all pieces, where they were kept
  std::vector<copied_text> copied;
  std::set<std::string> withdrawn; ///< texts told that we deleted, since the desk had deleted them
  std::set<std::string> deleted;   ///< texts that the user deleted
  std::vector<open_command> open;
  std::vector<buried> dead;
};

struct user_message {
  std::string id;
  std::int64_t at = 0;
  bool from_user = false, from_bot = false;
  std::string content; ///< compared only
};
struct desk_message {
  std::string id;
  std::int64_t at = 0;
  bool own = false;  ///< made by us
  std::string nonce; ///< empty when it has none
};
struct desk_view {
  std::string name, id; ///< our name for it, the desk's
  std::string state;    ///< "active", "inactive", "closed", "missing"
  std::string channel;  ///< of the request: "closed", "failed", …; empty: not known
  std::optional<std::vector<desk_message>> messages;
  std::optional<bool> webhook; ///< whether ours is there; nothing when none is wanted
};

/// What the other two say. A part that could not be read is not compared.
struct other_sides {
  std::optional<std::vector<user_message>> user; ///< oldest first
  std::vector<desk_view> desks;
  std::vector<std::string> not_compared; ///< for people: what and why
};

struct window {
  std::int64_t since = 0, now = 0; ///< Unix ms
  std::int64_t settle = 60'000;    ///< what is younger is still on its way
  std::int64_t patience = 600'000; ///< what a command may take
};

/// So many days back, but no further than ids of events are kept (ms; 0: for ever): without them
/// everything would look as if it had never been taken.
inline window back_to(std::int64_t now, std::int64_t days, std::int64_t ids_kept) {
  constexpr std::int64_t day = 24 * 3'600'000;
  const auto since = now - days * day;
  return {ids_kept == 0 ? since : std::max(since, now - ids_kept), now};
}

/// The gaps, those of the user's side first, each kind by time.
std::vector<gap> compare(const journal_view& j, const other_sides& o, const window& w);

} // namespace flexcord::actors::audit
