#pragma once
#include "actors/edge/edge_actor.hpp"
#include "config/log.hpp"
#include "net/twilio/webhook.hpp"

/// Who may call the endpoints that Twilio calls.
namespace flexcord::actors {

inline bool signed_by_twilio(const config::settings& s, const net::http::incoming& in) {
  std::vector<std::string> tokens;
  for (auto* t : {&s.twilio.auth_token, &s.twilio.auth_token_secondary})
    if (!t->empty()) tokens.push_back(t->reveal());
  return !tokens.empty() && net::twilio::valid_signature(tokens, s.http.public_url, in);
}

/// Counted and logged, without a word of the body.
inline void refuse(const edge_tools& tools, std::string_view endpoint, int status,
                   std::string_view why, const net::http::responder& answer) {
  tools.numbers->webhook_reject(endpoint, why);
  log::warning("edge", "webhook-refused",
               {{"endpoint", endpoint}, {"why", why}, {"status", status}});
  answer(status);
}

} // namespace flexcord::actors
