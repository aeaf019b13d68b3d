#pragma once
#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Lenient readers of JSON objects, for control calls and stand-ins.
namespace flexcord::sandbox {

/// The string at `key`; `fallback` when absent or not a string.
std::string text_at(const boost::json::object& o, std::string_view key, std::string fallback = {});
/// The integer at `key` (a double with a whole value counts).
std::optional<std::int64_t> number_at(const boost::json::object& o, std::string_view key);
std::optional<bool> bool_at(const boost::json::object& o, std::string_view key);
/// The object at `key`, or null.
const boost::json::object* object_at(const boost::json::object& o, std::string_view key);
/// The array at `key`, or null.
const boost::json::array* array_at(const boost::json::object& o, std::string_view key);
/// A snowflake given as a string of digits or as an integer, as decimal text; empty when it is
/// neither.
std::string id_of(const boost::json::value& v);
std::string id_at(const boost::json::object& o, std::string_view key);

/// At most `most` bytes of `bytes` with everything that is not UTF-8 replaced, so that it can stand
/// in JSON.
std::string printable(std::string_view bytes, std::size_t most);
/// True for well-formed UTF-8.
bool is_utf8(std::string_view bytes);
/// Code points of UTF-8 text.
std::size_t code_points(std::string_view text);
/// Decodes base64 (padding optional); nothing when it is not base64.
std::optional<std::string> from_base64(std::string_view text);

} // namespace flexcord::sandbox
