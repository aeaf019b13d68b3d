#pragma once
#include "actors/conversation/parts.hpp"

#include <string>
#include <string_view>

/// How moments and lengths of time are said to a user.
namespace flexcord::conversation {

/// When somebody will be there, by the clock of the desk; worked out by whoever knows its hours.
struct opening {
  bool known = false;     ///< false: not within a year, or there are no hours
  int days_ahead = 0;     ///< 0: still today, 1: tomorrow
  int weekday = 0;        ///< 0: Monday
  int day = 1, month = 1; ///< 1 to 31, 1 to 12
  int hour = 0, minute = 0;
  std::string zone;       ///< the time zone's name, as the operator wrote it
  std::string closed_for; ///< why the desk is closed now: a holiday's label; empty: no reason
  friend bool operator==(const opening&, const opening&) = default;
};

/// "today at 13:00 (Europe/Paris)", "on Monday at 09:00 …"; beyond six days with the date. Empty
/// when it is not known.
std::string opening_text(const opening& o, std::string_view locale, std::string_view fallback);

/// "30 seconds", "5 minutes", "2 hours", "3 days": one unit, rounded up.
std::string span_text(millis length, std::string_view locale, std::string_view fallback);

/// The same for a guess: "1 minute", "20 minutes", "2 hours", rounded up coarsely. Empty for what
/// is not positive, and beyond twelve hours, which is no guess that helps.
std::string about_text(millis length, std::string_view locale, std::string_view fallback);

} // namespace flexcord::conversation
