#include "net/chatbot/shape.hpp"
#include "net/twilio/webhook.hpp"

#include <boost/json.hpp>

namespace flexcord::net::chatbot {

namespace json = boost::json;

namespace {

std::string describe(const turn& t) {
  json::array files;
  for (const auto& f : t.attachments)
    files.push_back(json::object{
        {"url", f.url}, {"content_type", f.content_type}, {"name", f.name}, {"size", f.size}});
  json::array history;
  for (const auto& s : t.history)
    history.push_back(json::object{{"author", s.author}, {"text", s.text}});
  json::object o;
  o["version"] = 1;
  o["event"] = "message";
  o["session_id"] = t.session_id;
  o["message_id"] = t.message_id;
  o["user"] = json::object{{"id", t.user_id}, {"name", t.user_name}, {"locale", t.locale}};
  o["text"] = t.text;
  o["attachments"] = std::move(files);
  o["context"] = json::object{{"history", std::move(history)}};
  return json::serialize(o);
}

result<answer> judge(result<http::response> r) {
  if (!r) return r.error();
  if (r->status < 200 || r->status > 299) return refusal(*r);
  answer a;
  if (r->status == 202) {
    a.later = true;
    return a;
  }
  if (r->status == 204) return a;
  auto value = read_json(r->body);
  if (!value) return value.error();
  auto* o = value->if_object();
  if (!o) return malformed("the bot's answer is not a JSON object");
  return parse_webhook_answer(*o);
}

/// Any bot that takes a signed POST and answers in JSON.
class webhook_bot final : public bot {
public:
  webhook_bot(http::client& client, const config::chatbot_settings& s)
      : client_(client), settings_(s) {}

  void ask(turn t, std::chrono::milliseconds deadline, callback done) override {
    http::request req{"POST", settings_.url, {}, describe(t)};
    req.headers.set("Content-Type", "application/json");
    req.headers.set("Accept", "application/json");
    if (!settings_.token.empty())
      req.headers.set("Authorization", "Bearer " + settings_.token.reveal());
    if (!settings_.signing_secret.empty()) {
      const auto now = client_.time().unix_ms() / 1000;
      req.headers.set("X-Flexcord-Signature",
                      twilio::flexcord_signature(settings_.signing_secret.reveal(), now, req.body));
    }
    http::call_options options;
    options.deadline = deadline;
    options.max_body = longest_answer;
    client_.send(std::move(req), options,
                 [done = std::move(done)](result<http::response> r) { done(judge(std::move(r))); });
  }

private:
  http::client& client_;
  config::chatbot_settings settings_;
};

} // namespace

std::unique_ptr<bot> make_webhook(http::client& client, const config::chatbot_settings& s) {
  return std::make_unique<webhook_bot>(client, s);
}

} // namespace flexcord::net::chatbot
