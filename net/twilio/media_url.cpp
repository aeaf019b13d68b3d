#include "net/twilio/media_url.hpp"
#include "net/http/message.hpp"

namespace flexcord::net::twilio {

bool same_origin(std::string_view a, std::string_view b) {
  auto x = http::split_url(a);
  auto y = http::split_url(b);
  return x.valid && y.valid && x.scheme == y.scheme && x.host == y.host && x.port == y.port;
}

bool may_download_from(std::string_view base, std::string_view url) {
  auto to = http::split_url(url);
  if (!to.valid) return false;
  if (to.scheme == "https" || same_origin(base, url)) return true;
  // Stand-ins on this machine may keep their files on another port.
  auto from = http::split_url(base);
  return from.valid && from.scheme == "http" && http::is_loopback_host(from.host) &&
         http::is_loopback_host(to.host);
}

std::string resolve_media_url(std::string_view from, std::string_view location) {
  if (location.starts_with("https://") || location.starts_with("http://"))
    return std::string(location);
  if (!location.starts_with('/') || location.starts_with("//")) return {};
  auto scheme = from.find("://");
  if (scheme == std::string_view::npos) return {};
  auto path = from.find_first_of("/?#", scheme + 3);
  return std::string(from.substr(0, path)).append(location);
}

} // namespace flexcord::net::twilio
