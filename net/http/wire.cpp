#include "net/http/wire.hpp"

#include "net/http/ascii.hpp"

#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <ctime>

namespace flexcord::net::http {

namespace {

bool is_token_char(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

void add_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

/// The clock's second as HTTP writes it, made once a second and thread.
const std::string& http_date() {
  thread_local std::time_t made_for = 0;
  thread_local std::string text;
  const auto now = std::time(nullptr);
  if (now != made_for) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    char buffer[64];
    text.assign(buffer, std::strftime(buffer, sizeof buffer, "%a, %d %b %Y %H:%M:%S GMT", &parts));
    made_for = now;
  }
  return text;
}

bool is_ours(std::string_view name) {
  return iequals(name, "content-length") || iequals(name, "connection") ||
         iequals(name, "transfer-encoding") || iequals(name, "keep-alive");
}

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

} // namespace

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

bool is_valid_field(std::string_view name, std::string_view value) {
  return is_token(name) && std::none_of(value.begin(), value.end(), [](char c) {
           return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 0x7f;
         });
}

std::string host_header(const url_parts& url) {
  auto out = url.host.find(':') == std::string::npos ? url.host : '[' + url.host + ']';
  const auto secure = url.scheme == "https" || url.scheme == "wss";
  if (url.port != (secure ? "443" : "80")) out += ':' + url.port;
  return out;
}

std::string write_request(const request& req, const url_parts& url, std::string_view user_agent) {
  std::string out;
  out.reserve(512 + req.body.size());
  out.append(req.method).append(" ").append(url.target).append(" HTTP/1.1\r\n");
  if (!req.headers.has("host")) add_field(out, "Host", host_header(url));
  if (!req.headers.has("user-agent")) add_field(out, "User-Agent", user_agent);
  for (const auto& [name, value] : req.headers)
    if (!is_ours(name)) add_field(out, name, value);
  const auto bodiless = req.method == "GET" || req.method == "HEAD" || req.method == "DELETE";
  if (!req.body.empty() || !bodiless)
    add_field(out, "Content-Length", std::to_string(req.body.size()));
  out.append("\r\n").append(req.body);
  return out;
}

std::string write_response(const response& answer, const answer_form& shape) {
  std::string out;
  out.reserve(256 + answer.body.size());
  out.append("HTTP/1.1 ").append(std::to_string(answer.status)).append(" ");
  out.append(reason_phrase(answer.status)).append("\r\n");
  if (!answer.headers.has("date")) add_field(out, "Date", http_date());
  for (const auto& [name, value] : answer.headers)
    if (!is_ours(name) && is_valid_field(name, value)) add_field(out, name, value);
  const auto body = may_have_body(answer.status);
  if (body) add_field(out, "Content-Length", std::to_string(answer.body.size()));
  if (!shape.keep_alive)
    add_field(out, "Connection", "close");
  else if (shape.version < 11)
    add_field(out, "Connection", "keep-alive");
  out.append("\r\n");
  if (body && !shape.without_body) out.append(answer.body);
  return out;
}

std::string_view reason_phrase(int status) {
  const auto known = boost::beast::http::int_to_status(static_cast<unsigned>(status));
  const auto text = boost::beast::http::obsolete_reason(known);
  return {text.data(), text.size()};
}

} // namespace flexcord::net::http
