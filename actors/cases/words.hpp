#pragma once
#include "actors/cases/state.hpp"

#include <string_view>

namespace flexcord::cases {

/// The words by which a case is found: of title, answers, tags, people and number; without case and
/// accents ("Über" is found as "uber" and as "über"), each once, a bounded number of them. Those
/// stored before accents were taken off stay as they are until something of their case changes.
std::vector<std::string> words_of(const state& s);
/// Those of a text that somebody searches for, written the same way.
std::vector<std::string> words_in(std::string_view text);

} // namespace flexcord::cases
