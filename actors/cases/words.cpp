#include "actors/cases/words.hpp"

#include <algorithm>
#include <set>

namespace flexcord::cases {
namespace {

constexpr std::size_t longest_word = 40, most_words = 200;

/// Letters and digits; every byte of a character beyond ASCII counts as a letter.
bool is_letter(unsigned char c) { return std::isalnum(c) != 0 || c >= 0x80; }

/// Cuts at the last whole character that fits.
void cut(std::string& word) {
  if (word.size() <= longest_word) return;
  auto at = longest_word;
  while (at > 0 && (static_cast<unsigned char>(word[at]) & 0xC0) == 0x80) --at;
  word.resize(at);
}

} // namespace

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  auto end = [&] {
    cut(word);
    if (!word.empty()) out.push_back(std::move(word));
    word.clear();
  };
  for (unsigned char c : text)
    if (is_letter(c))
      word += static_cast<char>(c < 0x80 ? std::tolower(c) : c);
    else
      end();
  end();
  return out;
}

std::vector<std::string> words_of(const state& s) {
  std::set<std::string> all{std::to_string(s.number)};
  auto add = [&](std::string_view text) {
    for (auto& w : words_in(text))
      if (all.size() < most_words) all.insert(std::move(w));
  };
  add(s.title);
  add(s.reporter.name);
  add(s.assignee);
  for (auto& t : s.tags) add(t);
  for (auto& a : s.answers) add(a.text);
  return {all.begin(), all.end()};
}

} // namespace flexcord::cases
