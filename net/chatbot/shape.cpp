#include "net/chatbot/shape.hpp"

#include <boost/json.hpp>

#include <charconv>

namespace flexcord::net::chatbot {

namespace json = boost::json;

namespace {

/// An error code of a service is a short word; anything else could quote the user.
bool is_code(std::string_view text) {
  if (text.empty() || text.size() > 48) return false;
  for (char c : text)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'))
      return false;
  return true;
}

/// {"error":{"code":"…","type":"…"}} as OpenAI-compatible services send it, or SeaChat's
/// {"code":40007}.
std::string error_code(std::string_view body) {
  auto value = read_json(body);
  auto* o = value ? value->if_object() : nullptr;
  auto* number = o ? o->if_contains("code") : nullptr;
  if (number && (number->is_int64() || number->is_uint64())) return json::serialize(*number);
  auto* error = o ? o->if_contains("error") : nullptr;
  auto* inside = error ? error->if_object() : nullptr;
  if (!inside) return {};
  for (auto name : {"code", "type"}) {
    auto* v = inside->if_contains(name);
    if (v && v->is_string() && is_code(std::string_view(v->get_string())))
      return std::string(v->get_string());
  }
  return {};
}

} // namespace

std::vector<choice> read_choices(members& m, std::string_view name) {
  std::vector<choice> choices;
  auto* list = m.list(name);
  if (!list) return choices;
  if (list->size() > most_choices) m.reject(name, "has too many entries");
  std::string problem;
  for (const auto& item : *list) {
    choice c;
    if (auto* s = item.if_string()) {
      c.title = c.payload = std::string(s->data(), s->size());
    } else if (auto* o = item.if_object()) {
      members inside(*o, problem);
      c.title = inside.text("title");
      c.payload = inside.text("payload");
      if (c.payload.empty()) c.payload = c.title;
    }
    if (c.title.empty()) problem = "title";
    choices.push_back(std::move(c));
  }
  if (!problem.empty()) m.reject(name, "has an entry without a title");
  return choices;
}

std::string words_of(const turn& t) {
  std::string words = t.text;
  for (const auto& file : t.attachments) {
    if (!words.empty()) words += '\n';
    words += "[file: " + file.name + " " + file.url + "]";
  }
  return words;
}

failure refusal(const http::response& r) {
  failure f;
  f.kind = failure_kind::refused;
  f.http_status = r.status;
  auto wait = r.headers.get("Retry-After");
  double seconds = 0;
  auto [end, error] = std::from_chars(wait.data(), wait.data() + wait.size(), seconds);
  if (error == std::errc() && end == wait.data() + wait.size() && seconds >= 0 && seconds <= 86400)
    f.retry_after = std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
  auto code = error_code(r.body);
  f.detail = code.empty() ? "the bot refused the turn" : "the bot refused the turn: " + code;
  return f;
}

} // namespace flexcord::net::chatbot
