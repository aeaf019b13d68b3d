#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::reports {

/// The words of a text, in lower case and without accents (Latin, Greek, Cyrillic): letters and
/// digits of any script. Everything else separates. At most `most` code points are read.
std::vector<std::u32string> words_in(std::string_view text, std::size_t most);

/// True for scripts that are written without spaces between words (Chinese, Japanese, …).
bool is_spaceless(char32_t c);

} // namespace flexcord::reports
