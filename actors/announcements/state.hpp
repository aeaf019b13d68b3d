#pragma once
#include "actors/announcements/parts.hpp"

#include <set>
#include <string>
#include <vector>

namespace flexcord::announcements {

/// A feed's post that may still be edited.
struct recent_post {
  std::string id, print; ///< of its item, as it was last told
  std::int64_t post = 0; ///< the order's id
  std::string message;   ///< empty until it is known to be out
  millis at = 0;         ///< when it was asked for
  std::uint32_t edits = 0;
  friend bool operator==(const recent_post&, const recent_post&) = default;
};

struct feed {
  std::string url;
  millis since = 0; ///< when it was first read; 0: never. What was there by then is not announced
  std::string etag, last_modified;
  std::string title, link;       ///< its own, for the line about the rest
  std::vector<std::string> seen; ///< ids and twins, the longest unseen first
  std::vector<recent_post> recent;
  bool gone = false; ///< it said so; asked again only after a start
  // What a new process begins anew:
  bool reading = false;
  std::uint32_t failures = 0;   ///< in a row
  std::uint64_t generation = 0; ///< of its timer and its read; older ones are stale
  millis next = 0;              ///< when it is read again
  friend bool operator==(const feed&, const feed&) = default;
};

/// Something that a hook may do once.
struct used_key {
  std::string key;   ///< "k:" and an idempotency key, or "s:" and the seal of a call
  std::string print; ///< of what it announced
  millis at = 0;
  friend bool operator==(const used_key&, const used_key&) = default;
};

/// What a member was shown and may still confirm.
struct draft {
  std::string id, by; ///< `by`: the member
  content what;
  millis at = 0;
  bool done = false;
  std::string ticket; ///< of the wish that made it
  friend bool operator==(const draft&, const draft&) = default;
};

struct state {
  std::int64_t next_order = 1;
  std::int64_t next_draft = 1;
  std::vector<feed> feeds;
  std::vector<used_key> keys;     ///< oldest first
  std::vector<draft> drafts;      ///< oldest first
  std::set<std::int64_t> waiting; ///< posts asked for, whose outcome is not known
  std::string last_message;       ///< Discord's id of the newest post that is out
  friend bool operator==(const state&, const state&) = default;
};

} // namespace flexcord::announcements
