#include "actors/reports/report.hpp"

#include <algorithm>
#include <array>

namespace flexcord::reports {
namespace {

constexpr std::array<std::string_view, 2> kinds{"bug", "feature"};
constexpr std::array<std::string_view, 5> severities{"none", "low", "normal", "high", "critical"};
constexpr std::array<std::string_view, 4> statuses{"open", "pending", "resolved", "closed"};

template <class T, std::size_t N>
std::optional<T> find(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto at = std::ranges::find(names, name);
  if (at == names.end()) return std::nullopt;
  return static_cast<T>(at - names.begin());
}

} // namespace

std::string_view name_of(kind k) { return kinds.at(static_cast<std::size_t>(k)); }
std::string_view name_of(severity s) { return severities.at(static_cast<std::size_t>(s)); }
std::string_view name_of(status s) { return statuses.at(static_cast<std::size_t>(s)); }
std::optional<kind> kind_of(std::string_view name) { return find<kind>(kinds, name); }
std::optional<severity> severity_of(std::string_view name) {
  return find<severity>(severities, name);
}
std::optional<status> status_of(std::string_view name) { return find<status>(statuses, name); }

} // namespace flexcord::reports
