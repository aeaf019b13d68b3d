#include "actors/reports/similar.hpp"

#include "actors/folding.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace flexcord::reports {
namespace {

constexpr std::size_t most_read = 4000;
/// Whole words say more, letters forgive misspelling and other forms of a word.
constexpr double share_of_words = 0.3;
/// With few candidates "rare" means nothing yet: as if there were this many others without any of
/// the parts.
constexpr double others = 10;

std::uint32_t hash_of(std::u32string_view letters) {
  std::uint32_t h = 2166136261u;
  for (char32_t c : letters) {
    h = (h ^ (c & 0xFFFF)) * 16777619u;
    h = (h ^ (c >> 16)) * 16777619u;
  }
  return h;
}

using counts = std::unordered_map<std::uint32_t, float>;

void add_letters(std::u32string_view word, counts& into) {
  const bool spaceless = folding::is_spaceless(word.front());
  // Beginning and end of a word are letters too.
  const auto padded = spaceless ? std::u32string(word) : U' ' + std::u32string(word) + U' ';
  const std::size_t n = spaceless ? 2 : 3;
  for (std::size_t i = 0; i + n <= padded.size(); ++i)
    into[hash_of(std::u32string_view{padded}.substr(i, n))] += 1;
}

std::vector<part> sorted(const counts& all) {
  std::vector<part> out;
  out.reserve(all.size());
  for (const auto& [hash, count] : all) out.push_back({hash, count});
  std::ranges::sort(out, {}, &part::hash);
  return out;
}

/// In how many of the texts each part stands.
class rarity {
public:
  rarity(const fingerprint& report, std::span<const fingerprint> candidates,
         std::vector<part> fingerprint::*which)
      : texts_(static_cast<double>(candidates.size()) + 1) {
    for (const auto& p : report.*which) ++seen_[p.hash];
    for (const auto& c : candidates)
      for (const auto& p : c.*which) ++seen_[p.hash];
  }
  double weight(const part& p) const {
    const auto at = seen_.find(p.hash);
    const double in = at == seen_.end() ? 0 : at->second;
    return p.count * std::log(1 + (texts_ + others - in + 0.5) / (in + 0.5));
  }
  double size(const std::vector<part>& parts) const {
    double sum = 0;
    for (const auto& p : parts) sum += weight(p) * weight(p);
    return std::sqrt(sum);
  }
  /// The angle between two texts, as its cosine.
  double alike(const std::vector<part>& a, double size_a, const std::vector<part>& b) const {
    double sum = 0;
    for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
      if (x->hash == y->hash)
        sum += weight(*x++) * weight(*y++);
      else
        x->hash < y->hash ? ++x : ++y;
    }
    const auto sizes = size_a * size(b);
    return sum == 0 || sizes == 0 ? 0 : std::min(sum / sizes, 1.0);
  }

private:
  double texts_;
  std::unordered_map<std::uint32_t, double> seen_;
};

} // namespace

fingerprint fingerprint_of(std::uint64_t number, std::string_view title, std::string_view text) {
  counts words, letters;
  for (auto source : {title, text})
    for (const auto& word : folding::words_in(source, most_read)) {
      if (!folding::is_spaceless(word.front())) words[hash_of(word)] += 1;
      add_letters(word, letters);
    }
  return {number, sorted(words), sorted(letters)};
}

std::vector<likeness> similar(const fingerprint& report, std::span<const fingerprint> candidates,
                              std::size_t most, double from) {
  const rarity words(report, candidates, &fingerprint::words);
  const rarity letters(report, candidates, &fingerprint::letters);
  const auto words_size = words.size(report.words), letters_size = letters.size(report.letters);
  std::vector<likeness> out;
  for (const auto& c : candidates) {
    if (c.number == report.number) continue;
    auto score = letters.alike(report.letters, letters_size, c.letters);
    if (!report.words.empty() && !c.words.empty())
      score = share_of_words * words.alike(report.words, words_size, c.words) +
              (1 - share_of_words) * score;
    if (score >= from) out.push_back({c.number, score});
  }
  std::ranges::sort(out, [](const auto& a, const auto& b) {
    return a.score != b.score ? a.score > b.score : a.number < b.number;
  });
  if (out.size() > most) out.resize(most);
  return out;
}

} // namespace flexcord::reports
