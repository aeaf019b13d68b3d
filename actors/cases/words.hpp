#pragma once
#include "actors/cases/state.hpp"

#include <string_view>

namespace flexcord::cases {

/// The words by which a case is found: of title, answers, tags, people and number; lower case, each
/// once, a bounded number of them.
std::vector<std::string> words_of(const state& s);
/// Those of a text that somebody searches for.
std::vector<std::string> words_in(std::string_view text);

} // namespace flexcord::cases
