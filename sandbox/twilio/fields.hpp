#pragma once
#include "sandbox/twilio/api.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Form fields that several resources share, with what Twilio refuses in them.
namespace flexcord::sandbox::twilio {

/// JSON text of at most `most` bytes.
outcome<std::optional<std::string>> attributes_field(const call& c, std::size_t most);
/// A date of a `name` field, milliseconds.
outcome<std::optional<std::int64_t>> date_field(const call& c, std::string_view name);
/// Text of at most `most` bytes.
outcome<std::optional<std::string>> text_field(const call& c, std::string_view name,
                                               std::size_t most);
/// A whole number within `least` and `most`.
outcome<std::optional<std::int64_t>> number_field(const call& c, std::string_view name,
                                                  std::int64_t least, std::int64_t most);
/// "true" or "false".
outcome<std::optional<bool>> bool_field(const call& c, std::string_view name);
/// GET or POST, upper case; POST when it was not sent.
outcome<std::string> method_field(const call& c, std::string_view name);
refusal missing_field(std::string_view name);

} // namespace flexcord::sandbox::twilio
