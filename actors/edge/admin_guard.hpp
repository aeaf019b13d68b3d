#pragma once
#include "actors/metrics.hpp"
#include "config/settings.hpp"
#include "net/http/server.hpp"
#include "net/twilio/crypto.hpp"

#include <string>
#include <utility>

/// Who may call /api/v1.
namespace flexcord::actors {

/// 0 when the caller may; else the status to answer with.
inline int refusal(const config::secret& token, const net::http::incoming& in) {
  if (token.empty()) return 403;
  return net::twilio::same_bytes(in.headers.get("Authorization"), "Bearer " + token.reveal()) ? 0
                                                                                              : 401;
}

/// A route that only who has http.admin-token may call.
inline net::http::route guarded_route(std::string method, std::string path,
                                      const config::settings& settings, metrics* numbers,
                                      net::http::handler allowed) {
  net::http::route r;
  r.method = std::move(method);
  r.path = std::move(path);
  r.body_limit = 1u << 16;
  r.handle = [token = settings.http.admin_token, numbers,
              allowed = std::move(allowed)](net::http::incoming in, net::http::responder answer) {
    if (auto status = refusal(token, in); status != 0) {
      numbers->webhook_reject("/api/v1", "token");
      answer(status, status == 403 ? "the API is off: http.admin-token is not set\n"
                                   : "the bearer token is not http.admin-token\n");
      return;
    }
    allowed(std::move(in), std::move(answer));
  };
  return r;
}

} // namespace flexcord::actors
