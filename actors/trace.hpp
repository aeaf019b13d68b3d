#pragma once
#include <string>
#include <string_view>

/// Trace ids: one follows a message through every hop and stands in every log line of it. The first
/// letters say which side it came from.
namespace flexcord::actors {

inline std::string user_trace(std::string_view id) { return "d-" + std::string(id); }
inline std::string desk_trace(std::string_view id) { return "t-" + std::string(id); }
inline bool is_desk_trace(std::string_view trace) { return trace.starts_with("t-"); }

} // namespace flexcord::actors
