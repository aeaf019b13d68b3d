#include "sandbox/bot/service.hpp"

#include "sandbox/bot/answers.hpp"
#include "sandbox/core/json.hpp"

#include <boost/json/serialize.hpp>

namespace flexcord::sandbox {

namespace {

constexpr std::int64_t a_minute_ms = 60'000;

void reply(core& host, const net::http::incoming& in, const net::http::responder& out) {
  boost::json::value storage;
  const auto* body = read_json(in, storage);
  auto sender = body ? text_at(*body, "sender") : std::string();
  auto text = body ? text_at(*body, "message") : std::string();
  if (sender.empty() || !body->contains("message"))
    return answer_json(
        out, 400,
        boost::json::object{{"status", "failure"}, {"reason", "sender and message are required"}});
  auto turn = bot::answer(sender, text);
  auto send = [out, turn] { out(turn.status, turn.body, turn.content_type); };
  auto delay = turn.hang ? a_minute_ms : turn.delay_ms;
  if (delay > 0)
    host.after(delay, send);
  else
    send();
}

} // namespace

bot_service::bot_service(core& host) : host_(host) {}

std::vector<net::http::route> bot_service::routes() {
  auto handle = [&host = host_](net::http::incoming in, net::http::responder out) {
    reply(host, in, out);
  };
  return {host_.serve("bot", "POST", "/rasa/webhooks/rest/webhook", handle, 1u << 20)};
}

} // namespace flexcord::sandbox
