#include "net/feed/link.hpp"

#include "net/http/ascii.hpp"
#include "net/http/message.hpp"

#include <algorithm>
#include <vector>

namespace flexcord::net::feed {

namespace {

constexpr std::size_t longest_reference = 4096;

struct parts {
  std::string scheme; ///< lower case
  std::string_view authority, path, query, fragment;
  bool has_authority = false, has_query = false, has_fragment = false;
};

bool scheme_char(char c) {
  const auto l = http::lower(c);
  return (l >= 'a' && l <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

parts split(std::string_view text) {
  parts p;
  if (const auto hash = text.find('#'); hash != text.npos) {
    p.has_fragment = true;
    p.fragment = text.substr(hash + 1);
    text = text.substr(0, hash);
  }
  const auto colon = text.find(':');
  if (colon != text.npos && colon > 0 &&
      std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), scheme_char)) {
    p.scheme = text.substr(0, colon);
    std::transform(p.scheme.begin(), p.scheme.end(), p.scheme.begin(), http::lower);
    text.remove_prefix(colon + 1);
  }
  if (const auto mark = text.find('?'); mark != text.npos) {
    p.has_query = true;
    p.query = text.substr(mark + 1);
    text = text.substr(0, mark);
  }
  if (text.starts_with("//")) {
    p.has_authority = true;
    const auto end = std::min(text.find('/', 2), text.size());
    p.authority = text.substr(2, end - 2);
    text.remove_prefix(end);
  }
  p.path = text;
  return p;
}

/// RFC 3986, 5.2.4.
std::string without_dots(std::string_view path) {
  std::vector<std::string_view> kept;
  bool folder = true; // ends with '/'
  while (!path.empty()) {
    if (path.front() == '/') path.remove_prefix(1);
    const auto part = path.substr(0, path.find('/'));
    path.remove_prefix(part.size());
    folder = !path.empty();
    if (part == "..") {
      if (!kept.empty()) kept.pop_back();
      folder = true;
    } else if (part == ".") {
      folder = true;
    } else if (!part.empty() || folder) {
      kept.push_back(part);
    } else {
      folder = true;
    }
  }
  std::string out;
  for (const auto part : kept) (out += '/') += part;
  if (folder || out.empty()) out += '/';
  return out;
}

std::string resolve(std::string_view base, std::string_view reference) {
  const auto r = split(reference);
  const auto b = split(base);
  const auto& from = r.scheme.empty() ? b : r;
  std::string out = from.scheme + "://";
  std::string path;
  auto query = r.query;
  auto has_query = r.has_query;
  if (!r.scheme.empty() || r.has_authority) {
    if (!r.has_authority) return {};
    out += r.authority;
    path = r.path;
  } else {
    out += b.authority;
    if (r.path.empty()) {
      path = b.path;
      if (!r.has_query) query = b.query, has_query = b.has_query;
    } else if (r.path.front() == '/') {
      path = r.path;
    } else {
      path = std::string{b.path.substr(0, b.path.rfind('/') + 1)};
      path += r.path;
    }
  }
  out += without_dots(path);
  if (has_query) (out += '?') += query;
  if (r.has_fragment) (out += '#') += r.fragment;
  return out;
}

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && static_cast<unsigned char>(s.front()) <= ' ') s.remove_prefix(1);
  while (!s.empty() && static_cast<unsigned char>(s.back()) <= ' ') s.remove_suffix(1);
  return s;
}

bool acts_in_markdown(char c) {
  return std::string_view{"<>\"'`\\^{}|()[]*@ ~"}.find(c) != std::string_view::npos;
}

} // namespace

std::string web_link(std::string_view base, std::string_view reference) {
  reference = trimmed(reference);
  if (reference.empty() || reference.size() > longest_reference) return {};
  if (std::any_of(reference.begin(), reference.end(),
                  [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; }))
    return {};
  const auto whole = resolve(base, reference);
  const auto authority = split(whole).authority;
  if (authority.find_first_of("@ <>\"'`\\^{}|()*~") != authority.npos) return {};
  // The host, and what of brackets belongs to it, stays as it is.
  const auto host_end = whole.find(authority) + authority.size();
  std::string out = whole.substr(0, host_end);
  for (const auto c : std::string_view{whole}.substr(host_end)) {
    const auto byte = static_cast<unsigned char>(c);
    if (acts_in_markdown(c) || byte >= 0x80) {
      constexpr auto digits = "0123456789ABCDEF";
      ((out += '%') += digits[byte >> 4]) += digits[byte & 15];
    } else {
      out += c;
    }
  }
  const auto url = http::split_url(out);
  if (!url.valid || (url.scheme != "http" && url.scheme != "https")) return {};
  return out.size() > longest_link ? std::string{} : out;
}

std::string inner_base(std::string_view outer, std::string_view inner) {
  inner = trimmed(inner);
  if (inner.empty() || inner.size() > longest_reference) return std::string{outer};
  auto whole = resolve(outer, inner);
  return whole.size() <= longest_reference && http::split_url(whole).valid ? whole
                                                                           : std::string{outer};
}

} // namespace flexcord::net::feed
