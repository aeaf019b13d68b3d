#pragma once
#include <string>
#include <string_view>

namespace flexcord::test {

/// The first field of a stored record that stands at its default, so that a test which means to
/// store everything knows what it forgot; empty when there is none. The values hold no such signs.
inline std::string at_default(std::string_view record) {
  for (std::string_view value : {":\"\"", ":0,", ":0}", ":false", ":[]", ":{}"})
    if (const auto at = record.find(value); at != record.npos) {
      const auto name = record.rfind('"', at - 2);
      return std::string{record.substr(name + 1, at - name - 2)};
    }
  return {};
}

} // namespace flexcord::test
