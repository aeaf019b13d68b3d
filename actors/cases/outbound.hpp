#pragma once
#include "config/secret.hpp"
#include "net/http/client.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace flexcord::actors {

/// The calls that wait to be tried again. With stop() they are given up, so that nothing waits for
/// them at the end of the process: they stay in the outbox.
class outbound_calls {
public:
  /// False after stop().
  bool hold(std::shared_ptr<void> call);
  void release(const std::shared_ptr<void>& call);
  void stop();

private:
  std::mutex guard_;
  bool stopped_ = false;
  std::set<std::shared_ptr<void>> waiting_;
};

struct outbound_tools {
  net::runtime* rt = nullptr;
  net::http::client* http = nullptr;
  std::string url;
  config::secret key;                ///< signs the body; empty: unsigned
  std::function<std::int64_t()> now; ///< milliseconds
  std::function<double()> random;    ///< in [0, 1)
  std::shared_ptr<outbound_calls> calls = std::make_shared<outbound_calls>();
};

/// Calls the webhook of an external system with `body` until it is taken: 2xx. What may pass (no
/// answer, 408, 429, 5xx) is tried again with growing pauses until `created` is a day past;
/// Retry-After is honoured. `done` runs once, on a network thread, with "" or a reason: "gone"
/// (410), "refused" (another answer), "failed" (a day has passed); not at all when the process
/// ends, so that the call stays in the outbox. The receiver may get the same body twice: it has an
/// id. Before each attempt `taken_back` is asked, on any thread; when it says true, the call ends
/// with "taken back". `name` tells the call in the log.
void call_outbound(std::shared_ptr<const outbound_tools> tools, std::string name, std::string body,
                   std::int64_t created, std::function<bool()> taken_back,
                   std::function<void(std::string reason)> done);

} // namespace flexcord::actors
