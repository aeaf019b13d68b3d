#pragma once
#include <string>
#include <string_view>
#include <vector>

/// Words as they are compared and searched for: "Über" and "uber" are the same. Pure.
namespace flexcord::folding {

/// The words of a text, in lower case and without accents (Latin; of Greek and Cyrillic the case
/// only): letters and digits of any script. Everything else separates. At most `most` code points
/// are read.
std::vector<std::u32string> words_in(std::string_view text, std::size_t most);

/// Such a word in UTF-8, as far as it fits into `most` bytes.
std::string utf8_of(std::u32string_view word, std::size_t most);

/// True for scripts that are written without spaces between words (Chinese, Japanese, …).
bool is_spaceless(char32_t c);

} // namespace flexcord::folding
