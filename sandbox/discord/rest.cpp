#include "sandbox/discord/rest.hpp"
#include "sandbox/core/json.hpp"
#include "sandbox/discord/multipart.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

constexpr std::size_t most_request = 25u << 20;
constexpr std::size_t most_files = 10;

net::http::response to_http(const reply& r, const net::http::fields& extra) {
  net::http::response out;
  out.status = r.status;
  out.headers = extra;
  out.headers.set("Via", "1.1 google");
  if (r.status == 204) return out;
  out.headers.set("Content-Type", "application/json");
  out.body = json::serialize(r.body);
  return out;
}

bool is_bot_agent(std::string_view agent) {
  return agent.starts_with("DiscordBot (") && agent.find(' ', 12) != std::string_view::npos &&
         agent.find(')', 12) != std::string_view::npos;
}

std::optional<reply> judge_caller(const net::http::incoming& in) {
  if (!is_bot_agent(in.headers.get("User-Agent")))
    return refuse(403, 40333, "internal network error");
  if (in.headers.get("Authorization") != "Bot " + std::string(bot_token))
    return refuse(401, 0, "401: Unauthorized");
  return std::nullopt;
}

reply request_error(std::string_view code, std::string_view message) {
  form_errors e;
  e.add("", code, message);
  return refuse(e);
}

std::optional<reply> read_json_text(std::string_view text, json::value& into) {
  boost::system::error_code ec;
  into = json::parse(text, ec);
  if (ec) return refuse(400, 50109, "The request body contains invalid JSON.");
  return std::nullopt;
}

std::optional<reply> read_parts(call& c, std::string_view type) {
  auto parts = parse_multipart(type, c.in.body);
  if (!parts) return request_error("CONTENT_TYPE_INVALID", "The multipart body is broken.");
  c.body = json::object();
  for (auto& part : *parts) {
    if (part.name == "payload_json") {
      if (auto bad = read_json_text(part.body, c.body)) return bad;
    } else if (part.name.starts_with("files[") && part.name.ends_with(']')) {
      if (part.body.size() > most_file_bytes) return refuse(413, 40005, "Request entity too large");
      c.files.push_back({part.name.substr(6, part.name.size() - 7),
                         part.filename.empty() ? "file" : part.filename,
                         part.content_type.empty() ? "application/octet-stream" : part.content_type,
                         std::move(part.body)});
    }
  }
  if (c.files.size() > most_files)
    return refuse(400, 30015, "Maximum number of attachments in a message reached (10)");
  return std::nullopt;
}

std::optional<reply> read_body(call& c) {
  if (c.in.body.empty() || c.in.method == "GET" || c.in.method == "DELETE") return std::nullopt;
  const auto type = c.in.headers.get("Content-Type");
  if (type.starts_with("application/json")) return read_json_text(c.in.body, c.body);
  if (type.starts_with("multipart/form-data")) return read_parts(c, type);
  return request_error("CONTENT_TYPE_INVALID",
                       "Expected \"Content-Type\" header to be one of {'application/json', "
                       "'multipart/form-data'}.");
}

net::http::response finished(platform& p, const reply& r, const net::http::fields& headers) {
  if (r.status == 401 || r.status == 403) p.limits.invalid(p.host.now_ms());
  return to_http(r, headers);
}

/// Everything before a route's own work: the answer when it is refused, else `c` has its body and
/// `headers` what the answer is to carry.
std::optional<net::http::response> admit(platform& p, const guard& g, call& c,
                                         net::http::fields& headers) {
  const auto now = p.host.now_ms();
  if (auto blocked = p.limits.blocked(now)) return std::move(*blocked);
  if (!g.by_token)
    if (auto bad = judge_caller(c.in)) return finished(p, *bad, {});
  auto verdict =
      p.limits.ask(g.limit, c.in.method,
                   g.major ? std::string(c.in.capture(g.major)) : std::string(), !g.by_token, now);
  if (verdict.refusal) {
    p.limits.invalid(now);
    auto r = std::move(*verdict.refusal);
    for (auto& [name, value] : verdict.headers) r.headers.set(name, value);
    r.headers.set("Via", "1.1 google");
    return r;
  }
  headers = std::move(verdict.headers);
  if (auto bad = read_body(c)) return finished(p, *bad, headers);
  return std::nullopt;
}

} // namespace

const json::object& call::object() const {
  static const json::object none;
  return body.is_object() ? body.get_object() : none;
}

void rest_table::on(std::string method, std::string path, guard g, work w) {
  on_later(
      std::move(method), std::move(path), g,
      [w = std::move(w)](platform& p, const call& c, const answerer& answer) { answer(w(p, c)); });
}

void rest_table::on_later(std::string method, std::string path, guard g, long_work w) {
  auto handle = [p = p_, g, w = std::move(w)](const net::http::incoming& in,
                                              const net::http::responder& out) {
    call c{in, nullptr, {}};
    net::http::fields headers;
    if (auto refusal = admit(*p, g, c, headers)) return out(std::move(*refusal));
    w(*p, c, [p, out, headers](const reply& r) { out(finished(*p, r, headers)); });
  };
  routes_.push_back(p_->host.serve("discord", std::move(method), "/api/v10" + path,
                                   std::move(handle), most_request));
}

reply ok(json::value body) { return {200, std::move(body)}; }

reply no_content() { return {204, nullptr}; }

reply refuse(int status, int code, std::string_view message) {
  return {status, json::object{{"message", message}, {"code", code}}};
}

reply refuse(const form_errors& errors) {
  return {400, json::object{
                   {"message", "Invalid Form Body"}, {"code", 50035}, {"errors", errors.tree()}}};
}

reply unknown_channel() { return refuse(404, 10003, "Unknown Channel"); }
reply unknown_message() { return refuse(404, 10008, "Unknown Message"); }
reply unknown_user() { return refuse(404, 10013, "Unknown User"); }
reply unknown_interaction() { return refuse(404, 10062, "Unknown interaction"); }
reply unknown_webhook() { return refuse(404, 10015, "Unknown Webhook"); }
reply empty_message() { return refuse(400, 50006, "Cannot send an empty message"); }

} // namespace flexcord::sandbox::discord
