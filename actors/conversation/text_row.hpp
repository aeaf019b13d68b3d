#pragma once
#include "actors/conversation/texts.hpp"
#include "actors/localized.hpp"

namespace flexcord::conversation {

/// One text in all languages. The rows stand in the `text_rows_*` headers, by what they are about,
/// in any order.
using text_row = localized::row<phrase>;

} // namespace flexcord::conversation
