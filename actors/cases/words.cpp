#include "actors/cases/words.hpp"

#include "actors/folding.hpp"

#include <set>

namespace flexcord::cases {
namespace {

constexpr std::size_t longest_word = 40, most_words = 200;
constexpr std::size_t most_read = 20'000; // code points of one text

} // namespace

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> out;
  for (const auto& word : folding::words_in(text, most_read))
    out.push_back(folding::utf8_of(word, longest_word));
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
