#pragma once
#include "net/http/server.hpp"
#include "sandbox/core/core.hpp"

#include <memory>
#include <vector>

namespace flexcord::sandbox {

namespace discord {
struct platform;
}

/// Discord's stand-in: REST v10, gateway v10, the CDN, and the control calls below
/// /_sandbox/discord (CONTROL.md). Everything lives in memory. `host` must outlive it and its
/// routes.
class discord_service {
public:
  explicit discord_service(core& host);
  std::vector<net::http::route> routes();

private:
  std::shared_ptr<discord::platform> platform_;
};

} // namespace flexcord::sandbox
