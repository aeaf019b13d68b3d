#pragma once
#include <boost/json/fwd.hpp>

#include <cstdint>
#include <string>
#include <string_view>

/// Forgiving access to JSON that somebody else wrote. No call throws; a missing or null member is
/// empty.
namespace flexcord::net::twilio {

/// The value; null when the text is not JSON.
boost::json::value parse_json(std::string_view text);

/// A string as it is, a number or boolean as text, an object or array as JSON text.
std::string text_of(const boost::json::value& v);
std::string text_of(const boost::json::object& o, std::string_view name);
/// An integer, or a string that holds one; `otherwise` for anything else.
std::int64_t integer_of(const boost::json::object& o, std::string_view name,
                        std::int64_t otherwise);
/// The member when it is an object (array), else null.
const boost::json::object* object_of(const boost::json::object& o, std::string_view name);
const boost::json::array* array_of(const boost::json::object& o, std::string_view name);

/// One member of an object that is itself given as JSON text (Twilio's attributes); empty when it
/// is not there.
std::string attribute(std::string_view attributes, std::string_view name);
/// attributes.fc.n: the mark of a message that flexcord made.
std::string nonce_of(std::string_view attributes);

} // namespace flexcord::net::twilio
