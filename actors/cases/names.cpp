#include "actors/cases/event.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace flexcord::cases {
namespace {

constexpr std::array kinds{"handoff", "bug", "feature", "question"};
constexpr std::array statuses{"open", "pending", "resolved", "closed"};
constexpr std::array priorities{"low", "normal", "high", "urgent"};
constexpr std::array commands{"show", "redraw", "tell", "call_hook", "tell_case"};

template <class Enum, std::size_t N>
Enum named(const std::array<const char*, N>& names, const std::string& name, Enum fallback) {
  auto found = std::ranges::find(names, std::string_view{name});
  return found == names.end() ? fallback : static_cast<Enum>(found - names.begin());
}
template <class Enum, std::size_t N>
const char* name(const std::array<const char*, N>& names, Enum e) {
  const auto at = static_cast<std::size_t>(e);
  return at < N ? names[at] : names[0]; // a record of a newer program
}

struct lane {
  std::string operator()(const show&) const { return "channel"; }
  std::string operator()(const redraw&) const { return "channel"; }
  std::string operator()(const tell& t) const { return "person:" + t.whom.who.id; }
  std::string operator()(const call_hook&) const { return "hook"; }
  std::string operator()(const tell_case&) const { return "cases"; }
};

} // namespace

const char* to_string(kind k) { return name(kinds, k); }
const char* to_string(status s) { return name(statuses, s); }
const char* to_string(priority p) { return name(priorities, p); }
kind kind_named(const std::string& n, kind fallback) { return named(kinds, n, fallback); }
status status_named(const std::string& n, status fallback) { return named(statuses, n, fallback); }
priority priority_named(const std::string& n, priority fallback) {
  return named(priorities, n, fallback);
}

std::string lane_of(const command& c) { return std::visit(lane{}, c); }
const char* name_of(const command& c) { return commands[c.index()]; }

} // namespace flexcord::cases
