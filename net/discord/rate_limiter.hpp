#pragma once
#include "net/discord/rate_limit_answer.hpp"
#include "net/discord/rest.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace flexcord::net::discord {

/// What the limiter must know of a request.
struct limited_request {
  std::uint64_t id = 0;
  std::string method;
  std::string route; ///< template, without ids
  std::string major; ///< channel, guild or webhook (with token) id; empty when the route has none
  priority level = priority::bot;
  bool exempt = false;  ///< interaction routes: the global limit does not count them
  bool ordered = false; ///< one at a time per (method, route, major), in the order submitted
};

/// Discord's rate limits, exact and pure: it decides which of the submitted requests may go now.
///
/// A bucket is (hash, method, major). Until the hash of a route is known its requests go one by one
/// per major. Buckets are FIFO; between buckets the priority of the head decides. A request that
/// met 429 is at the head again. Times are a monotonic clock's, given by the caller.
class rate_limiter {
public:
  using time = std::chrono::milliseconds;
  struct options {
    std::uint32_t global_rate = 50;     ///< requests a second
    std::uint32_t invalid_limit = 5000; ///< answers 401, 403 and 429 (not shared) in 10 minutes
    time ban_pause{60000}; ///< first pause of a ban that tells none; doubles up to an hour
  };
  struct granted {
    std::uint64_t id = 0;
    std::string_view reason; ///< what it waited for: "bucket", "global", "shared", "ban",
                             ///< "invalid"; empty: nothing
    time waited{0};          ///< since submitted, or since its last answer
  };
  struct decision {
    std::vector<granted> go;    ///< in this order; each counts as under way from now on
    std::optional<time> ask_at; ///< when decide() may say more although nothing else happened
  };
  enum class verdict { finished, again }; ///< again: it was 429 and is queued

  explicit rate_limiter(options o) : options_(o) {}

  void submit(limited_request r, time now);
  decision decide(time now);
  verdict answered(std::uint64_t id, const rate_limit_answer& a, time now);
  /// No HTTP answer came, or the request is not wanted any more. Frees its place.
  void abandoned(std::uint64_t id);
  /// Holds a route back without an answer saying so (opening DMs too fast, 40003).
  void hold_route(std::uint64_t id, time until);

  std::size_t size() const { return requests_.size(); } ///< queued and under way
  std::size_t buckets() const {
    return buckets_.size();
  } ///< for tests: memory must not grow with every channel seen
  std::size_t invalid_answers() const { return invalid_.size(); }
  bool banned(time now) const { return now < ban_until_; }

private:
  using route_key = std::pair<std::string, std::string>; // method, route
  using bucket_key = std::tuple<bool, std::string, std::string,
                                std::string>; // known, hash or route, method, major
  using lane_key = std::tuple<std::string, std::string, std::string>; // method, route, major

  /// All requests of one (method, route, major).
  struct lane {
    bool busy = false; ///< an ordered request is under way
    time held_until{0};
    std::size_t requests = 0;
  };
  struct entry {
    limited_request request;
    bucket_key bucket;
    struct lane* lane = nullptr;
    bool under_way = false;
    time since{0}, not_before{0};
    std::string_view reason;
  };
  struct bucket {
    std::map<std::uint64_t, entry*> queue; ///< by submission, so that a 429 goes back to its place
    std::uint32_t limit = 1, remaining = 1;
    std::uint32_t under_way = 0;
    bool known = false;           ///< limit and remaining are Discord's
    std::optional<time> reset_at; ///< end of the window; none: not told yet
  };

  struct scan; ///< one decide()

  void look_at(bucket& b, scan& s);
  bool grant(entry& e, bucket& b, scan& s);
  std::uint32_t room(bucket& b, time now) const;
  bucket& learn(entry& e, const rate_limit_answer& a, time now);
  void move_queue(const route_key& route, const std::string& hash);
  void release(entry& e);
  void forget(std::uint64_t id);
  void enqueue(entry& e, time now);
  void refused(entry& e, const rate_limit_answer& a, time now);
  std::optional<time> paused_until(time now, std::string_view& reason);
  time global_free_at(time now);
  void sweep(time now);
  bucket_key key_of(const limited_request& r) const;
  static lane_key lane_of(const limited_request& r) { return {r.method, r.route, r.major}; }

  options options_;
  std::map<std::uint64_t, entry> requests_; ///< by id, which must grow with each submit
  std::map<bucket_key, bucket> buckets_;
  std::map<lane_key, lane> lanes_;
  std::map<route_key, std::string> hashes_;
  std::deque<time> global_sends_; ///< of the last second
  std::deque<time> invalid_;      ///< of the last ten minutes
  time global_until_{0}, ban_until_{0}, last_sweep_{0};
  unsigned bans_ = 0; ///< in a row
  std::size_t under_way_ = 0, exempt_queued_ = 0;
};

} // namespace flexcord::net::discord
