#include "actors/conversation/texts.hpp"

#include "actors/conversation/text_rows_bot.hpp"
#include "actors/conversation/text_rows_cases.hpp"
#include "actors/conversation/text_rows_desk.hpp"
#include "actors/conversation/text_rows_limits.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace flexcord::conversation {
namespace {

constexpr std::array<std::string_view, 4> codes{"en", "fr", "es", "de"};
constexpr auto phrases = static_cast<std::size_t>(phrase::count_of_phrases);
using language_texts = std::array<std::string_view, codes.size()>;

consteval auto all_rows() {
  std::array<language_texts, phrases> all{};
  auto take = [&all](std::span<const text_row> rows) {
    for (auto& r : rows) all[static_cast<std::size_t>(r.id)] = {r.en, r.fr, r.es, r.de};
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
    if (t[0].empty()) return false;
  return std::size(rows_bot) + std::size(rows_cases) + std::size(rows_desk) +
             std::size(rows_limits) ==
         phrases;
}
static_assert(complete_in_english(), "each phrase has one row, which begins with English");

std::optional<std::size_t> language_of(std::string_view locale) {
  const auto code = locale.substr(0, locale.find_first_of("-_"));
  const auto at = std::find(codes.begin(), codes.end(), code);
  if (at == codes.end()) return std::nullopt;
  return static_cast<std::size_t>(at - codes.begin());
}

std::size_t chosen(std::string_view locale, std::string_view fallback) {
  if (auto own = language_of(locale)) return *own;
  return language_of(fallback).value_or(0);
}

/// A place that holds a number.
std::optional<std::uint64_t> number(std::string_view key, const arguments& args) {
  if (key == "case") return args.case_number;
  if (key == "position") return args.position;
  if (key == "count") return args.count;
  if (key == "day") return args.day;
  return std::nullopt;
}

std::optional<std::string_view> words(std::string_view key, const arguments& args) {
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

/// "key" or "key:one|other", without the braces.
std::string filled(std::string_view place, std::size_t language, const arguments& args) {
  const auto colon = place.find(':');
  const auto key = place.substr(0, colon);
  if (auto n = number(key, args)) {
    if (colon == place.npos) return std::to_string(*n);
    // French counts nothing as one.
    const bool one = *n == 1 || (*n == 0 && codes[language] == "fr");
    const auto forms = place.substr(colon + 1);
    const auto bar = std::min(forms.find('|'), forms.size());
    return std::string(one ? forms.substr(0, bar) : forms.substr(std::min(bar + 1, forms.size())));
  }
  return std::string(words(key, args).value_or(place));
}

} // namespace

std::span<const std::string_view> languages() { return codes; }

bool has_language(std::string_view locale) { return language_of(locale).has_value(); }

std::string_view language_for(std::string_view locale, std::string_view fallback) {
  return codes[chosen(locale, fallback)];
}

std::string_view template_of(phrase p, std::string_view language) {
  const auto known = language_of(language);
  return known ? table[static_cast<std::size_t>(p)][*known] : std::string_view{};
}

std::string text(phrase p, std::string_view locale, std::string_view fallback,
                 const arguments& args) {
  const auto& row = table[static_cast<std::size_t>(p)];
  auto language = chosen(locale, fallback);
  if (row[language].empty()) language = 0;
  std::string_view rest = row[language];
  // In one pass: what people are called or wrote is not searched for braces.
  std::string out;
  while (!rest.empty()) {
    const auto open = std::min(rest.find('{'), rest.size());
    out += rest.substr(0, open);
    rest.remove_prefix(open);
    if (rest.empty()) break;
    const auto end = std::min(rest.find('}'), rest.size() - 1);
    out += filled(rest.substr(1, end - 1), language, args);
    rest.remove_prefix(end + 1);
  }
  return out;
}

} // namespace flexcord::conversation
