#pragma once
#include "actors/announcements/parts.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

/// What happened.
namespace flexcord::announcements {

/// This process begins to do announcements: the first event of its life, and again when the
/// settings changed.
struct started {
  friend bool operator==(const started&, const started&) = default;
};
struct feed_read {
  std::string feed;             ///< its URL
  std::uint64_t generation = 0; ///< as asked with read_feed
  bool not_modified = false;    ///< then the rest is empty
  std::string title, link;      ///< the feed's own
  std::vector<item> items;      ///< in its order
  std::string etag, last_modified;
  friend bool operator==(const feed_read&, const feed_read&) = default;
};
struct feed_failed {
  std::string feed;
  std::uint64_t generation = 0;
  bool gone = false;      ///< 410: it will not come back
  millis retry_after = 0; ///< as it asked, 0: not
  std::string reason;     ///< for operators
  friend bool operator==(const feed_failed&, const feed_failed&) = default;
};
/// A call of POST /hooks/announcements whose signature was right.
struct hook_received {
  std::string ticket; ///< who waits for the answer
  std::string key;    ///< its idempotency key, may be empty
  std::string seal;   ///< of its signature
  std::string print;  ///< digest of `what`
  content what;
  friend bool operator==(const hook_received&, const hook_received&) = default;
};
/// A member used /announce, or a button of its preview.
struct announce_asked {
  enum class wish : std::uint8_t { preview, confirm, cancel };
  std::string ticket;             ///< the same when the same wish comes again
  std::string by;                 ///< the member's id
  std::vector<std::string> roles; ///< that the member has now
  bool manager = false;           ///< may manage the server, as Discord says
  wish what_for = wish::preview;
  std::string draft; ///< for confirm and cancel
  content what;      ///< for preview
  friend bool operator==(const announce_asked&, const announce_asked&) = default;
};
/// A post is in the channel.
struct posted {
  std::int64_t post = 0; ///< the order's id
  std::string message;
  source from = source::feed;
  friend bool operator==(const posted&, const posted&) = default;
};
struct crossposted {
  std::int64_t post = 0;
  friend bool operator==(const crossposted&, const crossposted&) = default;
};
/// A post will never be in the channel: whoever sends has given up.
struct post_failed {
  std::int64_t post = 0;
  std::string reason;
  friend bool operator==(const post_failed&, const post_failed&) = default;
};
struct timer_fired {
  std::string feed;
  std::uint64_t generation = 0;
  friend bool operator==(const timer_fired&, const timer_fired&) = default;
};

/// A post shows its new text.
struct edited {
  std::int64_t post = 0;
  friend bool operator==(const edited&, const edited&) = default;
};
/// An edit or a crosspost will never be done. The post itself may be gone.
struct change_failed {
  std::int64_t post = 0;
  bool edit = false; ///< else the crosspost
  std::string reason;
  friend bool operator==(const change_failed&, const change_failed&) = default;
};

using event = std::variant<started, feed_read, feed_failed, hook_received, announce_asked, posted,
                           crossposted, post_failed, timer_fired, edited, change_failed>;

} // namespace flexcord::announcements
