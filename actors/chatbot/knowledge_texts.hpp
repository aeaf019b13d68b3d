#pragma once
#include <string_view>

namespace flexcord::actors {

/// What the built-in bot says, in one language.
struct knowledge_texts {
  std::string_view greeting, thanks, found_one, found_many, found_nothing, only_files,
      read_more; ///< above links under a bot's answer
};

/// The texts for a locale ("fr", "en-GB"); those of `fallback` when there are none, English when it
/// has none either.
const knowledge_texts& texts_for(std::string_view locale, std::string_view fallback);

/// What a message is, beyond a question.
enum class small_talk { none, greeting, thanks, wants_person };
small_talk small_talk_of(std::string_view text);

} // namespace flexcord::actors
