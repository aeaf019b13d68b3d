#include "net/http/redirect.hpp"

#include "net/http/ascii.hpp"
#include "net/http/wire.hpp"

namespace flexcord::net::http {

namespace {

bool is_credential(std::string_view name) {
  return iequals(name, "authorization") || iequals(name, "proxy-authorization") ||
         iequals(name, "cookie");
}

} // namespace

std::string resolve_location(const url_parts& base, std::string_view location) {
  if (location.empty()) return {};
  std::string out;
  if (location.substr(0, location.find_first_of("/?#")).find(':') != location.npos) {
    out = location;
  } else if (location.starts_with("//")) {
    out = base.scheme + ':' + std::string(location);
  } else {
    auto path = base.target.substr(0, base.target.find('?'));
    if (location.front() == '/')
      path = location;
    else if (location.front() == '?')
      path += location;
    else
      path = path.substr(0, path.rfind('/') + 1) + std::string(location);
    out = base.scheme + "://" + host_header(base) + path;
  }
  return split_url(out).valid ? out : std::string{};
}

std::optional<request> redirected(const request& req, const response& answer) {
  const auto status = answer.status;
  const auto asks =
      status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  if (!asks || req.method != "GET") return std::nullopt;
  const auto from = split_url(req.url);
  request next;
  next.url = resolve_location(from, answer.headers.get("location"));
  const auto to = split_url(next.url);
  if (!to.valid || (to.scheme != "https" && to.scheme != from.scheme)) return std::nullopt;
  const auto same = to.scheme == from.scheme && to.host == from.host && to.port == from.port;
  for (const auto& [name, value] : req.headers)
    if (!iequals(name, "host") && (same || !is_credential(name))) next.headers.add(name, value);
  return next;
}

} // namespace flexcord::net::http
