#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

/// Which reports say the same. Words and their parts are compared without grammar or dictionary, so
/// it works alike in every language; reports in two languages are never alike.
namespace flexcord::reports {

/// A part of a text by its hash, and how often it stands there.
struct part {
  std::uint32_t hash = 0;
  float count = 0;
  friend bool operator==(const part&, const part&) = default;
};

/// What of a report is compared; make it once and keep it (about 2 KiB for a usual report). The
/// first 4,000 code points count.
struct fingerprint {
  std::uint64_t number = 0;
  std::vector<part> words;   ///< whole words, by hash; none in scripts without spaces
  std::vector<part> letters; ///< three letters in a row inside a word, two in such scripts
};
fingerprint fingerprint_of(std::uint64_t number, std::string_view title, std::string_view text);

struct likeness {
  std::uint64_t number = 0;
  double score = 0; ///< 0: nothing in common, 1: the same
};

/// From here on two reports are taken for the same. Found on
/// test/unit/reports/labelled_reports.hpp, whose test prints precision and recall: 0.38 is where
/// both are highest, whether 12 or 65 reports are compared.
inline constexpr double alike_from = 0.38;

/// At most `most` of `candidates` that are alike, the most alike first, then the older (smaller)
/// number. What stands in many of the candidates counts less. The report's own number is left out.
std::vector<likeness> similar(const fingerprint& report, std::span<const fingerprint> candidates,
                              std::size_t most = 3, double from = alike_from);

} // namespace flexcord::reports
