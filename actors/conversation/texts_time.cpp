#include "actors/conversation/texts_time.hpp"

#include "actors/conversation/texts.hpp"

#include <algorithm>
#include <array>

namespace flexcord::conversation {
namespace {

struct names {
  std::string_view language;
  std::array<std::string_view, 7> weekdays;
  std::array<std::string_view, 12> months;
};

// clang-format off
constexpr names calendars[] = {
  {"en", {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
         {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}},
  {"fr", {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
         {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}},
  {"es", {"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"},
         {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}},
  {"de", {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"},
         {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}},
};
// clang-format on

const names& calendar_of(std::string_view language) {
  auto at = std::ranges::find(calendars, language, &names::language);
  return at == std::end(calendars) ? calendars[0] : *at;
}

std::string two(int n) {
  return {static_cast<char>('0' + n / 10 % 10), static_cast<char>('0' + n % 10)};
}

/// The name at `i`; nothing out of range is ever read.
template <std::size_t N>
std::string_view at(const std::array<std::string_view, N>& all, int i) {
  return all[static_cast<std::size_t>(std::clamp(i, 0, static_cast<int>(N) - 1))];
}

phrase phrase_for(const opening& o) {
  if (o.days_ahead == 0) return phrase::at_today;
  if (o.days_ahead == 1) return phrase::at_tomorrow;
  return o.days_ahead < 7 ? phrase::at_weekday : phrase::at_date;
}

} // namespace

std::string opening_text(const opening& o, std::string_view locale, std::string_view fallback) {
  if (!o.known) return {};
  const auto& calendar = calendar_of(language_for(locale, fallback));
  const auto time = two(o.hour) + ':' + two(o.minute);
  arguments args;
  args.time = time;
  args.zone = o.zone;
  args.weekday = at(calendar.weekdays, o.weekday);
  args.month = at(calendar.months, o.month - 1);
  args.day = static_cast<std::uint64_t>(std::max(o.day, 0));
  return text(phrase_for(o), locale, fallback, args);
}

std::string span_text(millis length, std::string_view locale, std::string_view fallback) {
  constexpr millis second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
  struct unit {
    phrase name;
    millis length, upto;
  };
  // A unit is used up to about two of the next one, so that "in 1 hour" never means almost two.
  constexpr unit units[] = {{phrase::unit_seconds, second, 90 * second},
                            {phrase::unit_minutes, minute, 2 * hour},
                            {phrase::unit_hours, hour, 2 * day}};
  unit chosen{phrase::unit_days, day, 0};
  for (auto& u : units)
    if (length < u.upto) {
      chosen = u;
      break;
    }
  arguments args;
  args.count =
      static_cast<std::uint64_t>(std::max<millis>((length + chosen.length - 1) / chosen.length, 1));
  return text(chosen.name, locale, fallback, args);
}

std::string about_text(millis length, std::string_view locale, std::string_view fallback) {
  constexpr millis minute = 60'000, hour = 60 * minute;
  if (length <= 0 || length > 12 * hour) return {};
  const auto step = length <= 5 * minute    ? minute
                    : length <= 30 * minute ? 5 * minute
                    : length <= 2 * hour    ? 15 * minute
                                            : hour;
  const auto rounded = (length + step - 1) / step * step;
  const bool in_minutes = rounded < 2 * hour;
  arguments args;
  args.count = static_cast<std::uint64_t>(rounded / (in_minutes ? minute : hour));
  return text(in_minutes ? phrase::unit_minutes : phrase::unit_hours, locale, fallback, args);
}

} // namespace flexcord::conversation
