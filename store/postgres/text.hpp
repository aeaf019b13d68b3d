#pragma once
#include <string>
#include <string_view>

/// PostgreSQL's TEXT holds UTF-8 without NUL; people and webhooks send anything. What does not fit
/// is stored as characters of a private area (U+10F800 + byte), so that every text comes back as it
/// was.
namespace flexcord::store::postgres {

std::string to_text(std::string_view bytes);
std::string from_text(std::string_view stored);

} // namespace flexcord::store::postgres
