#pragma once
#include <optional>
#include <string>
#include <string_view>

/// The few digests and encodings that signatures need. Results are raw bytes unless the name says
/// otherwise.
namespace flexcord::net::twilio {

std::string hmac_sha1(std::string_view key, std::string_view data);
std::string hmac_sha256(std::string_view key, std::string_view data);
std::string sha256_hex(std::string_view data);

std::string to_hex(std::string_view bytes); ///< lower case
/// Reads lower or upper case hex; nothing when it is anything else.
std::optional<std::string> from_hex(std::string_view text);

std::string to_base64(std::string_view bytes);
/// Reads padded standard base64; nothing when it is anything else.
std::optional<std::string> from_base64(std::string_view text);

/// Compares in a time that depends on the lengths only.
bool same_bytes(std::string_view a, std::string_view b);

} // namespace flexcord::net::twilio
