#pragma once
#include "actors/reports/report.hpp"
#include "actors/reports/similar.hpp"

#include <map>
#include <string>
#include <vector>

namespace flexcord::reports {

/// The reports that a new one is compared with, by kind: the newest ones, in memory only. Whether
/// one of them is still open is for the caller to look up before it is suggested.
class known_reports {
public:
  /// Of each kind; an older one goes for each that is too many.
  static constexpr std::size_t most = 1000;

  void add(kind what, std::uint64_t number, std::string_view title, std::string_view text);
  void forget(std::uint64_t number);
  /// Numbers of those that are alike, the most alike first.
  std::vector<std::uint64_t> like(kind what, std::string_view title, std::string_view text,
                                  std::size_t at_most) const;
  std::size_t size(kind what) const;

private:
  std::map<kind, std::vector<fingerprint>> all_; ///< each by number
};

} // namespace flexcord::reports
