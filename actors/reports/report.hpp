#pragma once
#include "net/discord/types.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What members report with /bug and /new_feature. Pure: no actors, no clock, no I/O.
namespace flexcord::reports {

enum class kind { bug, feature };
enum class severity { none, low, normal, high, critical }; ///< of bugs; features have none
enum class status { open, pending, resolved, closed };

/// "bug", "normal", "pending", …: as they are stored and stand in custom ids.
std::string_view name_of(kind k);
std::string_view name_of(severity s);
std::string_view name_of(status s);
/// Settled: nothing more is expected to happen with it.
inline bool is_over(status s) { return s == status::resolved || s == status::closed; }
std::optional<kind> kind_of(std::string_view name);
std::optional<severity> severity_of(std::string_view name);
std::optional<status> status_of(std::string_view name);

/// What a member wrote, trimmed. Texts are theirs: they go through net/discord/plain.hpp before
/// they are shown.
struct report {
  kind what = kind::bug;
  std::string title;
  std::string text;  ///< of a bug what happened, of a feature the problem that it solves
  std::string extra; ///< of a bug the steps (may be empty), of a feature the idea
  severity how_bad = severity::none;
  std::vector<net::discord::attachment> shots; ///< fetch them soon: their addresses do not last
};

/// What a report may hold; the form asks for no more, and reading it checks again.
struct report_limits {
  std::size_t title = 100, text = 2000, extra = 1500; ///< code points
  std::size_t shots = 3;
  std::uint64_t shot_bytes = 8u << 20; ///< under Discord's 10 MiB for what we upload
};

} // namespace flexcord::reports
