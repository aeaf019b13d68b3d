#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// Every text that flexcord itself says to a user, in one place and in four languages: English,
/// French, Spanish and German. Other locales get the default.
namespace flexcord::conversation {

enum class phrase : std::uint8_t {
  greeting,       ///< {name}
  greeting_topic, ///< {name}, {topic}
  talk_to_person, ///< button
  cancel_request, ///< button
  did_this_help,
  helped_yes, ///< button
  helped_no,  ///< button
  glad_it_helped,
  sorry_not_helped,
  transfer_started, ///< {case}
  in_queue,
  already_waiting,
  already_with_agent,
  agent_joined, ///< {agent}
  agent_joined_unnamed,
  agent_left, ///< {agent}
  agent_left_unnamed,
  agent_transferring,
  back_with_bot,
  request_cancelled,
  nothing_to_cancel,
  no_agent_came,
  handoff_failed,
  agent_lost,
  out_of_hours, ///< {why}, {case}, {when}
  no_agents_here,
  bot_unavailable,
  bot_unavailable_offer,
  nothing_to_say,
  survey_question,
  survey_thanks,
  survey_closed,
  survey_comment, ///< button, and the form's title
  comment_hint,   ///< what the form asks
  comment_thanks,
  transfer_again,        ///< {case}
  news_open,             ///< {case}, {topic}
  news_pending,          ///< {case}, {topic}
  news_resolved,         ///< {case}, {topic}
  news_closed,           ///< {case}, {topic}
  not_delivered_to_user, ///< to the agent
  not_delivered_to_agent,
  check_your_dms,
  open_dm, ///< button
  dms_closed,
  try_again,                ///< button
  file_lost,                ///< {name}
  out_of_hours_unknown,     ///< {why}, {case}: when somebody comes is not known
  still_out_of_hours,       ///< {case}, {when}
  still_out_of_hours_later, ///< {case}: the same without a time
  case_continues,           ///< {case}
  promise_cancelled,        ///< {case}
  queue_position,           ///< {position}
  queue_position_wait,      ///< {position}, {wait}
  gate_blocked,
  gate_cooldown, ///< {wait}
  gate_cap,      ///< {wait}
  gate_young,    ///< {wait}
  gate_role,
  gate_role_unknown,
  unit_seconds,     ///< {count}
  unit_minutes,     ///< {count}
  unit_hours,       ///< {count}
  unit_days,        ///< {count}
  at_today,         ///< {time}, {zone}
  at_tomorrow,      ///< {time}, {zone}
  at_weekday,       ///< {weekday}, {time}, {zone}
  at_date,          ///< {weekday}, {day}, {month}, {time}, {zone}
  count_of_phrases, ///< none: stands last
};

/// What fills the places of a text. Numbers can choose a word as well: "{count:day|days}" is "day"
/// for one and "days" for any other, by the rule of the language.
struct arguments {
  std::string_view name, topic, agent;
  std::uint64_t case_number = 0;
  std::string_view when{}, why{}, wait{};
  std::uint64_t position = 0, count = 0;
  std::string_view time{}, zone{}, weekday{}, month{};
  std::uint64_t day = 0;
};

/// The text in the user's language. `locale` as the channel gives it ("fr", "en-GB"); `fallback` is
/// routing.language. What a language lacks is said in English.
std::string text(phrase p, std::string_view locale, std::string_view fallback,
                 const arguments& args = {});

/// "en", "fr", "es", "de": those of routing.language.
std::span<const std::string_view> languages();
/// True when we have texts for that locale.
bool has_language(std::string_view locale);
/// The language that a user is spoken to: their locale's, else the fallback's, else "en".
std::string_view language_for(std::string_view locale, std::string_view fallback);
/// A text with its places as it was written in that one language; empty where it lacks.
std::string_view template_of(phrase p, std::string_view language);

} // namespace flexcord::conversation
