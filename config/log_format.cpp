#include "config/log_format.hpp"

#include <cstdio>

namespace flexcord::log {
namespace {

std::string_view name_of(level l) {
  switch (l) {
  case level::debug:
    return "debug";
  case level::info:
    return "info";
  case level::warning:
    return "warning";
  case level::error:
    return "error";
  case level::off:
    return "off";
  }
  return "?";
}

/// Length of the well-formed UTF-8 sequence at the start of `text`; 0 when there is none.
std::size_t sequence(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < size) return 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((byte(i) & 0xc0) != 0x80) return 0;
  // Overlong forms, surrogates, and what lies past the last code point.
  if ((first == 0xe0 && byte(1) < 0xa0) || (first == 0xed && byte(1) > 0x9f) ||
      (first == 0xf0 && byte(1) < 0x90) || (first == 0xf4 && byte(1) > 0x8f))
    return 0;
  return size;
}

/// The inside of a quoted text that both JSON and logfmt readers understand; one line whatever
/// comes in.
void escape(std::string& to, std::string_view text) {
  while (!text.empty()) {
    const auto size = sequence(text);
    const auto c = static_cast<unsigned char>(text.front());
    if (size == 0)
      to += "\xef\xbf\xbd";
    else if (c == '"' || c == '\\')
      (to += '\\') += text.front();
    else if (c == '\n')
      to += "\\n";
    else if (c == '\r')
      to += "\\r";
    else if (c == '\t')
      to += "\\t";
    else if (c < 0x20 || c == 0x7f) {
      char buffer[8];
      std::snprintf(buffer, sizeof buffer, "\\u%04x", c);
      to += buffer;
    } else
      to.append(text.substr(0, size));
    text.remove_prefix(size == 0 ? 1 : size);
  }
}

bool is_plain(std::string_view text) {
  if (text.empty()) return false;
  for (unsigned char c : text)
    if (c <= ' ' || c == '"' || c == '=' || c == '\\' || c >= 0x7f) return false;
  return true;
}

void quoted(std::string& to, std::string_view text) {
  to += '"';
  escape(to, text);
  to += '"';
}

void add(std::string& to, bool json, std::string_view name, std::string_view value) {
  if (json) {
    to += to.empty() ? "{" : ",";
    quoted(to, name);
    to += ':';
    quoted(to, value);
    return;
  }
  if (!to.empty()) to += ' ';
  to.append(name);
  to += '=';
  if (is_plain(value))
    to.append(value);
  else
    quoted(to, value);
}

} // namespace

std::string rfc3339(std::chrono::system_clock::time_point at) {
  using namespace std::chrono;
  const auto ms = floor<milliseconds>(at);
  const auto midnight = floor<days>(ms);
  const year_month_day date{midnight};
  const hh_mm_ss time{ms - midnight};
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                static_cast<int>(time.subseconds().count()));
  return buffer;
}

std::string format(bool json, std::chrono::system_clock::time_point at, level l,
                   std::string_view component, std::string_view event, field_list fields) {
  std::string line;
  line.reserve(160);
  add(line, json, "time", rfc3339(at));
  add(line, json, "level", name_of(l));
  add(line, json, "component", component);
  add(line, json, "event", event);
  for (const auto& f : fields) add(line, json, f.name, f.value);
  if (json) line += '}';
  return line;
}

} // namespace flexcord::log
