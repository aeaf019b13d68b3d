#include "net/chatbot/shape.hpp"

#include <boost/json.hpp>

namespace flexcord::net::chatbot {

namespace json = boost::json;

namespace {

std::string_view trimmed(std::string_view text) {
  auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Rasa has no field for a handoff; these are the conventions in use.
void read_custom(const json::value& v, answer& a) {
  auto* o = v.if_object();
  if (!o) return;
  // Custom payloads are the bot's own; members of other types than ours are none of our business.
  std::string ignored;
  members m(*o, ignored);
  auto* wish = m.find("handoff");
  auto* details = wish ? wish->if_object() : nullptr;
  bool asked = details || m.flag("handoff") || m.text("type") == "handoff" || m.has("handoff_host");
  if (!asked) return;
  a.handoff = true;
  members inside(details ? *details : *o, ignored);
  if (auto reason = inside.text("reason"); !reason.empty()) a.wish.reason = reason;
  if (auto queue = inside.text("queue"); !queue.empty()) a.wish.queue = queue;
}

} // namespace

result<answer> parse_rasa_answer(std::string_view body, std::string_view marker) {
  auto value = read_json(body);
  if (!value) return value.error();
  auto* list = value->if_array();
  if (!list) return malformed("the bot's answer is not a list of messages");
  if (list->size() > most_replies) return malformed("the bot's answer has too many messages");
  answer a;
  std::string problem;
  for (const auto& item : *list) {
    auto* o = item.if_object();
    if (!o) return malformed("the bot's answer has a message that is not an object");
    members m(*o, problem);
    reply r;
    r.text = m.text("text");
    r.image_url = m.text("image");
    r.choices = read_choices(m, "buttons");
    if (auto* custom = m.find("custom")) read_custom(*custom, a);
    if (!marker.empty() && trimmed(r.text) == trimmed(marker)) {
      a.handoff = true;
      r.text.clear();
    }
    if (!r.text.empty() || !r.image_url.empty() || !r.choices.empty())
      a.replies.push_back(std::move(r));
  }
  if (!problem.empty()) return malformed("the bot's answer: " + problem);
  return a;
}

} // namespace flexcord::net::chatbot
