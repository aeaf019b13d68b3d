#pragma once
#include "actors/announcements/parts.hpp"

#include <cstdint>
#include <string>

/// What announcements ask others to do.
namespace flexcord::announcements {

/// For the outbox: one queue of posts and edits to the announcement channel, in the order of the
/// ids, and one of crossposts, which Discord lets through ten an hour. Each is done once.
struct order {
  enum class action : std::uint8_t {
    post,      ///< `what` as a new message; answered by posted or post_failed
    edit_post, ///< `message` becomes `what`; answered by edited or change_failed
    crosspost, ///< `message` is published to the servers that follow the channel; answered by
               ///< crossposted or change_failed
  };
  std::int64_t id = 0;
  action does = action::post;
  std::int64_t post = 0; ///< the post that is meant; of a post its own id
  std::string message;   ///< Discord's id of it, empty for a post
  source from = source::feed;
  std::string feed; ///< URL of the feed, empty for others
  content what;     ///< empty for crosspost
  friend bool operator==(const order&, const order&) = default;
};

/// Asks a feed. Not stored: `started` asks again.
struct read_feed {
  std::string feed;
  std::uint64_t generation = 0;
  std::string etag, last_modified;
  friend bool operator==(const read_feed&, const read_feed&) = default;
};

/// A timer_fired is due. It replaces the feed's earlier one. Not stored.
struct arm {
  std::string feed;
  std::uint64_t generation = 0;
  millis due = 0;
  friend bool operator==(const arm&, const arm&) = default;
};

/// How a hook or a member is answered once the step is committed.
struct answer {
  enum class reply : std::uint8_t {
    accepted,    ///< it is on its way (202)
    duplicate,   ///< the same was accepted before (200)
    conflict,    ///< the key was used for something else (409)
    busy,        ///< too much waits (503)
    preview,     ///< shown to the member, who may confirm `draft`
    announced,   ///< confirmed, on its way
    already,     ///< confirmed before
    cancelled,   ///< the draft is dropped
    expired,     ///< no such draft any more
    not_allowed, ///< the member lacks the role
    empty,       ///< nothing to announce
    replayed,    ///< this very call was accepted before, without a key that says so (403)
    too_many,    ///< more calls in a day than are remembered (429)
  };
  std::string ticket;
  reply how = reply::accepted;
  std::string draft;
  content what; ///< of a preview
  friend bool operator==(const answer&, const answer&) = default;
};

/// Something that operators should see: a log line and a counter.
struct note {
  enum class kind : std::uint8_t {
    first_read,    ///< `count` entries were there already and are not announced
    failing,       ///< the feed could not be read, `count` times in a row
    gone,          ///< the feed is gone for good and not asked any more
    burst,         ///< `count` entries beyond the limit are told of in one line
    old,           ///< `count` entries were dated before the feed's first read
    post_failed,   ///< a post was given up
    change_failed, ///< an edit or a crosspost was given up
  };
  kind what = kind::first_read;
  std::string feed;
  std::uint64_t count = 0;
  std::string reason;
  friend bool operator==(const note&, const note&) = default;
};

const char* to_string(note::kind k);
const char* to_string(answer::reply r);

} // namespace flexcord::announcements
