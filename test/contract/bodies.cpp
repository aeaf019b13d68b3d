#include "actors/announcements/announce_taker.hpp"
#include "actors/reports/forms.hpp"
#include "actors/reports/show.hpp"
#include "net/discord/payload.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>

// Prints bodies that the node sends to Discord for reports and announcements, a JSON object a line:
// {"method", "target", "body"}. bodies.test.mjs holds them to Discord's API spec.

namespace {

using namespace flexcord::reports;
using namespace flexcord::net::discord;

const std::string callback = "/interactions/111111/token/callback",
                  messages = "/channels/123456/messages";

void print(const std::string& method, const std::string& target, const std::string& body) {
  std::cout << boost::json::serialize(boost::json::object{
                   {"method", method}, {"target", target}, {"body", boost::json::parse(body)}})
            << "\n";
}

/// A report whose texts are as long and as odd as they can be.
standing extreme(kind what) {
  standing s;
  s.number = 12;
  s.said.what = what;
  s.said.title = std::string(300, '*');
  s.said.text = std::string(9000, '`') + "\xFF";
  s.said.extra = std::string(3000, '@');
  s.said.how_bad = what == kind::bug ? severity::critical : severity::none;
  s.reporter = "1200000000000000005";
  s.votes = 1234;
  return s;
}

void print_forms(language l) {
  report given;
  given.title = "Crash";
  given.text = std::string(5000, 'x');
  given.how_bad = severity::high;
  for (auto what : {kind::bug, kind::feature})
    for (const auto& f : {form_of(what, l, {}), form_of(what, l, {}, given)}) {
      interaction_reply r;
      r.type = interaction_reply::kind::modal;
      r.modal = f;
      print("POST", callback, to_json(r));
    }
}

void print_posts(language l) {
  for (auto what : {kind::bug, kind::feature})
    for (auto now : {status::open, status::pending, status::resolved, status::closed})
      for (std::uint64_t master : {0, 7}) {
        auto s = extreme(what);
        s.now = now;
        s.master = master;
        auto m = post_of(s, l);
        print("PATCH", messages + "/654321", to_json(m));
        m.nonce = post_nonce(s.number);
        print("POST", messages, to_json(m));
        interaction_reply r;
        r.type = interaction_reply::kind::update;
        r.embeds = *m.embeds;
        r.rows = m.rows;
        print("POST", callback, to_json(r));
      }
}

void print_answers(language l) {
  const std::vector<suggestion> like(
      6, {12, std::string(300, '*'), status::open, 3, link_to("123456", "123456", "123456")});
  const std::vector<std::string> problems(5, "a problem");
  auto news = news_of(12, "a *title*", status::resolved, l, "1200000000000000005");
  news.nonce = "n";
  print("POST", messages, to_json(news));
  for (const auto& m : {suggest(like, "draft", l), correct(problems, "draft", l)}) {
    interaction_reply r;
    r.type = interaction_reply::kind::message;
    r.ephemeral = true;
    r.content = m.content;
    r.rows = m.rows;
    print("POST", callback, to_json(r));
    print("PATCH", "/webhooks/123456/token/messages/@original", to_json(m));
  }
}

void print_announce_form(const std::string& locale) {
  interaction_reply r;
  r.type = interaction_reply::kind::modal;
  r.modal = flexcord::actors::announce_form(locale);
  print("POST", callback, to_json(r));
}

} // namespace

int main() {
  for (auto l : {language::en, language::fr, language::es, language::de}) {
    print_forms(l);
    print_posts(l);
    print_answers(l);
  }
  for (auto locale : {"en-US", "fr", "es-419", "de"}) print_announce_form(locale);
}
