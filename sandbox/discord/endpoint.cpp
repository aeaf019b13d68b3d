#include "sandbox/discord/endpoint.hpp"
#include "sandbox/core/json.hpp"
#include "sandbox/discord/objects.hpp"
#include "sandbox/discord/rest.hpp"
#include "sandbox/discord/signing.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

constexpr std::chrono::milliseconds deadline{answer_within_ms};

/// What is changed on the way of a request whose signature must not hold.
enum class forgery { none, other_key, other_time };

net::http::request signed_request(const platform& p, std::string text, forgery f) {
  net::http::request r;
  r.method = "POST";
  r.url = p.w.application.interactions_endpoint_url;
  const auto now = p.host.now_ms() / 1000;
  const auto seed = f == forgery::other_key ? foreign_seed : interaction_seed;
  r.headers = {{"Content-Type", "application/json"},
               {"User-Agent", "Discord-Interactions/1.0 (+https://discord.com)"},
               {"X-Signature-Ed25519", sign_ed25519(seed, std::to_string(now) + text)},
               {"X-Signature-Timestamp", std::to_string(f == forgery::other_time ? now - 1 : now)}};
  r.body = std::move(text);
  return r;
}

net::http::call_options options() {
  net::http::call_options o;
  o.deadline = deadline;
  o.max_body = 1u << 20;
  return o;
}

std::string ping(platform& p) {
  return json::serialize(json::object{{"id", p.w.next_id()},
                                      {"application_id", bot_id},
                                      {"type", 1},
                                      {"token", digest("ping")},
                                      {"version", 1},
                                      {"user", user_json(p.w.bot)},
                                      {"entitlements", json::array()},
                                      {"authorizing_integration_owners", json::object()},
                                      {"app_permissions", "442368"},
                                      {"attachment_size_limit", 10485760}});
}

bool as_wanted(forgery f, const net::result<net::http::response>& r) {
  if (!r) return false;
  if (f != forgery::none) return r->status == 401;
  boost::system::error_code ec;
  const auto body = json::parse(r->body, ec);
  const auto* o = ec ? nullptr : body.if_object();
  return r->status == 200 && o && number_at(*o, "type") == 1 &&
         r->headers.get("Content-Type").starts_with("application/json");
}

/// One probe after the other.
void probe_next(platform& p, const std::string& url, forgery f, std::function<void(bool)> done) {
  auto r = signed_request(p, ping(p), f);
  r.url = url;
  p.host.http().send(
      std::move(r), options(),
      [&p, url, f, done = std::move(done)](net::result<net::http::response> got) {
        if (!as_wanted(f, got) || f == forgery::other_time) return done(as_wanted(f, got));
        probe_next(p, url, f == forgery::none ? forgery::other_key : forgery::other_time, done);
      });
}

} // namespace

void probe_endpoint(platform& p, const std::string& url, std::function<void(bool)> done) {
  probe_next(p, url, forgery::none, std::move(done));
}

void post_interaction(platform& p, const std::string& id, const json::object& body) {
  p.host.http().send(signed_request(p, json::serialize(body), forgery::none), options(),
                     [&p, id](net::result<net::http::response> got) {
                       auto* i = p.interactions.by_id(id);
                       if (!i || !got || got->status != 200) return;
                       boost::system::error_code ec;
                       net::http::incoming none;
                       call c{none, json::parse(got->body, ec), {}};
                       // One that Discord would not take leaves the interaction as it is.
                       if (!ec) take_callback(p, c, *i);
                     });
}

} // namespace flexcord::sandbox::discord
