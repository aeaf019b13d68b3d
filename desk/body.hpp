#pragma once
#include "desk/action.hpp"

#include <optional>
#include <string_view>

/// Internal to desk: what a body says, before it is judged.
namespace flexcord::desk {

/// The fields of a form or of a JSON object; a list's texts are joined with ", ". On failure
/// nothing, and `problem` says why.
std::optional<typed_fields> read_body(std::string_view content_type, std::string_view body,
                                      std::string& problem);

} // namespace flexcord::desk
