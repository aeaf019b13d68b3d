#include "actors/chatbot/words_near.hpp"
#include "actors/chatbot/words.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace flexcord::actors {
namespace {

constexpr std::size_t most_near = 4, most_kin = 6;
constexpr double one_error = 0.75, two_errors = 0.5, begins_alike = 0.5, is_beginning = 0.6;

constexpr std::size_t longest = 48; // words_of() gives none that is longer

/// How many typing errors a word of that length may have: in a short one every letter counts.
std::size_t forgiven(std::size_t length) { return length < 4 ? 0 : length < 8 ? 1 : 2; }

bool has_digit(std::string_view word) {
  return word.find_first_of("0123456789") != std::string_view::npos;
}

/// People get the first letter right, leave it out, or swap it with the next; another one there is
/// another word ("match", "patch").
bool same_begin(std::u32string_view typed, std::u32string_view known) {
  if (typed[0] == known[0]) return true;
  return typed.size() >= 5 && (typed[0] == known[1] || typed[1] == known[0]);
}

bool begin_alike(std::u32string_view a, std::u32string_view b) {
  const auto common = static_cast<std::size_t>(
      std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  const auto shorter = std::min(a.size(), b.size()), longer = std::max(a.size(), b.size());
  // One is the beginning of the other, or they share a stem.
  if (common == shorter) return shorter >= 4;
  return common >= 5 && common * 5 >= longer * 3;
}

} // namespace

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t point = length == 1 ? lead : lead & (0xffu >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
      point = (point << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3f);
    out += point;
    i += length;
  }
  return out;
}

std::size_t typing_errors(std::u32string_view a, std::u32string_view b, std::size_t most) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > most) return most + 1;
  if (b.size() > longest) return a == b ? 0 : most + 1;
  const auto width = b.size() + 1;
  std::array<std::size_t, longest + 1> before{}, last{}, row{};
  for (std::size_t j = 0; j < width; ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j < width; ++j) {
      const bool same = a[i - 1] == b[j - 1];
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
    before.swap(last);
    last.swap(row);
  }
  return std::min(last[b.size()], most + 1);
}

vocabulary::shape vocabulary::shape_of(const std::string& word) {
  shape s{code_points(word), 0};
  for (const auto point : s.letters) s.mask |= std::uint64_t{1} << (point & 63u);
  return s;
}

void vocabulary::add(const std::string& word) {
  if (!words_.contains(word)) words_.emplace(word, shape_of(word));
}

std::vector<vocabulary::near_word> vocabulary::near(const std::string& word) const {
  if (has_digit(word)) return {};
  const auto wanted = shape_of(word);
  auto most = forgiven(wanted.letters.size());
  std::vector<near_word> found;
  if (most > 0)
    for (const auto& [known, s] : words_) {
      // Each error changes at most two of the letters that a word has.
      if (static_cast<std::size_t>(std::popcount(wanted.mask ^ s.mask)) > 2 * most) continue;
      if (s.letters.size() < 4 || has_digit(known)) continue;
      const auto errors = typing_errors(wanted.letters, s.letters, most);
      if (errors > most || !same_begin(wanted.letters, s.letters)) continue;
      if (errors < most) found.clear();
      most = errors;
      found.push_back({known, errors == 1 ? one_error : two_errors});
      if (most == 0) break;
    }
  if (found.empty()) return kin(word);
  if (found.size() > most_near) found.resize(most_near);
  return found;
}

std::vector<vocabulary::near_word> vocabulary::kin(const std::string& word) const {
  const auto wanted = shape_of(word);
  std::vector<near_word> found;
  if (wanted.letters.size() < 4 || has_digit(word)) return found;
  // They stand together: all have the first four letters in common.
  std::size_t bytes = 0;
  for (int letters = 0; letters < 4; ++letters) do
      ++bytes;
    while (bytes < word.size() && (static_cast<unsigned char>(word[bytes]) & 0xc0) == 0x80);
  const auto stem = word.substr(0, bytes);
  for (auto i = words_.lower_bound(stem); i != words_.end() && i->first.starts_with(stem); ++i)
    if (i->first != word && begin_alike(wanted.letters, i->second.letters)) {
      found.push_back({i->first, i->first.starts_with(word) ? is_beginning : begins_alike});
      if (found.size() == most_kin) break;
    }
  return found;
}

bool is_near_stop_word(const std::string& word) {
  if (word.size() < 4 || has_digit(word)) return false;
  const auto letters = code_points(word);
  for (const auto stop : stop_words())
    if (stop.size() >= 4 && typing_errors(letters, code_points(stop), 1) <= 1) return true;
  return false;
}

} // namespace flexcord::actors
