#include "net/chatbot/seachat.hpp"
#include "net/chatbot/shape.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <limits>

namespace flexcord::net::chatbot {

namespace json = boost::json;

namespace {

/// The value that a pointer leads to; null when there is none.
const json::value* at(const json::value& v, std::string_view pointer) {
  boost::system::error_code error;
  auto* found = v.find_pointer(json::string_view(pointer.data(), pointer.size()), error);
  return found && !found->is_null() ? found : nullptr;
}

failure wrong(std::string_view pointer, std::string_view why) {
  return malformed("the bot's answer: \"" + std::string(pointer.substr(1)) + "\" " +
                   std::string(why));
}

result<std::string> text_at(const json::value& v, std::string_view pointer) {
  auto* found = at(v, pointer);
  if (!found) return std::string();
  auto* s = found->if_string();
  if (!s) return wrong(pointer, "is not a string");
  return std::string(s->data(), s->size());
}

result<std::int64_t> number_at(const json::value& v, std::string_view pointer,
                               std::int64_t absent) {
  auto* found = at(v, pointer);
  if (!found) return absent;
  boost::system::error_code error;
  auto number = found->to_number<std::int64_t>(error);
  if (error) return wrong(pointer, "is not an integer");
  return number;
}

result<json::value> read_object(std::string_view body) {
  auto value = read_json(body);
  if (value && !value->is_object()) return malformed("the bot's answer is not a JSON object");
  return value;
}

struct line {
  std::int64_t sequence = 0;
  std::string event, text;
};

result<line> read_line(const json::value& v, const conversation_profile& profile) {
  if (!v.is_object()) return malformed("the bot's answer has a message that is not an object");
  auto event = text_at(v, profile.event);
  if (!event) return event.error();
  auto text = text_at(v, profile.text);
  if (!text) return text.error();
  // A message that tells no place keeps the one it has in the list: at its end.
  auto sequence = number_at(v, profile.sequence, std::numeric_limits<std::int64_t>::max());
  if (!sequence) return sequence.error();
  return line{*sequence, std::move(*event), std::move(*text)};
}

} // namespace

result<std::string> parse_opened(std::string_view body, const conversation_profile& profile) {
  constexpr std::size_t longest_id = 128;
  auto value = read_object(body);
  if (!value) return value.error();
  auto id = text_at(*value, profile.conversation_id);
  if (!id) return id;
  auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  };
  if (id->empty()) return wrong(profile.conversation_id, "is missing");
  if (id->size() > longest_id || !std::ranges::all_of(*id, plain))
    return wrong(profile.conversation_id, "is not an id");
  return id;
}

result<answer> parse_said(std::string_view body, const conversation_profile& profile) {
  auto value = read_object(body);
  if (!value) return value.error();
  answer a;
  auto* messages = at(*value, profile.messages);
  if (!messages) return a;
  auto* list = messages->if_array();
  if (!list) return wrong(profile.messages, "is not a list");
  if (list->size() > most_replies) return malformed("the bot's answer has too many messages");
  auto inbound = number_at(*value, profile.inbound_sequence, -1);
  if (!inbound) return inbound.error();
  std::vector<line> lines;
  for (const auto& item : *list) {
    auto read = read_line(item, profile);
    if (!read) return read.error();
    // What was said before this turn has been told.
    if (read->sequence > *inbound) lines.push_back(std::move(*read));
  }
  std::ranges::stable_sort(lines, {}, &line::sequence);
  for (auto& l : lines) {
    if (l.event == profile.says && !l.text.empty())
      a.replies.push_back({std::move(l.text), {}, {}, {}});
    a.handoff = a.handoff || l.event == profile.transfers;
    a.end = a.end || l.event == profile.ends;
  }
  return a;
}

} // namespace flexcord::net::chatbot
