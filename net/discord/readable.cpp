#include "net/discord/readable.hpp"

#include "net/discord/markup.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace flexcord::net::discord {

namespace {

std::string look_up(const std::map<std::string, std::string, std::less<>>& names,
                    std::string_view id, std::string_view otherwise) {
  auto found = names.find(id);
  return found == names.end() || found->second.empty() ? std::string{otherwise} : found->second;
}

std::string words(const markup& m, std::string_view as_sent, const known_names& names) {
  switch (m.what) {
  case markup::kind::user:
    return "@" + look_up(names.users, m.id, "user");
  case markup::kind::role:
    return "@role";
  case markup::kind::channel:
    return "#" + look_up(names.channels, m.id, "channel");
  case markup::kind::emoji:
    return ":" + std::string{m.name} + ":";
  case markup::kind::command:
    return "/" + std::string{m.name};
  case markup::kind::guide:
    return "#" + std::string{m.id};
  case markup::kind::url:
    return std::string{as_sent};
  case markup::kind::time: {
    std::int64_t seconds = 0;
    std::from_chars(m.id.data(), m.id.data() + m.id.size(), seconds);
    auto time = readable_time(seconds);
    return time.empty() ? std::string{as_sent} : time;
  }
  }
  return std::string{as_sent};
}

} // namespace

std::string readable_time(std::int64_t unix_seconds) {
  using namespace std::chrono;
  constexpr std::int64_t year_1 = -62135596800, year_10000 = 253402300800;
  if (unix_seconds < year_1 || unix_seconds >= year_10000) return {};
  sys_seconds at{seconds{unix_seconds}};
  auto day = floor<days>(at);
  year_month_day date{day};
  hh_mm_ss time{at - day};
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d UTC", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()));
  return text;
}

std::string readable_content(std::string_view content, const known_names& names) {
  std::string out;
  out.reserve(content.size());
  for (std::size_t at = 0; at < content.size();) {
    auto m = markup_at(content, at);
    if (!m) {
      out += content[at++];
      continue;
    }
    out += words(*m, content.substr(at, m->length), names);
    at += m->length;
  }
  return out;
}

} // namespace flexcord::net::discord
