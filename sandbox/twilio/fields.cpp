#include "sandbox/twilio/fields.hpp"

#include "sandbox/twilio/times.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <charconv>

namespace flexcord::sandbox::twilio {

outcome<std::optional<std::string>> attributes_field(const call& c, std::size_t most) {
  auto text = c.field("Attributes");
  if (!text) return std::optional<std::string>();
  if (text->size() > most)
    return bad_request("Attributes is longer than " + std::to_string(most) + " bytes");
  boost::system::error_code error;
  (void)boost::json::parse(*text, error);
  if (error) return bad_request("Attributes not a valid JSON");
  return text;
}

outcome<std::optional<std::int64_t>> date_field(const call& c, std::string_view name) {
  auto text = c.field(name);
  if (!text || text->empty()) return std::optional<std::int64_t>();
  auto at = parse_time(*text);
  if (!at) return bad_request("Invalid parameter " + std::string(name) + ": not an ISO 8601 date");
  return at;
}

outcome<std::optional<std::string>> text_field(const call& c, std::string_view name,
                                               std::size_t most) {
  auto text = c.field(name);
  if (text && text->size() > most)
    return bad_request(std::string(name) + " is longer than " + std::to_string(most) + " bytes");
  return text;
}

outcome<std::optional<std::int64_t>> number_field(const call& c, std::string_view name,
                                                  std::int64_t least, std::int64_t most) {
  auto text = c.field(name);
  if (!text || text->empty()) return std::optional<std::int64_t>();
  std::int64_t value = 0;
  auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size() || value < least || value > most)
    return bad_request("Invalid " + std::string(name) + " parameter");
  return std::optional(value);
}

outcome<std::optional<bool>> bool_field(const call& c, std::string_view name) {
  auto text = c.field(name);
  if (!text || text->empty()) return std::optional<bool>();
  if (*text == "true" || *text == "True") return std::optional(true);
  if (*text == "false" || *text == "False") return std::optional(false);
  return bad_request("Invalid " + std::string(name) + " parameter: true or false");
}

outcome<std::string> method_field(const call& c, std::string_view name) {
  auto method = c.field(name).value_or("POST");
  std::transform(method.begin(), method.end(), method.begin(),
                 [](char x) { return x >= 'a' && x <= 'z' ? static_cast<char>(x - 32) : x; });
  if (method != "GET" && method != "POST")
    return bad_request("Invalid " + std::string(name) + " parameter: GET or POST");
  return method;
}

refusal missing_field(std::string_view name) {
  return bad_request("Missing required parameter " + std::string(name) + " in the post body");
}

} // namespace flexcord::sandbox::twilio
