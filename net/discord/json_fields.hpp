#pragma once
#include "net/result.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Lenient access to Discord's JSON objects: absent, null and fields of another type read alike, as
/// "not there". For net/discord/*.cpp only.
namespace flexcord::net::discord::fields {

namespace json = boost::json;

/// `what` names the field or the object; the text of the document never goes into a failure.
failure malformed(std::string_view what);

/// The document, when it is JSON (at most 64 levels deep).
result<json::value> parse_value(std::string_view text, std::string_view what);
/// The document, when it is a JSON object.
result<json::object> parse_object(std::string_view text, std::string_view what);

/// A string; an integer becomes its decimal text (ids may come as numbers). Empty when neither.
std::string text(const json::object& o, std::string_view key);
/// Any scalar as text; empty for null, arrays and objects.
std::string scalar_text(const json::value& v);
std::optional<std::int64_t> integer(const json::object& o, std::string_view key);
std::optional<double> number(const json::object& o, std::string_view key);
/// A set of bits written as decimal text, since it does not fit a double; 0 when it is none.
std::uint64_t bits(const json::object& o, std::string_view key);
bool truth(const json::object& o, std::string_view key); ///< false unless it is `true`
const json::object* object(const json::object& o, std::string_view key);
const json::array* array(const json::object& o, std::string_view key);
/// True for 1 to 20 digits.
bool is_id(std::string_view s);

} // namespace flexcord::net::discord::fields
