#pragma once
#include <string>
#include <string_view>

namespace flexcord::sandbox::twilio {

// The account's fixed identities, as CONTROL.md lists them.
inline constexpr std::string_view account_sid = "AC00000000000000000000000000000001";
inline constexpr std::string_view auth_token = "sandbox-auth-token";
inline constexpr std::string_view service_sid = "IS00000000000000000000000000000002";
inline constexpr std::string_view workspace_sid = "WS00000000000000000000000000000003";
inline constexpr std::string_view workflow_sid = "WW00000000000000000000000000000004";
inline constexpr std::string_view task_channel_sid = "TC00000000000000000000000000000005";
inline constexpr std::string_view queue_sid = "WQ00000000000000000000000000000006";
inline constexpr std::string_view instance_sid = "GO00000000000000000000000000000007";
inline constexpr std::string_view api_key_sid = "SK00000000000000000000000000000008";
inline constexpr std::string_view api_key_secret = "sandbox-api-secret";
inline constexpr std::string_view activity_sid = "WA00000000000000000000000000000009";
inline constexpr std::string_view role_sid = "RL0000000000000000000000000000000a";

inline constexpr std::string_view workspace_name = "Flex Task Assignment";
inline constexpr std::string_view workflow_name = "Assign to Anyone";
inline constexpr std::string_view queue_name = "Everyone";
inline constexpr std::string_view task_channel_name = "chat";

/// A SID nobody has yet: `prefix` and 32 lower-case hex digits, unique in this process.
std::string new_sid(std::string_view prefix);
/// "flex_interactionwebhook_" and 26 characters of a ULID's alphabet.
std::string new_ttid();
/// True for `prefix` + 32 lower-case hex digits.
bool is_sid(std::string_view text, std::string_view prefix);

} // namespace flexcord::sandbox::twilio
