#pragma once
#include "config/load.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace flexcord::actors {

/// What the operator typed after `flexcord export` or `flexcord erase`.
struct privacy_order {
  std::string user;
  std::string file; ///< export: --output; erase: --receipt; empty: standard output
  bool twilio = false, discord = false, yes = false;
  std::string problem; ///< set when the arguments make no sense
};

/// Takes its own words out of `arguments`; settings stay for config::load. `action`: "export" or
/// "erase".
privacy_order take_privacy_order(const std::string& action, std::vector<std::string>& arguments);

/// Writes all that the journal holds of a person as JSON. Exit code: 0 done, 69 neither node nor
/// store can be used, or the file cannot be written.
int export_person(const privacy_order& order, const config::settings& s, std::ostream& out,
                  std::ostream& err);

/// Says what will be deleted, asks, deletes, and writes a receipt. Exit code: 0 done, 1 it was not
/// wanted, was refused or is not complete, 69 as above.
int erase_person(const privacy_order& order, const config::settings& s, std::istream& in,
                 std::ostream& out, std::ostream& err);

} // namespace flexcord::actors
