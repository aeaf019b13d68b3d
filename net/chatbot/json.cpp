#include "net/chatbot/json.hpp"

#include <boost/json.hpp>

namespace flexcord::net::chatbot {

namespace json = boost::json;

failure malformed(std::string detail) {
  return {failure_kind::malformed, 0, 0, std::nullopt, std::move(detail)};
}

result<json::value> read_json(std::string_view text) {
  boost::system::error_code error;
  auto value = json::parse(json::string_view(text.data(), text.size()), error);
  if (!error) return value;
  auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return malformed("the bot's answer is empty");
  if (text[first] == '<') return malformed("the bot's answer is HTML, not JSON");
  return malformed("the bot's answer is not JSON");
}

const json::value* members::find(std::string_view name) const {
  auto* v = object_.if_contains(json::string_view(name.data(), name.size()));
  return v && !v->is_null() ? v : nullptr;
}

bool members::has(std::string_view name) const { return find(name) != nullptr; }

void members::reject(std::string_view name, std::string_view why) {
  if (problem_.empty()) problem_ = "\"" + std::string(name) + "\" " + std::string(why);
}

std::string members::text(std::string_view name) {
  auto* v = find(name);
  if (!v) return {};
  if (auto* s = v->if_string()) return std::string(s->data(), s->size());
  reject(name, "is not a string");
  return {};
}

bool members::flag(std::string_view name) {
  auto* v = find(name);
  if (!v) return false;
  if (auto* b = v->if_bool()) return *b;
  auto* s = v->if_string();
  if (s && (*s == "true" || *s == "false")) return *s == "true";
  reject(name, "is not a boolean");
  return false;
}

const json::array* members::list(std::string_view name) {
  auto* v = find(name);
  if (!v) return nullptr;
  if (auto* a = v->if_array()) return a;
  reject(name, "is not a list");
  return nullptr;
}

} // namespace flexcord::net::chatbot
