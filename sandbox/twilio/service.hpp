#pragma once
#include "net/http/server.hpp"
#include "sandbox/core/core.hpp"

#include <memory>
#include <vector>

namespace flexcord::sandbox {

namespace twilio {
struct world;
}

/// Twilio's stand-in: Conversations v1, Flex Interactions v1, TaskRouter v1, Studio v2,
/// Programmable Chat v2 and Flex Channels v1, the media service, their webhooks, and the control
/// calls for agents, conversations, tasks, flows and callbacks (CONTROL.md). Everything lives in
/// memory and is forgotten on POST /_sandbox/reset. `host` must outlive it.
class twilio_service {
public:
  explicit twilio_service(core& host);
  ~twilio_service();
  twilio_service(const twilio_service&) = delete;
  twilio_service& operator=(const twilio_service&) = delete;
  /// All of its routes; the handlers keep what they need alive.
  std::vector<net::http::route> routes();

private:
  std::shared_ptr<twilio::world> world_;
};

} // namespace flexcord::sandbox
