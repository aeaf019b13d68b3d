#pragma once
#include <string_view>

namespace flexcord::sandbox::twilio {

/// True for a condition type of a split widget ("equal_to", "regex", …).
bool is_condition_type(std::string_view type);

/// True when `argument` is to `value` as the type says. Comparisons are exact; the list of
/// "matches_any_of" is comma-separated; an argument beyond 2,048 bytes matches no "regex".
bool condition_holds(std::string_view type, std::string_view argument, std::string_view value);

/// False when `value` cannot be used with this type: a broken "regex", a text for "less_than".
bool is_condition_value(std::string_view type, std::string_view value);

} // namespace flexcord::sandbox::twilio
