#pragma once
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::conversation {

/// Phrases that mean one thing. A message is one of them when it says nothing else: case,
/// punctuation and white space aside.
class phrase_book {
public:
  phrase_book() = default;
  phrase_book(std::initializer_list<std::string_view> phrases);
  explicit phrase_book(const std::vector<std::string>& phrases);
  /// Adds the program's own.
  void add(std::span<const std::string_view> phrases);
  bool holds(std::string_view text) const;

private:
  void add_one(std::string_view phrase);
  std::vector<std::string> bare_; ///< as they are compared, sorted
};

/// What is known to ask for a person, whatever the bot, in the languages of our texts.
std::span<const std::string_view> phrases_for_a_person();
/// What takes that wish back while it is waited for, in the same languages.
std::span<const std::string_view> phrases_that_cancel();

} // namespace flexcord::conversation
