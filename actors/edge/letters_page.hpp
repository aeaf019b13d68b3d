#pragma once
#include "store/journal.hpp"

#include <string>
#include <vector>

namespace flexcord::actors {

/// Dead letters as JSON: {"dead_letters":[{"conversation","id","at","kind","reason"}],"more":bool},
/// times in milliseconds since the Unix epoch. What people wrote is not in it.
std::string letters_page(const std::vector<store::dead_letter>& letters, bool more);

/// Reads such a page; nothing when it is not one. Payloads stay empty.
struct letters_read {
  std::vector<store::dead_letter> letters;
  bool more = false;
};
bool read_letters_page(std::string_view json, letters_read& to);

} // namespace flexcord::actors
