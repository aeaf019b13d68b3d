#include "actors/doctor/examine.hpp"
#include "actors/wait.hpp"
#include "net/twilio/provision.hpp"
#include "net/twilio/rest.hpp"

#include <algorithm>

namespace flexcord::actors::doctor {
namespace {

constexpr std::size_t most_webhooks = 5; // Twilio's limit for one conversation
constexpr std::size_t looked_at = 5;     // conversations; one foreign system shows in any of them

using defaults = net::result<net::twilio::chat_defaults>;

defaults ask_with(const patient& p, const config::twilio_settings& t) {
  net::twilio::provision api{p.rt, p.http, t};
  return wait<net::twilio::chat_defaults>(
      [&](auto done) { api.get_chat_defaults(std::move(done)); });
}

bool judge_credentials(findings& f, const defaults& got, const std::string& which,
                       const std::string& breaks, const std::string& mend) {
  if (got) {
    f.good("Twilio accepts the credentials: " + which);
    return true;
  }
  if (got.error().http_status == 401)
    f.wrong("Twilio refuses the credentials: " + which, breaks, mend);
  else
    f.wrong("Twilio cannot be reached: " + to_string(got.error()), breaks,
            "check twilio.conversations-url and the way out");
  return false;
}

/// Both kinds, each by itself: calls are made with the one, webhooks signed with the other.
bool examine_credentials(findings& f, const patient& p, net::twilio::chat_defaults& found) {
  const auto& t = p.s.twilio;
  bool usable = false;
  if (!t.auth_token.empty()) {
    auto alone = t;
    alone.api_key_sid.clear();
    const auto got = ask_with(p, alone);
    usable = judge_credentials(
        f, got, "the account SID with the auth token",
        "every webhook of Twilio is refused, since the auth token signs it" +
            std::string(t.api_key_sid.empty() ? "; no call works either" : ""),
        "copy both again: Twilio Console, Account Info; check twilio.account-sid with "
        "twilio.auth-token");
    if (got) found = *got;
  } else {
    f.wrong("twilio.auth-token is empty: no webhook's signature can be checked",
            "agents are heard by polling only",
            "set it beside the API key; Twilio signs with the auth token");
  }
  if (t.api_key_sid.empty()) return usable;
  const auto got = ask_with(p, t);
  usable = judge_credentials(
      f, got, "the API key", "no call to Twilio works",
      "check twilio.api-key-sid with twilio.api-key-secret: Console, API keys & tokens");
  if (got) found = *got;
  return usable;
}

void examine_service(findings& f, const patient& p, const net::twilio::chat_defaults& found) {
  const auto& sid = p.s.twilio.service_sid;
  if (found.service_sid != sid)
    f.wrong("twilio.service-sid is " + sid + ", but the account's default chat service is " +
                (found.service_sid.empty() ? "not set" : found.service_sid),
            "Flex sees the default service only: handoffs fail, or agents see no text",
            "set twilio.service-sid to it, or make yours the default (Conversations, Defaults)");
  net::twilio::rest api{p.rt, p.http, p.s.twilio};
  const auto got = wait<net::twilio::conversation>(
      [&](auto done) { api.get_conversation("flexcord-check", std::move(done)); });
  if (got || got.error().code == 20404 || got.error().http_status == 404)
    f.good("the conversation service answers");
  else
    f.wrong("the conversation service does not answer: " + to_string(got.error()),
            "no handoff works", "check twilio.service-sid and the rights of the API key");
}

/// Hooks of others: those of the service may change what is said, those of a conversation take the
/// places that flexcord needs.
void examine_webhooks(findings& f, const patient& p) {
  net::twilio::provision api{p.rt, p.http, p.s.twilio};
  const auto hooks =
      wait<net::twilio::service_hooks>([&](auto done) { api.get_service_hooks(std::move(done)); });
  if (hooks && !hooks->before.empty())
    f.note("the chat service asks " + hooks->before +
               " before every change: it can alter or refuse what members and agents write",
           "when texts are missing or changed, look there first");
  if (hooks && !hooks->after.empty())
    f.note("the chat service tells " + hooks->after + " of every change, beside this node");
  const auto recent = wait<std::vector<net::twilio::conversation>>(
      [&](auto done) { api.list_recent_conversations(std::move(done)); });
  if (!recent) return;
  net::twilio::rest rest{p.rt, p.http, p.s.twilio};
  std::size_t seen = 0;
  for (const auto& c : *recent) {
    if (!c.unique_name.starts_with("fc-") || seen == looked_at) continue;
    ++seen;
    const auto urls = wait<std::vector<std::string>>(
        [&](auto done) { rest.list_webhooks(c.sid, std::move(done)); });
    if (!urls) continue;
    const auto foreign =
        static_cast<std::size_t>(std::ranges::count_if(*urls, [&](const std::string& url) {
          return !url.empty() && !url.starts_with(p.s.http.public_url);
        }));
    // In studio mode the flow takes a place, and it has no URL.
    if (foreign == 0 || p.s.http.public_url.empty()) continue;
    const auto what = "conversation " + c.sid + " has " + std::to_string(urls->size()) + " of " +
                      std::to_string(most_webhooks) + " webhooks, " + std::to_string(foreign) +
                      " of them not flexcord's";
    if (urls->size() >= most_webhooks)
      f.wrong(what,
              "there is no place for another one: a handoff fails when its webhook is refused",
              "find who adds webhooks to flexcord's conversations (an address configuration, a "
              "Function, a plugin) and let it leave those named fc-… alone");
    else
      f.note(what);
    return;
  }
}

} // namespace

bool examine_twilio(findings& f, const patient& p) {
  net::twilio::chat_defaults found;
  if (!examine_credentials(f, p, found)) return false;
  examine_service(f, p, found);
  examine_webhooks(f, p);
  return true;
}

} // namespace flexcord::actors::doctor
