#include "sandbox/twilio/fields.hpp"

#include "sandbox/twilio/times.hpp"

#include <boost/json/parse.hpp>

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

refusal missing_field(std::string_view name) {
  return bad_request("Missing required parameter " + std::string(name) + " in the post body");
}

} // namespace flexcord::sandbox::twilio
