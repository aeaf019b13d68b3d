#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace flexcord::sandbox::twilio {

/// One part of a multipart/form-data body.
struct form_part {
  std::string name, filename, content_type, bytes;
};

/// The part that carries a file (the first with a file name, else the first); nothing when the body
/// is not what its Content-Type says.
std::optional<form_part> file_part(std::string_view content_type, std::string_view body);

} // namespace flexcord::sandbox::twilio
