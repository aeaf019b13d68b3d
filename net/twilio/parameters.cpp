#include "net/twilio/parameters.hpp"
#include "net/twilio/json.hpp"
#include "net/twilio/time.hpp"

#include <boost/json.hpp>

#include <charconv>

namespace flexcord::net::twilio {

namespace {

failure malformed(std::string detail) {
  return {failure_kind::malformed, 0, 0, std::nullopt, std::move(detail)};
}

bool looks_like_json(const http::incoming& req) {
  if (req.headers.get("Content-Type").find("json") != std::string_view::npos) return true;
  auto first = req.body.find_first_not_of(" \t\r\n");
  return first != std::string::npos && req.body[first] == '{';
}

} // namespace

std::string parameters::text(names alternatives) const {
  return std::string(http::form_value(values_, alternatives));
}

std::string parameters::required(names alternatives) {
  auto value = text(alternatives);
  if (value.empty()) reject(*alternatives.begin(), "is missing");
  return value;
}

std::int64_t parameters::integer(names alternatives, std::int64_t absent) {
  auto value = text(alternatives);
  if (value.empty()) return absent;
  std::int64_t number = 0;
  auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error == std::errc() && end == value.data() + value.size()) return number;
  reject(*alternatives.begin(), "is not an integer");
  return absent;
}

std::int64_t parameters::required_integer(names alternatives) {
  required(alternatives);
  return integer(alternatives, 0);
}

std::int64_t parameters::time(names alternatives) const {
  return parse_time(text(alternatives)).value_or(0);
}

void parameters::reject(std::string_view name, std::string_view why) {
  if (problem_.empty()) problem_ = "parameter " + std::string(name) + " " + std::string(why);
}

failure parameters::problem() const { return malformed(problem_); }

result<parameters> read_parameters(const http::incoming& req) {
  if (req.method == "GET") return parameters(req.query);
  if (!looks_like_json(req)) return parameters(http::parse_form(req.body));
  auto value = parse_json(req.body);
  auto* object = value.if_object();
  if (!object) return malformed("the body is not a JSON object");
  http::form values;
  for (const auto& member : *object)
    if (!member.value().is_null())
      values.emplace_back(std::string(member.key()), text_of(member.value()));
  return parameters(std::move(values));
}

} // namespace flexcord::net::twilio
