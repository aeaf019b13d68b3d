#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace flexcord::announcements {

/// The line about `count` entries that are not told one by one, in the language ("en", "fr", "es",
/// "de"; any other: English).
std::string rest_line(std::string_view language, std::uint64_t count);

} // namespace flexcord::announcements
