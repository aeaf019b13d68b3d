#pragma once
#include "net/http/server.hpp"
#include "sandbox/core/core.hpp"

#include <vector>

namespace flexcord::sandbox {

/// A Rasa-style bot at /rasa/webhooks/rest/webhook with canned answers about a game community, and
/// words that provoke faults ("slow 5", "html", "huge", "silent", "500"). `host` must outlive it.
class bot_service {
public:
  explicit bot_service(core& host);
  std::vector<net::http::route> routes();

private:
  core& host_;
};

} // namespace flexcord::sandbox
