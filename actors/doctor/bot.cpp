#include "actors/chatbot/make_bot.hpp"
#include "actors/doctor/examine.hpp"
#include "actors/wait.hpp"

namespace flexcord::actors::doctor {
namespace {

/// One question in a session of its own, of which no member sees anything.
net::chatbot::turn probe() {
  net::chatbot::turn t;
  t.session_id = t.message_id = t.user_id = "flexcord-check";
  t.user_name = "flexcord check";
  t.locale = "en-US";
  t.text = "hello";
  return t;
}

constexpr auto breaks = "members get an apology instead of an answer, and are offered an agent";

void judge(findings& f, const patient& p, const net::failure& why) {
  const auto& kind = p.s.chatbot.kind;
  const auto bot = "the chatbot (" + kind + ") ";
  if (why.http_status == 401 || why.http_status == 403)
    f.wrong(bot + "refuses the call: status " + std::to_string(why.http_status), breaks,
            "check chatbot.token (and chatbot.secret, when it checks signatures)");
  else if (why.http_status == 404 || why.http_status == 405)
    f.wrong(bot + "is not at chatbot.url: status " + std::to_string(why.http_status), breaks,
            "chatbot.url is the whole URL that is called; for Rasa it ends with "
            "/webhooks/rest/webhook, for an OpenAI-compatible one with /chat/completions");
  else if (why.kind == net::failure_kind::timed_out)
    f.wrong(bot + "does not answer within chatbot.deadline", breaks,
            "look why it is slow, or make chatbot.deadline longer");
  else if (why.kind == net::failure_kind::malformed)
    f.wrong(bot + "does not answer as a bot of that kind does: " + why.detail, breaks,
            "check chatbot.kind and chatbot.url");
  else
    f.wrong(bot + "cannot be reached: " + to_string(why), breaks,
            "check chatbot.url, and that the bot runs");
}

} // namespace

void examine_bot(findings& f, const patient& p) {
  std::string why;
  const auto bot = make_bot(p.http, p.s, why);
  if (!bot) {
    f.wrong(why, "the node does not start",
            "point knowledge.articles at a folder of Markdown articles with title: and url:");
    return;
  }
  const auto answer = wait<net::chatbot::answer>(
      [&](auto done) { bot->ask(probe(), p.s.chatbot.deadline, std::move(done)); });
  bot->stop();
  if (answer)
    f.good("the chatbot answers: " + p.s.chatbot.kind);
  else
    judge(f, p, answer.error());
}

} // namespace flexcord::actors::doctor
