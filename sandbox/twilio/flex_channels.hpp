#pragma once
#include "sandbox/core/core.hpp"
#include "sandbox/twilio/outcome.hpp"
#include "sandbox/twilio/talks.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace flexcord::sandbox::twilio {

/// A Flex Flow (FO): what becomes of new Flex channels.
struct flex_flow {
  std::string sid, friendly_name, channel_type, contact_identity, integration_type;
  std::string flow_sid, url, workspace_sid, workflow_sid, channel; ///< of the integration
  std::int64_t timeout = 0, priority = 0, retry_count = 3;         ///< of the integration
  bool creation_on_message = false;                                ///< of the integration
  bool enabled = true, long_lived = false, janitor_enabled = false;
  std::int64_t serial = 0, created_ms = 0, updated_ms = 0;
};

/// What POST /v1/Channels asks for.
struct channel_request {
  std::string identity, user_name, friendly_name, unique_name, target, pre_engagement;
};

/// Flex Channels v1: the legacy plane's way to a channel that Flex knows.
class flex_channels {
public:
  flex_channels(core& host, talks& chats) : host_(host), chats_(chats) {}

  flex_flow& add(flex_flow f);
  flex_flow* find(std::string_view sid);
  const std::map<std::string, flex_flow>& flows() const { return flows_; }
  bool erase(std::string_view sid) { return flows_.erase(std::string(sid)) > 0; }

  /// A channel with `identity` as its member; `target` becomes its attribute `from`. A flow that
  /// goes to Studio listens there.
  outcome<conversation*> open(const flex_flow& f, const channel_request& wanted);

  void reset() { flows_.clear(); }

private:
  core& host_;
  talks& chats_;
  std::map<std::string, flex_flow> flows_;
  std::int64_t serial_ = 0;
};

} // namespace flexcord::sandbox::twilio
