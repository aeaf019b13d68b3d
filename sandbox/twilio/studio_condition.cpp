#include "sandbox/twilio/studio_condition.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <regex>
#include <string>

namespace flexcord::sandbox::twilio {

namespace {

// std::regex recurses once a character: a long text must not reach it.
constexpr std::size_t longest_for_regex = 2048;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool any_of_list(std::string_view list, std::string_view argument) {
  for (std::size_t at = 0; at <= list.size();) {
    const auto end = std::min(list.find(',', at), list.size());
    if (trimmed(list.substr(at, end - at)) == trimmed(argument)) return true;
    at = end + 1;
  }
  return false;
}

std::optional<double> number(std::string_view text) {
  const std::string copy(trimmed(text));
  char* end = nullptr;
  const auto value = std::strtod(copy.c_str(), &end);
  if (copy.empty() || end != copy.c_str() + copy.size()) return std::nullopt;
  return value;
}

std::optional<std::regex> pattern(std::string_view text) {
  try {
    return std::regex(std::string(text));
  } catch (const std::regex_error&) {
    return std::nullopt;
  }
}

bool matches(std::string_view argument, std::string_view value) {
  if (argument.size() > longest_for_regex) return false;
  const auto wanted = pattern(value);
  try {
    return wanted && std::regex_search(argument.begin(), argument.end(), *wanted);
  } catch (const std::regex_error&) { // too complex for this text
    return false;
  }
}

bool less(std::string_view a, std::string_view b) {
  const auto x = number(a), y = number(b);
  return x && y && *x < *y;
}

struct row {
  std::string_view type;
  bool (*holds)(std::string_view argument, std::string_view value);
};

using text = std::string_view;
constexpr row rows[] = {
    {"equal_to", [](text a, text v) { return a == v; }},
    {"not_equal_to", [](text a, text v) { return a != v; }},
    {"contains", [](text a, text v) { return a.find(v) != text::npos; }},
    {"does_not_contain", [](text a, text v) { return a.find(v) == text::npos; }},
    {"starts_with", [](text a, text v) { return a.starts_with(v); }},
    {"does_not_start_with", [](text a, text v) { return !a.starts_with(v); }},
    {"matches_any_of", [](text a, text v) { return any_of_list(v, a); }},
    {"does_not_match_any_of", [](text a, text v) { return !any_of_list(v, a); }},
    {"is_blank", [](text a, text) { return trimmed(a).empty(); }},
    {"is_not_blank", [](text a, text) { return !trimmed(a).empty(); }},
    {"regex", matches},
    {"less_than", less},
    {"greater_than", [](text a, text v) { return less(v, a); }},
};

const row* find(std::string_view type) {
  const auto* at =
      std::find_if(std::begin(rows), std::end(rows), [&](const row& r) { return r.type == type; });
  return at == std::end(rows) ? nullptr : at;
}

} // namespace

bool is_condition_type(std::string_view type) { return find(type) != nullptr; }

bool condition_holds(std::string_view type, std::string_view argument, std::string_view value) {
  const auto* r = find(type);
  return r && r->holds(argument, value);
}

bool is_condition_value(std::string_view type, std::string_view value) {
  if (type == "regex") return pattern(value).has_value();
  if (type == "less_than" || type == "greater_than") return number(value).has_value();
  return true;
}

} // namespace flexcord::sandbox::twilio
