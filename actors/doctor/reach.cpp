#include "actors/doctor/reach.hpp"

#include "actors/doctor/examine.hpp"
#include "actors/wait.hpp"
#include "net/twilio/webhook.hpp"

namespace flexcord::actors::doctor {
namespace {

constexpr std::chrono::milliseconds deadline{5000}; // as long as Twilio waits
constexpr int taken = 204;

/// A webhook of Twilio's that tells of nothing flexcord acts on.
net::http::request harmless_webhook(const config::settings& s) {
  const net::http::form form{{"EventType", "onFlexcordCheck"},
                             {"AccountSid", s.twilio.account_sid},
                             {"Source", "flexcord-check"}};
  net::http::request r;
  r.method = "POST";
  r.url = net::http::join_url(s.http.public_url, "/twilio/conversations");
  r.headers = {
      {"Content-Type", "application/x-www-form-urlencoded"},
      {"X-Twilio-Signature", net::twilio::sign(s.twilio.auth_token.reveal(), r.url, form)}};
  r.body = net::http::encode_form(form);
  return r;
}

} // namespace

reach judge_reach(const net::result<net::http::response>& answer, bool node_runs) {
  using verdict = reach::verdict;
  if (!answer) return {node_runs ? verdict::nobody : verdict::no_node, to_string(answer.error())};
  const auto status = std::to_string(answer->status);
  if (answer->status == taken) return {verdict::this_node, {}};
  // A proxy says so when what it leads to is not there.
  const bool behind_proxy = answer->status >= 502 && answer->status <= 504;
  if (behind_proxy && !node_runs) return {verdict::no_node, "status " + status};
  if (behind_proxy) return {verdict::nobody, "a proxy answers with status " + status};
  if (answer->status == 403) return {verdict::refused_signature, "status 403"};
  return {verdict::other_program, "status " + status};
}

void examine_reach(findings& f, const patient& p) {
  using verdict = reach::verdict;
  const auto& url = p.s.http.public_url;
  if (url.empty() || p.s.twilio.auth_token.empty()) return; // said with the settings
  net::http::call_options o;
  o.deadline = deadline;
  const auto answer = wait<net::http::response>(
      [&](auto done) { p.http.send(harmless_webhook(p.s), o, std::move(done)); });
  const auto r = judge_reach(answer, p.node_runs);
  constexpr auto breaks = "Twilio's webhooks do not arrive: agents' messages come only by polling";
  switch (r.what) {
  case verdict::this_node:
    f.good("http.public-url leads to a node that takes Twilio's webhooks: " + url);
    break;
  case verdict::refused_signature:
    f.wrong("what answers at http.public-url refuses Twilio's signature (" + r.detail + "): " + url,
            breaks,
            "the node there must have the same twilio.auth-token and exactly this http.public-url; "
            "a proxy must pass path and query unchanged");
    break;
  case verdict::other_program:
    f.wrong("what answers at http.public-url is not flexcord (" + r.detail + "): " + url, breaks,
            "correct http.public-url, or let the proxy there pass everything to http.port");
    break;
  case verdict::nobody:
    f.wrong("nothing answers at http.public-url: " + url + ": " + r.detail, breaks,
            "check the name, the firewall, the certificate, and that the proxy leads to http.port");
    break;
  case verdict::no_node:
    f.note("whether http.public-url leads here cannot be told: no node runs on http.port",
           "run flexcord check again while it runs");
    break;
  }
}

} // namespace flexcord::actors::doctor
