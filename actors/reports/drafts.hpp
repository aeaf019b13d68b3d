#pragma once
#include "actors/reports/report.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Reports that wait for their writer's next press: a form to be corrected, or one that others look
/// like. Pure: what changed is for the caller to store.
namespace flexcord::reports {

struct draft {
  std::string id;      ///< of the interaction that brought the form
  std::string member;  ///< who wrote it; nobody else gets at it
  std::int64_t at = 0; ///< when it came, in milliseconds since the Unix epoch
  bool good = false;   ///< it may be posted as it stands
  report said;
  std::vector<std::string> problems{}; ///< what its writer was told is wrong with it
};

/// A fixed number of places, so that neither one member nor many can fill the memory or the store:
/// a member has three at most, and whoever comes when all are taken gets the oldest one's place. A
/// draft lives for 15 minutes, as long as Discord takes answers to its form.
class drafts {
public:
  static constexpr std::size_t places = 200, of_a_member = 3;
  static constexpr std::int64_t life = 15 * 60 * 1000;

  /// Keeps it; the same id again replaces it. The places that changed.
  std::vector<std::size_t> keep(draft d, std::int64_t now);
  /// Null when there is none, it is another member's, or it is too old.
  const draft* find(const std::string& id, const std::string& member, std::int64_t now) const;
  /// The place that is empty now.
  std::optional<std::size_t> drop(const std::string& id);
  /// The places that are empty now because their drafts are too old.
  std::vector<std::size_t> expire(std::int64_t now);
  /// What was stored for a place.
  void restore(std::size_t place, draft d);
  /// Null: the place is empty.
  const draft* at(std::size_t place) const;

private:
  std::size_t place_for(const draft& d) const;
  std::array<std::optional<draft>, places> all_;
};

} // namespace flexcord::reports
