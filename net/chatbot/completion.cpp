#include "net/chatbot/completion.hpp"
#include "net/chatbot/shape.hpp"

#include <boost/json.hpp>

namespace flexcord::net::chatbot {

namespace json = boost::json;

namespace {

constexpr std::size_t most_calls = 16;

const json::value* member(const json::object& o, std::string_view name) {
  auto* v = o.if_contains(json::string_view(name.data(), name.size()));
  return v && !v->is_null() ? v : nullptr;
}

std::string text_at(const json::object& o, std::string_view name) {
  auto* v = member(o, name);
  auto* s = v ? v->if_string() : nullptr;
  return s ? std::string(s->data(), s->size()) : std::string();
}

/// Content is a text, or a list of parts of which the texts count. False for anything else.
bool read_content(const json::value& v, std::string& text) {
  if (auto* s = v.if_string()) {
    text.append(s->data(), s->size());
    return true;
  }
  auto* parts = v.if_array();
  if (!parts) return false;
  for (const auto& part : *parts) {
    auto* o = part.if_object();
    if (!o) return false;
    text += text_at(*o, "text");
  }
  return true;
}

handoff_wish read_wish(const std::string& arguments) {
  // A model may write anything here; that it called the tool is what counts.
  auto value = read_json(arguments);
  auto* o = value ? value->if_object() : nullptr;
  if (!o) return {};
  return {text_at(*o, "reason"), text_at(*o, "queue")};
}

} // namespace

bool completion::add_chunk(std::string_view text) { return add(text, "delta"); }

bool completion::add_message(std::string_view text) { return add(text, "message"); }

bool completion::add(std::string_view text, const char* part) {
  auto bad = [this](const char* why) {
    problem_ = why;
    return false;
  };
  auto value = read_json(text);
  if (!value) return bad(value.error().detail.c_str());
  auto* o = value->if_object();
  if (!o) return bad("the bot's answer is not a JSON object");
  if (member(*o, "error")) return bad("the bot reported an error inside its answer");
  auto* choices_value = member(*o, "choices");
  auto* choices = choices_value ? choices_value->if_array() : nullptr;
  if (!choices) return bad("the bot's answer has no list of choices");
  // A chunk with the usage figures has none.
  if (choices->empty()) return true;
  auto* choice = choices->front().if_object();
  if (!choice) return bad("the bot's answer has a choice that is not an object");
  if (auto reason = text_at(*choice, "finish_reason"); !reason.empty()) finish_reason_ = reason;
  auto* piece_value = member(*choice, part);
  if (!piece_value) return true;
  auto* piece = piece_value->if_object();
  if (!piece) return bad("the bot's answer has a message that is not an object");
  auto* content = member(*piece, "content");
  if (content && !read_content(*content, text_))
    return bad("the bot's answer has content that is not text");
  refusal_ += text_at(*piece, "refusal");
  auto* calls_value = member(*piece, "tool_calls");
  if (!calls_value) return true;
  auto* calls = calls_value->if_array();
  if (!calls) return bad("the bot's answer has tool calls that are not a list");
  std::int64_t position = 0;
  for (const auto& entry : *calls) {
    auto* call = entry.if_object();
    if (!call) return bad("the bot's answer has a tool call that is not an object");
    auto* index = member(*call, "index");
    auto key = index && index->is_int64() ? index->get_int64() : position;
    ++position;
    if (calls_.size() >= most_calls && !calls_.contains(key))
      return bad("the bot's answer has too many tool calls");
    auto* function_value = member(*call, "function");
    auto* function = function_value ? function_value->if_object() : nullptr;
    if (!function) continue;
    auto& joined = calls_[key];
    joined.name += text_at(*function, "name");
    joined.arguments += text_at(*function, "arguments");
  }
  return true;
}

result<answer> completion::to_answer() const {
  if (!problem_.empty()) return malformed(problem_);
  // A filtered answer is cut anywhere, so what came of it is not shown.
  if (finish_reason_ == "content_filter") {
    failure f;
    f.kind = failure_kind::refused;
    f.http_status = 200;
    f.detail = "the bot's answer was stopped by its content filter";
    return f;
  }
  answer a;
  for (const auto& [index, call] : calls_) {
    if (call.name != handoff_tool) continue;
    a.handoff = true;
    a.wish = read_wish(call.arguments);
  }
  const auto& words = text_.empty() ? refusal_ : text_;
  if (words.find_first_not_of(" \t\r\n") != std::string::npos) {
    reply r;
    r.text = words;
    a.replies.push_back(std::move(r));
  }
  if (a.replies.empty() && !a.handoff) return malformed("the bot's answer is empty");
  return a;
}

result<answer> parse_completion(std::string_view body) {
  completion c;
  c.add_message(body);
  return c.to_answer();
}

} // namespace flexcord::net::chatbot
