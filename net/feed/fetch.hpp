#pragma once
#include "net/http/client.hpp"
#include "net/result.hpp"
#include "net/runtime.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace flexcord::net::feed {

/// What the last good answer came with, to be asked "anything new since?".
struct validators {
  std::string etag, last_modified; ///< as the server wrote them; empty when it gave none
};

/// An answer: nothing new, or a document.
struct fetched {
  bool not_modified = false;
  std::string url; ///< where it came from after redirects
  std::string content_type, body;
  validators known;
};

struct fetch_options {
  std::chrono::milliseconds deadline{20'000}; ///< redirects included
  std::size_t max_size = 2u << 20;            ///< bytes of the body
  bool allow_private = false;                 ///< addresses that are not public may be asked too
};

/// Reads feeds over http and https. Each address that a name resolves to is judged as it is
/// connected to, after every redirect too; at most five redirects, never from https to http. No
/// compressed body is asked for or taken.
class fetcher {
public:
  using callback = std::function<void(result<fetched>)>;
  fetcher(runtime& rt, fetch_options options);
  ~fetcher();
  fetcher(const fetcher&) = delete;
  fetcher& operator=(const fetcher&) = delete;
  /// `done` runs once, on a network thread, never inside. Failures: `refused` with the status and
  /// what Retry-After asked for (410: the feed is gone); `malformed` for too much, a compressed
  /// body or something that is no feed; `unreachable` for an address that may not be asked. Nothing
  /// of a body is in a failure.
  void fetch(const std::string& url, const validators& known, callback done);
  void observe(http::observer o); ///< call before the first fetch
  /// Fails what is under way with `stopped`.
  void stop();

private:
  struct impl;
  std::shared_ptr<impl> impl_;
};

} // namespace flexcord::net::feed
