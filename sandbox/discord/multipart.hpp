#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::sandbox::discord {

struct part {
  std::string name, filename, content_type, body;
};

/// The parts of a multipart/form-data body; nothing when it is broken.
std::optional<std::vector<part>> parse_multipart(std::string_view content_type,
                                                 std::string_view body);

} // namespace flexcord::sandbox::discord
