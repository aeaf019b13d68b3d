#include "actors/chatbot/article_likeness.hpp"
#include "actors/chatbot/words.hpp"

#include <algorithm>
#include <functional>

namespace flexcord::actors {
namespace {
constexpr std::size_t run = 3, most_words = 50'000;
}

std::vector<std::uint64_t> shingles_of(std::string_view text) {
  const auto words = words_of(text, most_words);
  std::vector<std::uint64_t> all;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string piece;
    for (std::size_t k = i; k < std::min(i + run, words.size()); ++k) piece += words[k] + ' ';
    all.push_back(std::hash<std::string>{}(piece));
    if (i + run >= words.size()) break; // a shorter text is one piece
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

double likeness(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  if (a.empty() || b.empty()) return 0;
  std::vector<std::uint64_t> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return static_cast<double>(both.size()) / static_cast<double>(a.size() + b.size() - both.size());
}

} // namespace flexcord::actors
