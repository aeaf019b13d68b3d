#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::conversation {

/// True when the text, case, punctuation and outer white space aside, is one of the phrases.
bool asks_for_person(std::string_view text, const std::vector<std::string>& phrases);

} // namespace flexcord::conversation
