#include "config/forms.hpp"
#include "config/address.hpp"
#include "config/holidays.hpp"
#include "config/hours.hpp"
#include "config/url.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace flexcord::config::forms {
namespace {

bool is_url(const std::string& text, std::string_view scheme, std::string_view secure, bool query) {
  const auto parts = split_url(text);
  return parts && (parts->scheme == scheme || parts->scheme == secure) &&
         (query || !parts->has_query);
}

bool all_of(std::string_view text, int (*is)(int)) {
  return std::all_of(text.begin(), text.end(), [is](unsigned char c) { return is(c) != 0; });
}

/// Reads "<number><letter>" pairs whose letters come in the order given.
bool counts(std::string_view text, std::string_view letters) {
  while (!text.empty()) {
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits == 0 || digits > 6 || digits == text.size()) return false;
    const auto letter = letters.find(text[digits]);
    if (letter == std::string_view::npos) return false;
    letters.remove_prefix(letter + 1);
    text.remove_prefix(digits + 1);
  }
  return true;
}

} // namespace

bool base_url(const std::string& text) { return is_url(text, "http", "https", false); }

bool socket_url(const std::string& text) { return is_url(text, "ws", "wss", false); }

bool call_url(const std::string& text) { return is_url(text, "http", "https", true); }

bool snowflake(const std::string& text) { return text.size() <= 20 && all_of(text, std::isdigit); }

bool public_key(const std::string& text) {
  return text.size() == 64 && all_of(text, std::isxdigit);
}

bool sid(const std::string& text) {
  return text.size() > 2 && text.size() <= 64 && all_of(text.substr(0, 2), std::isupper) &&
         std::all_of(text.begin() + 2, text.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; });
}

bool iso_duration(const std::string& text) {
  if (text.empty()) return true;
  std::string_view rest = text;
  if (rest.size() < 3 || rest.front() != 'P' || rest.back() == 'T') return false;
  rest.remove_prefix(1);
  const auto t = rest.find('T');
  const auto days = rest.substr(0, t);
  const auto times = t == std::string_view::npos ? std::string_view{} : rest.substr(t + 1);
  return counts(days, "YMWD") && counts(times, "HMS");
}

bool network(const std::string& text) { return is_network(text); }

bool address(const std::string& text) { return is_address(text); }

bool opening_hours(const std::string& text) { return hours::parse(text).problem.empty(); }

bool frame_ancestor(const std::string& text) {
  // It goes into a header's list of sources, where these would begin something else.
  if (text.find_first_of(";,'\"") != std::string::npos) return false;
  auto origin = text;
  if (const auto star = origin.find("://*."); star != std::string::npos) origin.erase(star + 3, 2);
  const auto parts = split_url(origin);
  return parts && (parts->scheme == "https" || parts->scheme == "http") && parts->path.empty() &&
         !parts->has_query && parts->host.find('*') == std::string::npos;
}

bool holiday(const std::string& text) { return parse_holiday(text).has_value(); }

bool member(const std::string& text) { return !text.empty() && snowflake(text); }

bool not_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") != std::string::npos;
}

bool store_url(const std::string& text) {
  if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::iscntrl(c) != 0; }))
    return false;
  const auto names = [&text](std::string_view scheme) {
    return text.starts_with(scheme) && text.size() > scheme.size();
  };
  return names("sqlite:") || names("postgresql://") || names("postgres://");
}

} // namespace flexcord::config::forms
