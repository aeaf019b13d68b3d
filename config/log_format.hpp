#pragma once
#include "config/log.hpp"

#include <chrono>
#include <string>

namespace flexcord::log {

/// One whole line without the newline: time, level, component and event first, then the fields in
/// order.
std::string format(bool json, std::chrono::system_clock::time_point at, level l,
                   std::string_view component, std::string_view event, field_list fields);

/// "2026-03-01T12:00:00.123Z"
std::string rfc3339(std::chrono::system_clock::time_point at);

} // namespace flexcord::log
