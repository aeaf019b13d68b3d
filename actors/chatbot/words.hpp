#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::actors {

/// The words of a text: letters and digits, lower case, Latin accents removed ("Été" is "ete"). At
/// most `most` words of at most 40 bytes, so that the work is bounded whatever users send. No word
/// holds a quote or a control character.
std::vector<std::string> words_of(std::string_view text, std::size_t most = 64);

/// Words that say nothing about the subject, in English, French, Spanish and German ("the",
/// "comment"), without accents, but for those that mean something in one of the others.
const std::set<std::string_view>& stop_words();
bool is_stop_word(std::string_view word);

/// At most `most` code points of a text, cut at a space when one is near, with "…" when cut.
std::string shortened(std::string_view text, std::size_t most);

} // namespace flexcord::actors
