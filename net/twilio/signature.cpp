#include "net/twilio/crypto.hpp"
#include "net/twilio/webhook.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace flexcord::net::twilio {

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// Parameters in the order in which Twilio signs them: names by bytes, repeated ones once a
/// distinct value.
std::string signed_text(std::string_view url, const http::form& parameters) {
  std::map<std::string_view, std::set<std::string_view>> sorted;
  for (const auto& [name, value] : parameters) sorted[name].insert(value);
  std::string text(url);
  for (const auto& [name, values] : sorted)
    for (auto value : values) text.append(name).append(value);
  return text;
}

/// An absolute URL in the parts that the port rule needs.
struct split {
  std::string scheme, host, port, rest;
};

split split_for_port(std::string_view url) {
  split s;
  auto colon = url.find("://");
  if (colon == std::string_view::npos) return s;
  s.scheme = lower(url.substr(0, colon));
  auto after = url.substr(colon + 3);
  auto slash = after.find_first_of("/?");
  auto authority = after.substr(0, slash);
  s.rest = slash == std::string_view::npos ? "" : std::string(after.substr(slash));
  // Credentials in the URL are sent as a header and not signed.
  if (auto at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
  // The port's colon comes after a bracketed IPv6 address.
  auto bracket = authority.rfind(']');
  auto port = authority.rfind(':');
  if (port != std::string_view::npos && (bracket == std::string_view::npos || port > bracket)) {
    s.port = authority.substr(port + 1);
    authority = authority.substr(0, port);
  }
  s.host = authority;
  return s;
}

/// What may have been signed for this URL: as it is, with the scheme's port written, without any
/// port.
std::vector<std::string> candidates(std::string_view url) {
  auto s = split_for_port(url);
  if (s.host.empty()) return {};
  auto base = s.scheme + "://" + s.host;
  auto standard = s.scheme == "http" ? ":80" : ":443";
  std::vector<std::string> urls;
  if (!s.port.empty()) urls.push_back(base + ":" + s.port + s.rest);
  urls.push_back(base + s.rest);
  if (s.port.empty()) urls.push_back(base + standard + s.rest);
  return urls;
}

bool is_form(const http::incoming& req) {
  auto type = lower(req.headers.get("Content-Type"));
  return type.starts_with("application/x-www-form-urlencoded");
}

} // namespace

std::string sign(std::string_view token, std::string_view url, const http::form& parameters) {
  return to_base64(hmac_sha1(token, signed_text(url, parameters)));
}

bool valid_signature(const std::vector<std::string>& tokens, std::string_view public_url,
                     const http::incoming& req) {
  auto given = from_base64(req.headers.get("X-Twilio-Signature"));
  if (!given || given->size() != 20) return false;
  http::form parameters;
  if (req.method != "GET" && is_form(req)) {
    parameters = http::parse_form(req.body);
  } else if (!req.body.empty() || !req.query_value("bodySHA256").empty()) {
    // The signature covers the URL only: the body counts by the hash that the URL carries.
    if (!same_bytes(sha256_hex(req.body), req.query_value("bodySHA256"))) return false;
  }
  auto base = public_url.substr(0, public_url.find('#'));
  bool valid = false;
  for (const auto& url : candidates(http::join_url(base, req.target))) {
    auto text = signed_text(url, parameters);
    for (const auto& token : tokens)
      if (!token.empty() && same_bytes(hmac_sha1(token, text), *given)) valid = true;
  }
  return valid;
}

} // namespace flexcord::net::twilio
