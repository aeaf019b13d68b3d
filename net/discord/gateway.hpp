#pragma once
#include "net/result.hpp"
#include "net/runtime.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace flexcord::net::discord {

/// What must be remembered to RESUME; the three always go together.
struct gateway_position {
  std::string session_id, resume_url;
  std::uint64_t sequence =
      0; ///< highest S such that every dispatch up to S is committed or makes no event
  bool empty() const { return session_id.empty(); }
};

struct gateway_options {
  std::string token;
  std::uint32_t intents = 20481;
  std::uint32_t shard = 0, shards = 1;
  std::string url;       ///< wss:// or ws://, without query
  bool compress = false; ///< zlib-stream
  std::chrono::milliseconds reconnect_min{1000}, reconnect_max{60000};
  gateway_position resume_from;          ///< empty: Identify
  std::uint32_t identifies_a_minute = 3; ///< more within 60 s are held back: breaks a READY loop
};

enum class gateway_state { stopped, connecting, identifying, resuming, ready, failed };

/// One op 0 that flexcord may care about. `data` is the JSON text of `d`.
struct dispatch {
  std::uint64_t sequence = 0; ///< 0 when Discord gave none: needs no acknowledgement
  std::string type;
  std::string data;
  std::string session_id = {}; ///< the session that the sequence belongs to
};

struct gateway_handlers {
  std::function<void(dispatch)> on_dispatch; ///< READY and RESUMED included
  std::function<void(gateway_state, std::string why)>
      on_state; ///< `failed`: a fatal close code, with Discord's meaning
  std::function<void(gateway_position)>
      on_position; ///< a new session began (or was given up: empty)
  std::function<void(std::string_view what)>
      on_count; ///< "identify", "resume", "zombie", "malformed", "unknown_op", …
  /// Asked before every Identify; answers (later, once) whether it may go, so that the daily and 5
  /// s budgets hold.
  std::function<void(std::function<void(bool)>)> may_identify;
};

/// A gateway session on a socket: drives gateway_session (pure) with frames and timers. Reconnects
/// by itself until stop() or a fatal close code. Handlers run on a network thread, one at a time.
class gateway {
public:
  gateway(runtime& rt, gateway_options options, gateway_handlers handlers);
  ~gateway();
  gateway(const gateway&) = delete;
  gateway& operator=(const gateway&) = delete;
  void start();
  /// The dispatch with this sequence and every one before it is committed or needs no commit.
  /// RESUME uses the highest. With a `session_id`, it counts only while that session lasts, so that
  /// a late call cannot move the next one's mark. READY and RESUMED need no acknowledgement.
  void acknowledge(std::uint64_t sequence, std::string session_id = {});
  /// Closes with 4000 (the session can be resumed) or, when `final`, 1000.
  void stop(bool final);

private:
  struct impl;
  std::shared_ptr<impl> impl_;
};

} // namespace flexcord::net::discord
