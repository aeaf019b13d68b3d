#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::actors {

/// How many letters must be added, left out, exchanged or swapped with their neighbour to make one
/// word of the other (optimal string alignment). What is over `most` is told as `most + 1`, and so
/// are different words of more than 48 letters.
std::size_t typing_errors(std::u32string_view a, std::u32string_view b, std::size_t most);

/// A text's code points; a byte that is no UTF-8 counts as one.
std::u32string code_points(std::string_view text);

/// The words of some texts, to find what a mistyped or shortened word was meant to be.
class vocabulary {
public:
  struct near_word {
    std::string word;
    double weight = 1; ///< how much a hit of it counts, at most 1
  };

  /// A word as words_of() gives it.
  void add(const std::string& word);
  bool knows(const std::string& word) const { return words_.contains(word); }

  /// Words with one typing error (two in a word of eight letters or more), the nearest only; when
  /// there are none, words that begin alike. Few, best first; none for a word with a digit.
  std::vector<near_word> near(const std::string& word) const;
  /// Other words that begin alike ("plante", "plantage").
  std::vector<near_word> kin(const std::string& word) const;

private:
  struct shape {
    std::u32string letters;
    std::uint64_t mask = 0; ///< which letters it has: two words that differ much are told by it
  };
  static shape shape_of(const std::string& word);
  std::map<std::string, shape> words_;
};

/// True for a word that is a stop word but for one typing error ("waht", "plese").
bool is_near_stop_word(const std::string& word);

} // namespace flexcord::actors
