#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// What every table of texts needs: the languages, which of them somebody is spoken to in, and how
/// the places of a text are filled. Pure; the tables stand with those who say their texts.
namespace flexcord::localized {

/// Those of routing.language. English comes first: what another lacks is said in English.
enum class language : std::uint8_t { en, fr, es, de };
inline constexpr std::array<std::string_view, 4> codes{"en", "fr", "es", "de"};
constexpr std::string_view code_of(language l) { return codes[static_cast<std::size_t>(l)]; }

/// Of a locale as a channel gives it ("fr", "es-419", "en_GB"); nothing when there are no texts for
/// it.
constexpr std::optional<language> language_of(std::string_view locale) {
  const auto code = locale.substr(0, locale.find_first_of("-_"));
  for (std::size_t i = 0; i < codes.size(); ++i)
    if (codes[i] == code) return static_cast<language>(i);
  return std::nullopt;
}
/// What somebody is spoken to in: the language of their locale, else the fallback's
/// (routing.language), else English.
constexpr language language_for(std::string_view locale, std::string_view fallback) {
  if (const auto own = language_of(locale)) return *own;
  return language_of(fallback).value_or(language::en);
}

/// One text in all languages. What is left out is said in English, and fails a test of its table.
struct wording {
  std::string_view en, fr{}, es{}, de{};
  /// As it is written; empty where that language lacks it.
  constexpr std::string_view in(language l) const {
    return std::array{en, fr, es, de}[static_cast<std::size_t>(l)];
  }
  /// The language in which it is said to somebody of that one.
  constexpr language said_in(language l) const { return in(l).empty() ? language::en : l; }
};

/// A row of a table; `Id` is its enumeration of texts.
template <class Id>
struct row {
  Id id;
  wording text;
};
/// Whether there is one row for each text before `last`, in their order.
template <class Rows, class Id>
constexpr bool in_order(const Rows& rows, Id last) {
  std::size_t n = 0;
  for (const auto& r : rows)
    if (r.id != static_cast<Id>(n++)) return false;
  return n == static_cast<std::size_t>(last);
}

/// What stands in a place: words, or a number, which can choose a word as well.
using value = std::variant<std::string_view, std::uint64_t>;

/// One of the forms "one|other", by the rule of the language.
constexpr std::string_view form_for(std::uint64_t n, std::string_view forms, language l) {
  const bool one = n == 1 || (n == 0 && l == language::fr); // French counts nothing as one
  const auto bar = forms.find('|');
  if (one) return forms.substr(0, bar);
  return bar == forms.npos ? std::string_view{} : forms.substr(bar + 1);
}

/// The text with its places filled: "{key}" becomes what `fill(key)` gives, "{key:one|other}" the
/// form for that number. In one pass: what people are called or wrote is not searched for braces.
/// A place that nobody fills stays as it is written.
template <class Fill>
std::string filled(const wording& text, language l, Fill fill) {
  l = text.said_in(l);
  auto rest = text.in(l);
  std::string out;
  while (!rest.empty()) {
    const auto open = rest.find('{');
    const auto close = open == rest.npos ? rest.npos : rest.find('}', open);
    if (close == rest.npos) break;
    out += rest.substr(0, open);
    const auto place = rest.substr(open + 1, close - open - 1);
    const auto colon = place.find(':');
    const std::optional<value> found = fill(place.substr(0, colon));
    const auto* number = found ? std::get_if<std::uint64_t>(&*found) : nullptr;
    if (!found)
      out += rest.substr(open, close + 1 - open);
    else if (!number)
      out += std::get<std::string_view>(*found);
    else if (colon == place.npos)
      out += std::to_string(*number);
    else
      out += form_for(*number, place.substr(colon + 1), l);
    rest.remove_prefix(close + 1);
  }
  return out += rest;
}

} // namespace flexcord::localized
