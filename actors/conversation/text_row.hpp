#pragma once
#include "actors/conversation/texts.hpp"

namespace flexcord::conversation {

/// One text in all languages. What is left out is said in English, and fails a test. The rows stand
/// in the `text_rows_*` headers, by what they are about, in any order.
struct text_row {
  phrase id;
  std::string_view en, fr{}, es{}, de{};
};

} // namespace flexcord::conversation
