#pragma once
#include "net/twilio/legacy.hpp"
#include "net/twilio/requester.hpp"

/// What the legacy_*.cpp files share: where the resources stand, and their answers as values.
namespace flexcord::net::twilio {

struct legacy::impl : requester {
  using requester::requester;

  /// `below` the service: "/Users/…".
  std::string service_path(std::string_view below) const;
  std::string user_path(std::string_view identity, std::string_view below = {}) const;
  std::string channel_path(std::string_view sid, std::string_view below = {}) const;
};

// Each is `malformed` when the text is no JSON object or lacks its sid.
result<chat_user> parse_chat_user(std::string_view body);
result<page<std::string>> parse_user_channels(std::string_view body);
result<chat_channel> parse_chat_channel(std::string_view body);
result<page<participant>> parse_chat_members(std::string_view body);
result<chat_webhook> parse_chat_webhook(std::string_view body);
result<page<chat_webhook>> parse_chat_webhooks(std::string_view body);

} // namespace flexcord::net::twilio
