#pragma once
#include "actors/reports/report.hpp"
#include "actors/reports/words.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What /mycases shows: a member's own cases of every kind, for their eyes only.
namespace flexcord::reports {

struct my_case {
  std::uint64_t number = 0;
  std::string kind; ///< "handoff", "bug", "feature", "question"
  std::string title;
  status now = status::open;
  std::uint64_t master = 0; ///< the case that this one is a duplicate of; 0: none
  std::int64_t opened = 0;  ///< milliseconds since the Unix epoch
};

/// How many stand on one page; ask for one more to know whether there are older ones.
inline constexpr std::size_t cases_a_page = 8;

/// A page: a line for each of `found` (but for the one too many), a button to go on with the newest
/// talk among them, and one for older cases. `skipped`: how many newer ones there are.
net::discord::outgoing list_of(std::span<const my_case> found, std::uint64_t skipped, language l);

/// How many cases the button for older ones skips; nothing when it is another button.
std::optional<std::uint64_t> page_of(std::string_view custom_id);

} // namespace flexcord::reports
