#include "actors/check.hpp"

#include "actors/chatbot/make_bot.hpp"
#include "config/url.hpp"
#include "net/discord/rest.hpp"
#include "net/twilio/rest.hpp"
#include "store/journal.hpp"

#include <future>
#include <limits>
#include <ostream>

namespace flexcord::actors {
namespace {

/// Findings as they are made.
class report {
public:
  explicit report(std::ostream& out) : out_(out) {}
  void good(const std::string& what) { out_ << "ok       " << what << '\n'; }
  void note(const std::string& what) { out_ << "note     " << what << '\n'; }
  void wrong(const std::string& what, const std::string& mend) {
    out_ << "problem  " << what << "\n         " << mend << '\n';
    ++problems_;
  }
  bool close() {
    out_ << (problems_ == 0 ? "everything looks good\n" : std::to_string(problems_) + " to mend\n");
    return problems_ == 0;
  }

private:
  std::ostream& out_;
  int problems_ = 0;
};

/// Waits for one call.
template <class T, class Call>
net::result<T> wait(Call call) {
  auto promise = std::make_shared<std::promise<net::result<T>>>();
  auto future = promise->get_future();
  call([promise](net::result<T> r) { promise->set_value(std::move(r)); });
  return future.get();
}

void check_discord(report& r, const config::settings& s, net::discord::rest& api) {
  auto me = wait<net::discord::user>([&](auto done) { api.get_me(std::move(done)); });
  if (!me) {
    if (me.error().http_status == 401)
      r.wrong("Discord refuses the bot token",
              "copy the token again: Discord developer portal, your application, Bot, Reset Token");
    else
      r.wrong("Discord cannot be reached: " + to_string(me.error()),
              "check discord.api-url and this machine's way out to the internet");
    return;
  }
  r.good("Discord knows the bot as " + me->username);
  auto gateway =
      wait<net::discord::gateway_info>([&](auto done) { api.get_gateway(std::move(done)); });
  if (!gateway)
    r.wrong("Discord does not name a gateway: " + to_string(gateway.error()),
            "try again later, or set discord.gateway-url");
  else if (gateway->identifies_left < 50)
    r.wrong("only " + std::to_string(gateway->identifies_left) + " gateway sessions are left today",
            "something restarts too often; wait until Discord's day is over");
  else
    r.good("the gateway has " + std::to_string(gateway->identifies_left) + " sessions left today");
  auto app = wait<net::discord::rest::application>(
      [&](auto done) { api.get_application(std::move(done)); });
  if (!app)
    r.note("the application's settings could not be read: " + to_string(app.error()));
  else if (!app->interactions_endpoint_url.empty())
    r.wrong("an interactions endpoint URL is set in the Discord portal, so commands and buttons "
            "never reach the gateway",
            "clear it: developer portal, your application, General Information, Interactions "
            "Endpoint URL");
  constexpr std::uint32_t direct_messages = 1u << 12;
  if ((s.discord.intents & direct_messages) == 0)
    r.wrong("discord.intents lacks DIRECT_MESSAGES (4096): no direct message will arrive",
            "use the default, 20481");
}

void check_twilio(report& r, const config::settings& s, net::runtime& rt, net::http::client& http) {
  if (!s.twilio.enabled()) {
    r.note("live agents are off: no Twilio settings");
    return;
  }
  net::twilio::rest api{rt, http, s.twilio};
  auto got = wait<net::twilio::conversation>(
      [&](auto done) { api.get_conversation("flexcord-check", std::move(done)); });
  if (got || got.error().http_status == 404)
    r.good("Twilio accepts the credentials, and the conversation service answers");
  else if (got.error().http_status == 401)
    r.wrong("Twilio refuses the credentials",
            "check twilio.account-sid with twilio.auth-token, or the API key pair");
  else
    r.wrong("Twilio cannot be reached: " + to_string(got.error()),
            "check twilio.service-sid, twilio.conversations-url and the way out");
  auto tasks = wait<std::vector<net::twilio::task>>(
      [&](auto done) { api.tasks_of("CH00000000000000000000000000000000", std::move(done)); });
  if (tasks)
    r.good("the TaskRouter workspace answers");
  else
    r.wrong("the TaskRouter workspace does not answer: " + to_string(tasks.error()),
            "check twilio.workspace-sid; without it agents' coming and going is seen late");
  if (s.twilio.auth_token.empty())
    r.wrong("twilio.auth-token is empty: no webhook's signature can be checked",
            "set it beside the API key; Twilio signs with the auth token");
  api.stop();
}

} // namespace

bool check(const config::loaded& loaded, std::ostream& out) {
  report r{out};
  for (auto& p : loaded.problems)
    r.wrong(to_string(p), "see the key in the shipped caf-application.conf");
  for (auto& n : loaded.notes) r.note(n);
  if (!loaded.problems.empty()) return r.close();
  r.good(loaded.config_file.empty() ? "the settings are valid (no file, command line only)"
                                    : "the settings are valid: " + loaded.config_file);
  auto& s = loaded.values;
  store::open_options whole;
  whole.look_through = std::numeric_limits<std::uint64_t>::max(); // nobody waits for the start
  if (auto store = store::open(s.store.url, whole); store)
    r.good("the store opens: " + config::without_password(s.store.url));
  else
    r.wrong("the store does not open: " + store.error().detail,
            "see store.url; if a node is running on it, stop that one or check from its own "
            "machine's /readyz");
  net::runtime rt;
  net::http::client http{rt};
  net::discord::rest_options o;
  o.api_url = s.discord.api_url;
  o.cdn_url = s.discord.cdn_url;
  o.token = s.discord.token.reveal();
  net::discord::rest discord{rt, http, o};
  check_discord(r, s, discord);
  check_twilio(r, s, rt, http);
  std::string why;
  if (auto bot = make_bot(http, s, why); bot)
    r.good("the chatbot is set up: " + s.chatbot.kind);
  else
    r.wrong(why, "point knowledge.articles at a folder of Markdown articles with title: and url:");
  discord.stop();
  http.stop();
  rt.stop();
  return r.close();
}

} // namespace flexcord::actors
