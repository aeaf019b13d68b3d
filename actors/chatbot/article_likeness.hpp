#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace flexcord::actors {

/// What a text is made of: every run of three words, as a sorted list of hashes. Case, accents and
/// signs do not count.
std::vector<std::uint64_t> shingles_of(std::string_view text);

/// How much two texts have in common, 0 to 1 (Jaccard).
double likeness(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

} // namespace flexcord::actors
