#include "sandbox/twilio/api.hpp"

#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string base64(std::string_view bytes) {
  static constexpr char digits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    auto left = bytes.size() - at;
    unsigned chunk = static_cast<unsigned char>(bytes[at]) << 16;
    if (left > 1) chunk |= static_cast<unsigned>(static_cast<unsigned char>(bytes[at + 1])) << 8;
    if (left > 2) chunk |= static_cast<unsigned char>(bytes[at + 2]);
    out += digits[chunk >> 18];
    out += digits[(chunk >> 12) & 63];
    out += left > 1 ? digits[(chunk >> 6) & 63] : '=';
    out += left > 2 ? digits[chunk & 63] : '=';
  }
  return out;
}

bool authenticated(std::string_view header) {
  if (lower(header.substr(0, 6)) != "basic ") return false;
  auto given = header.substr(6);
  auto is = [&](std::string_view user, std::string_view secret) {
    return given == base64(std::string(user) + ":" + std::string(secret));
  };
  return is(account_sid, auth_token) || is(api_key_sid, api_key_secret);
}

enum class body_kind { form, content };

void handle_call(world& w, const net::http::incoming& in, const net::http::responder& out,
                 body_kind body, const api_handler& handle) {
  call c{in, out, {}, {}};
  if (!authenticated(in.headers.get("Authorization")))
    return c.refuse({401, 20003, "Authenticate"});
  if (auto service = in.capture("service"); !service.empty() && service != service_sid)
    return c.not_found();
  // Old Python clients send a form Content-Type even on GET: only a POST's body counts.
  if (body == body_kind::form && in.method == "POST" && !in.body.empty()) {
    auto type = lower(in.headers.get("Content-Type"));
    if (!type.starts_with("application/x-www-form-urlencoded"))
      return c.refuse({415, 20415, "Unsupported Media Type"});
    c.form = net::http::parse_form(in.body);
  }
  auto host = in.headers.get("Host");
  c.root = host.empty() ? w.host.http_base() : "http://" + std::string(host);
  handle(w, c);
}

} // namespace

std::optional<std::string> call::field(std::string_view name) const {
  for (const auto& [key, value] : form)
    if (key == name) return value;
  return std::nullopt;
}

std::vector<std::string> call::fields(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : form)
    if (key == name) values.push_back(value);
  return values;
}

bool call::wants_hooks() const {
  return lower(in.headers.get("X-Twilio-Webhook-Enabled")) == "true";
}

void call::answer(int status, const boost::json::value& body) const {
  net::http::response r;
  r.status = status;
  r.headers = {{"Content-Type", "application/json;charset=utf-8"},
               {"Twilio-Request-Id", new_sid("RQ")},
               {"Twilio-Concurrent-Requests", "1"}};
  r.body = boost::json::serialize(body);
  out(std::move(r));
}

void call::no_content() const { out(net::http::response{204, {}, {}}); }

void call::refuse(const refusal& why) const { out(error_answer(why)); }

void call::not_found() const {
  auto path = in.target.substr(0, in.target.find('?'));
  refuse({404, 20404, "The requested resource " + path + " was not found"});
}

net::http::response error_answer(const refusal& why) {
  net::http::response r;
  r.status = why.status;
  r.headers = {{"Content-Type", "application/json;charset=utf-8"},
               {"Twilio-Request-Id", new_sid("RQ")}};
  if (why.status == 401) r.headers.set("WWW-Authenticate", "Basic realm=\"Twilio API\"");
  boost::json::object body{
      {"code", why.code},
      {"message", why.message},
      {"more_info", "https://www.twilio.com/docs/errors/" + std::to_string(why.code)},
      {"status", why.status}};
  boost::system::error_code error;
  if (auto details = boost::json::parse(why.details, error); !error)
    body["details"] = std::move(details);
  r.body = boost::json::serialize(body);
  return r;
}

net::http::route api_route(const std::shared_ptr<world>& w, std::string method, std::string path,
                           api_handler handle) {
  return w->host.serve(
      "twilio", std::move(method), std::move(path),
      [w, handle = std::move(handle)](net::http::incoming in, net::http::responder out) {
        handle_call(*w, in, out, body_kind::form, handle);
      });
}

net::http::route content_route(const std::shared_ptr<world>& w, std::string method,
                               std::string path, api_handler handle) {
  return w->host.serve(
      "twilio", std::move(method), std::move(path),
      [w, handle = std::move(handle)](net::http::incoming in, net::http::responder out) {
        handle_call(*w, in, out, body_kind::content, handle);
      });
}

std::vector<net::http::route> unknown_routes(const std::shared_ptr<world>& w) {
  std::vector<net::http::route> out;
  for (auto prefix : {"/conversations", "/flex-api", "/taskrouter", "/mcs", "/studio", "/chat"})
    out.push_back(api_route(w, "*", std::string(prefix) + "/*",
                            [](world&, const call& c) { c.not_found(); }));
  return out;
}

} // namespace flexcord::sandbox::twilio
