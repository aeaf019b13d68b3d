#include "sandbox/discord/multipart.hpp"

#include <algorithm>

namespace flexcord::sandbox::discord {

namespace {

constexpr std::size_t most_parts = 32;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  return s;
}

/// The value of `name=` among a header's parameters, quoted or not.
std::string parameter(std::string_view header, std::string_view name) {
  const auto low = lower(header);
  for (auto at = low.find(';'); at != std::string::npos; at = low.find(';', at + 1)) {
    auto rest = trim(header.substr(at + 1));
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos || lower(trim(rest.substr(0, equals))) != name) continue;
    rest = trim(rest.substr(equals + 1));
    if (!rest.starts_with('"')) return std::string(trim(rest.substr(0, rest.find(';'))));
    std::string out;
    for (std::size_t i = 1; i < rest.size() && rest[i] != '"'; ++i) {
      if (rest[i] == '\\' && i + 1 < rest.size()) ++i;
      out += rest[i];
    }
    return out;
  }
  return {};
}

void read_header(std::string_view line, part& p) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const auto name = lower(trim(line.substr(0, colon)));
  const auto value = trim(line.substr(colon + 1));
  if (name == "content-disposition") {
    p.name = parameter(value, "name");
    p.filename = parameter(value, "filename");
  } else if (name == "content-type") {
    p.content_type = value;
  }
}

} // namespace

std::optional<std::vector<part>> parse_multipart(std::string_view content_type,
                                                 std::string_view body) {
  const auto boundary = parameter(content_type, "boundary");
  if (boundary.empty() || boundary.size() > 200) return std::nullopt;
  const auto mark = "--" + boundary;
  if (!body.starts_with(mark)) return std::nullopt;
  std::vector<part> parts;
  body.remove_prefix(mark.size());
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n") || parts.size() == most_parts) return std::nullopt;
    body.remove_prefix(2);
    part p;
    while (!body.starts_with("\r\n")) {
      const auto end = body.find("\r\n");
      if (end == std::string_view::npos) return std::nullopt;
      read_header(body.substr(0, end), p);
      body.remove_prefix(end + 2);
    }
    body.remove_prefix(2);
    const auto end = body.find("\r\n" + mark);
    if (end == std::string_view::npos) return std::nullopt;
    p.body = body.substr(0, end);
    body.remove_prefix(end + 2 + mark.size());
    parts.push_back(std::move(p));
  }
  return parts;
}

} // namespace flexcord::sandbox::discord
