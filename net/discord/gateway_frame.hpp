#pragma once
#include "net/discord/gateway.hpp"
#include "net/result.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The gateway's JSON: one incoming payload taken apart, and the three that a session sends.
namespace flexcord::net::discord {

struct gateway_frame {
  int op = -1;
  std::optional<std::uint64_t> sequence;
  std::string type;                                ///< op 0 only
  std::string data;                                ///< op 0 only: JSON text of `d`
  std::chrono::milliseconds heartbeat_interval{0}; ///< op 10 only
  bool resumable = false;                          ///< op 9 only
};

result<gateway_frame> parse_frame(std::string_view json);

std::string heartbeat_json(std::optional<std::uint64_t> sequence);
std::string identify_json(const gateway_options& options);
std::string resume_json(const std::string& token, const gateway_position& position);

/// The address to connect to: `url` with the query that Discord wants.
std::string gateway_address(const std::string& url, bool compress);

/// True for the dispatches that flexcord acts on.
bool is_handled_event(std::string_view type);

} // namespace flexcord::net::discord
