#include "net/chatbot/shape.hpp"

#include <boost/json.hpp>

namespace flexcord::net::chatbot {

namespace json = boost::json;

namespace {

std::string describe(const turn& t) {
  json::array files;
  for (const auto& f : t.attachments)
    files.push_back(json::object{
        {"url", f.url}, {"content_type", f.content_type}, {"name", f.name}, {"size", f.size}});
  json::object o;
  o["sender"] = t.session_id;
  o["message"] = words_of(t);
  o["metadata"] =
      json::object{{"message_id", t.message_id},
                   {"user", {{"id", t.user_id}, {"name", t.user_name}, {"locale", t.locale}}},
                   {"attachments", std::move(files)}};
  return json::serialize(o);
}

/// Rasa takes its token in the query.
std::string with_token(const std::string& url, const config::secret& token) {
  if (token.empty()) return url;
  auto separator = url.find('?') == std::string::npos ? "?" : "&";
  return url + separator + "token=" + http::percent_encode(token.reveal());
}

class rasa_bot final : public bot {
public:
  rasa_bot(http::client& client, const config::chatbot_settings& s)
      : client_(client), url_(with_token(s.url, s.token)), marker_(s.handoff_marker) {}

  void ask(turn t, std::chrono::milliseconds deadline, callback done) override {
    http::request req{"POST", url_, {}, describe(t)};
    req.headers.set("Content-Type", "application/json");
    req.headers.set("Accept", "application/json");
    http::call_options options;
    options.deadline = deadline;
    options.max_body = longest_answer;
    client_.send(std::move(req), options,
                 [marker = marker_, done = std::move(done)](result<http::response> r) {
                   if (!r) return done(r.error());
                   if (r->status < 200 || r->status > 299) return done(refusal(*r));
                   done(parse_rasa_answer(r->body, marker));
                 });
  }

private:
  http::client& client_;
  std::string url_;
  std::string marker_;
};

} // namespace

std::unique_ptr<bot> make_rasa(http::client& client, const config::chatbot_settings& s) {
  return std::make_unique<rasa_bot>(client, s);
}

} // namespace flexcord::net::chatbot
