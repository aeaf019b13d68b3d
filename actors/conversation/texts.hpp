#pragma once
#include <cstdint>
#include <string>
#include <string_view>

/// Every text that flexcord itself says to a user, in one place. English and French; other locales
/// get the default.
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
  out_of_hours, ///< {hours}
  no_agents_here,
  bot_unavailable,
  bot_unavailable_offer,
  nothing_to_say,
  survey_question,
  survey_thanks,
  survey_closed,
  not_delivered_to_user, ///< to the agent
  not_delivered_to_agent,
  check_your_dms,
  open_dm, ///< button
  dms_closed,
  try_again, ///< button
  file_lost, ///< {name}
};

struct arguments {
  std::string_view name, topic, agent, hours;
  std::uint64_t case_number = 0;
};

/// The text in the user's language. `locale` as the channel gives it ("fr", "en-GB"); `fallback` is
/// routing.language.
std::string text(phrase p, std::string_view locale, std::string_view fallback,
                 const arguments& args = {});

/// True when we have texts for that language.
bool has_language(std::string_view locale);

} // namespace flexcord::conversation
