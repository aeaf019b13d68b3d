#pragma once
#include <cstddef>
#include <string_view>

/// Code points and what belongs together on the screen; the ground that text.hpp stands on.
namespace flexcord::net::discord::utf8 {

struct code_point {
  char32_t value = 0;
  std::size_t bytes = 0; ///< 0: the bytes at this place are no code point
};

/// The code point at `at` (which must be inside `text`). Overlong forms, surrogates and values
/// above U+10FFFF are none.
code_point decode(std::string_view text, std::size_t at);

/// Bytes of the sequence at `at` that is shown as one sign: a base with its combining marks, an
/// emoji with its skin tone, a family joined by U+200D, a flag, CR LF. `text` must be valid UTF-8.
/// At least one code point.
std::size_t cluster(std::string_view text, std::size_t at);

/// True for what Discord counts as white space when it calls a message empty.
bool is_space(char32_t c);

} // namespace flexcord::net::discord::utf8
