#pragma once
#include <string>
#include <string_view>

namespace flexcord::config {

/// The key that was probably meant by an unknown path; empty when none is near.
std::string nearest_key(std::string_view path);

} // namespace flexcord::config
