#include "net/chatbot/shape.hpp"

#include <boost/json.hpp>

namespace flexcord::net::chatbot {

namespace json = boost::json;

namespace {

/// A reply is a text, or an object with text, image, buttons or article.
reply read_reply(const json::value& v, std::string& problem) {
  reply r;
  if (auto* s = v.if_string()) {
    r.text = std::string(s->data(), s->size());
  } else if (auto* o = v.if_object()) {
    members m(*o, problem);
    r.text = m.text("text");
    r.image_url = m.text("image");
    if (r.image_url.empty()) r.image_url = m.text("image_url");
    r.choices = read_choices(m, "buttons");
    r.article = m.text("article");
  } else if (problem.empty()) {
    problem = "a reply is neither text nor an object";
  }
  return r;
}

/// true, "true", or an object that says why and for which queue.
void read_handoff(members& m, answer& a) {
  auto* v = m.find("handoff");
  if (auto* o = v ? v->if_object() : nullptr) {
    std::string problem;
    members inside(*o, problem);
    a.handoff = true;
    a.wish = {inside.text("reason"), inside.text("queue")};
    if (!problem.empty()) m.reject("handoff", "has a reason or queue that is not a string");
    return;
  }
  a.handoff = m.flag("handoff");
}

} // namespace

result<answer> parse_webhook_answer(const json::object& o) {
  std::string problem;
  members m(o, problem);
  if (!m.has("replies") && !m.has("handoff") && !m.has("end"))
    return malformed("the bot's answer has neither replies, handoff nor end");
  answer a;
  if (auto* list = m.list("replies")) {
    if (list->size() > most_replies) m.reject("replies", "has too many entries");
    for (const auto& item : *list) {
      auto r = read_reply(item, problem);
      if (!r.text.empty() || !r.image_url.empty() || !r.choices.empty())
        a.replies.push_back(std::move(r));
    }
  }
  read_handoff(m, a);
  a.end = m.flag("end");
  if (!problem.empty()) return malformed("the bot's answer: " + problem);
  return a;
}

result<called_back> parse_callback(std::string_view text) {
  auto value = read_json(text);
  if (!value) return value.error();
  auto* o = value->if_object();
  if (!o) return malformed("the bot's answer is not a JSON object");
  std::string problem;
  members m(*o, problem);
  called_back c{m.text("session_id"), m.text("message_id"), {}};
  if (!problem.empty()) return malformed("the bot's answer: " + problem);
  if (c.session_id.empty()) return malformed("the bot's answer has no session_id");
  if (c.message_id.empty()) return malformed("the bot's answer has no message_id");
  auto a = parse_webhook_answer(*o);
  if (!a) return a.error();
  c.a = std::move(*a);
  return c;
}

} // namespace flexcord::net::chatbot
