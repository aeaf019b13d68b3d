#include "sandbox/discord/form_errors.hpp"

#include <boost/json/array.hpp>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

void form_errors::add(std::string_view path, std::string_view code, std::string_view message) {
  auto* at = &tree_;
  while (!path.empty()) {
    const auto dot = path.find('.');
    auto& next = (*at)[path.substr(0, dot)];
    if (!next.is_object()) next.emplace_object();
    at = &next.get_object();
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  auto& list = (*at)["_errors"];
  if (!list.is_array()) list.emplace_array();
  list.get_array().push_back(json::object{{"code", code}, {"message", message}});
}

void form_errors::required(std::string_view path) {
  add(path, "BASE_TYPE_REQUIRED", "This field is required");
}

void form_errors::too_long(std::string_view path, std::size_t most) {
  add(path, "BASE_TYPE_MAX_LENGTH", "Must be " + std::to_string(most) + " or fewer in length.");
}

void form_errors::bad_length(std::string_view path, std::size_t least, std::size_t most) {
  add(path, "BASE_TYPE_BAD_LENGTH",
      "Must be between " + std::to_string(least) + " and " + std::to_string(most) + " in length.");
}

std::string join(std::string_view path, std::string_view key) {
  return path.empty() ? std::string(key) : std::string(path) + "." + std::string(key);
}

std::string join(std::string_view path, std::size_t index) {
  return join(path, std::to_string(index));
}

} // namespace flexcord::sandbox::discord
