#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

/// Duplicates under their master case. There are two levels only: a case has a master or
/// duplicates, never both, so nothing can go in a circle.
namespace flexcord::reports {

struct linked_case {
  std::uint64_t number = 0;
  std::uint64_t master = 0;        ///< 0: it stands for itself
  std::vector<std::string> people; ///< user ids: the reporter first, then who joined
};

/// Cases by number, as many of them as a change can touch: both sides with their duplicates.
using case_links = std::map<std::uint64_t, linked_case>;

/// The case that stands for this one: its master, else itself; 0 when it is not known.
std::uint64_t root_of(const case_links& cases, std::uint64_t number);

/// `number` and its duplicates, the smallest number first; only `number` when it is one itself.
std::vector<std::uint64_t> family_of(const case_links& cases, std::uint64_t number);

struct joining {
  enum class outcome {
    joined,
    already, ///< they are together as it is
    unknown, ///< one of them is not there
  };
  outcome how = outcome::unknown;
  std::uint64_t master = 0;         ///< under which they are now
  std::vector<std::uint64_t> moved; ///< whose master changed, the smallest number first
};

/// Makes `duplicate` one of `master`'s: of the case that stands for it, if it is a duplicate
/// itself. A duplicate that had duplicates brings them along; one that was under another master
/// leaves it alone.
joining join_cases(case_links& cases, std::uint64_t duplicate, std::uint64_t master);

/// The duplicate stands for itself again. False when it did.
bool separate(case_links& cases, std::uint64_t duplicate);

/// Somebody who is to hear of a change, and which of their cases it is about: their own before that
/// of the master.
struct notice {
  std::string person;
  std::uint64_t about = 0;
  friend bool operator==(const notice&, const notice&) = default;
};

/// Who has heard of which change. `change` counts the changes of a case's status, from 1.
struct heard {
  std::string person;
  std::uint64_t root = 0, change = 0;
  friend auto operator<=>(const heard&, const heard&) = default;
};

/// Whom change number `change` of the case has to be told: everybody of its family, each once
/// however many cases of it are theirs, and nobody who heard of it before. `known` then holds them
/// too. The change of a duplicate's own status concerns only its own people.
std::vector<notice> to_tell(const case_links& cases, std::uint64_t number, std::uint64_t change,
                            std::set<heard>& known);

} // namespace flexcord::reports
