#include "net/twilio/walk.hpp"

#include <algorithm>
#include <cctype>

namespace flexcord::net::twilio {

namespace {

bool same_text(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

} // namespace

bool same_service(std::string_view base, std::string_view url) {
  auto here = http::split_url(base);
  auto there = http::split_url(url);
  if (!here.valid || !there.valid) return false;
  if (!same_text(here.scheme, there.scheme) || !same_text(here.host, there.host) ||
      here.port != there.port)
    return false;
  std::string_view prefix = here.target;
  while (prefix.ends_with('/')) prefix.remove_suffix(1);
  std::string_view target = there.target;
  // A path that climbs could leave the prefix again.
  bool climbs = target.substr(0, target.find('?')).find("/..") != std::string_view::npos;
  return !climbs && target.starts_with(prefix) && target.substr(prefix.size()).starts_with('/');
}

} // namespace flexcord::net::twilio
