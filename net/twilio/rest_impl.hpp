#pragma once
#include "net/twilio/requester.hpp"

/// What the rest_*.cpp files share: where the resources stand.
namespace flexcord::net::twilio {

struct rest::impl : requester {
  using requester::requester;

  std::string conversation_path(std::string_view sid, std::string_view below = {}) const;
  std::string channel_path(const interaction& i, std::string_view below = {}) const;
  /// The routing of a new task, as Twilio wants it; empty when the attributes are no JSON object.
  std::string routing(std::string_view attributes_json, bool with_type) const;
};

} // namespace flexcord::net::twilio
