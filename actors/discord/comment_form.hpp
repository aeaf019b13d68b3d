#pragma once
#include "actors/discord/guild_desk.hpp"

#include <string>

namespace flexcord::actors::discord {

/// The form behind "Add a comment", in the member's language; what it says comes back as
/// conversation::survey_commented (inbound.hpp).
net::discord::form comment_form(const std::string& locale, const std::string& fallback);
/// Opens it. Nothing has to last: only the form's answer counts.
guild_taker comment_desk(std::string fallback);

/// What the button and the form are called on the wire, and the one question.
inline constexpr auto comment_id = "v1:comment";
inline constexpr auto comment_question = "comment";

} // namespace flexcord::actors::discord
