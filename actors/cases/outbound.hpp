#pragma once
#include "config/secret.hpp"
#include "net/http/client.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace flexcord::actors {

struct outbound_tools {
  net::runtime* rt = nullptr;
  net::http::client* http = nullptr;
  std::string url;
  config::secret key;                ///< signs the body; empty: unsigned
  std::function<std::int64_t()> now; ///< milliseconds
  std::function<double()> random;    ///< in [0, 1)
};

/// Calls the webhook of an external system with `body` until it is taken: 2xx. What may pass (no
/// answer, 408, 429, 5xx) is tried again with growing pauses until `created` is a day past;
/// Retry-After is honoured. `done` runs once, on a network thread, with "" or a reason: "gone"
/// (410), "refused" (another answer), "failed" (a day has passed); not at all when the process
/// ends, so that the call stays in the outbox. The receiver may get the same body twice: it has an
/// id.
void call_outbound(std::shared_ptr<const outbound_tools> tools, std::string body,
                   std::int64_t created, std::function<void(std::string reason)> done);

} // namespace flexcord::actors
