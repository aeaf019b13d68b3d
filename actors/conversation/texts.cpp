#include "actors/conversation/texts.hpp"

#include "actors/conversation/text_rows_bot.hpp"
#include "actors/conversation/text_rows_cases.hpp"
#include "actors/conversation/text_rows_desk.hpp"
#include "actors/conversation/text_rows_limits.hpp"

#include <array>
#include <optional>

namespace flexcord::conversation {
namespace {

constexpr auto phrases = static_cast<std::size_t>(phrase::count_of_phrases);

consteval auto all_rows() {
  std::array<localized::wording, phrases> all{};
  auto take = [&all](std::span<const text_row> rows) {
    for (auto& r : rows) all[static_cast<std::size_t>(r.id)] = r.text;
  };
  take(rows_bot);
  take(rows_cases);
  take(rows_desk);
  take(rows_limits);
  return all;
}
constexpr auto table = all_rows();

constexpr bool complete_in_english() {
  for (auto& t : table)
    if (t.en.empty()) return false;
  return std::size(rows_bot) + std::size(rows_cases) + std::size(rows_desk) +
             std::size(rows_limits) ==
         phrases;
}
static_assert(complete_in_english(), "each phrase has one row, which begins with English");

std::optional<localized::value> value_of(std::string_view key, const arguments& args) {
  if (key == "case") return args.case_number;
  if (key == "position") return args.position;
  if (key == "count") return args.count;
  if (key == "day") return args.day;
  if (key == "agent") return args.agent;
  if (key == "name") return args.name;
  if (key == "topic") return args.topic;
  if (key == "when") return args.when;
  if (key == "why") return args.why;
  if (key == "wait") return args.wait;
  if (key == "time") return args.time;
  if (key == "zone") return args.zone;
  if (key == "weekday") return args.weekday;
  if (key == "month") return args.month;
  return std::nullopt;
}

const localized::wording& wording_of(phrase p) { return table[static_cast<std::size_t>(p)]; }

} // namespace

std::span<const std::string_view> languages() { return localized::codes; }

bool has_language(std::string_view locale) { return localized::language_of(locale).has_value(); }

std::string_view language_for(std::string_view locale, std::string_view fallback) {
  return localized::code_of(localized::language_for(locale, fallback));
}

std::string_view template_of(phrase p, std::string_view language) {
  const auto known = localized::language_of(language);
  return known ? wording_of(p).in(*known) : std::string_view{};
}

std::string text(phrase p, std::string_view locale, std::string_view fallback,
                 const arguments& args) {
  return localized::filled(wording_of(p), localized::language_for(locale, fallback),
                           [&](std::string_view key) { return value_of(key, args); });
}

} // namespace flexcord::conversation
