#include "desk/words.hpp"
#include "desk/text.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace flexcord::desk {

namespace {

constexpr word kind_words[] = {{"handoff", "Conversation"},
                               {"bug", "Bug report"},
                               {"feature", "Feature request"},
                               {"question", "Question"}};
constexpr word status_words[] = {
    {"open", "Open"}, {"pending", "Pending"}, {"resolved", "Resolved"}, {"closed", "Closed"}};
constexpr word priority_words[] = {
    {"low", "Low"}, {"normal", "Normal"}, {"high", "High"}, {"urgent", "Urgent"}};
constexpr word language_words[] = {
    {"ar", "Arabic"},    {"bg", "Bulgarian"},  {"cs", "Czech"},      {"da", "Danish"},
    {"de", "German"},    {"el", "Greek"},      {"en", "English"},    {"es", "Spanish"},
    {"fi", "Finnish"},   {"fr", "French"},     {"he", "Hebrew"},     {"hi", "Hindi"},
    {"hr", "Croatian"},  {"hu", "Hungarian"},  {"id", "Indonesian"}, {"it", "Italian"},
    {"ja", "Japanese"},  {"ko", "Korean"},     {"lt", "Lithuanian"}, {"nl", "Dutch"},
    {"no", "Norwegian"}, {"pl", "Polish"},     {"pt", "Portuguese"}, {"ro", "Romanian"},
    {"ru", "Russian"},   {"sv", "Swedish"},    {"th", "Thai"},       {"tr", "Turkish"},
    {"uk", "Ukrainian"}, {"vi", "Vietnamese"}, {"zh", "Chinese"}};

const word* find(std::span<const word> list, std::string_view name) {
  auto at = std::find_if(list.begin(), list.end(), [&](const word& w) { return w.name == name; });
  return at == list.end() ? nullptr : &*at;
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

struct civil {
  int year;
  unsigned month, day;
  int hour, minute, second;
};
civil civil_of(millis at) {
  using namespace std::chrono;
  const sys_time<milliseconds> t{milliseconds{at}};
  const auto day = floor<days>(t);
  const year_month_day date{day};
  const auto of_day = duration_cast<seconds>(t - day).count();
  return {int(date.year()),
          unsigned(date.month()),
          unsigned(date.day()),
          static_cast<int>(of_day / 3600),
          static_cast<int>(of_day / 60 % 60),
          static_cast<int>(of_day % 60)};
}

/// Years that have four digits; a time outside of them is not one of ours.
bool plausible(millis at) { return at > 0 && at < 253402300800000; }

template <class... Args>
std::string printed(const char* form, Args... args) {
  char buffer[64];
  const int n = std::snprintf(buffer, sizeof buffer, form, args...);
  return {buffer,
          std::min<std::size_t>(static_cast<std::size_t>(std::max(n, 0)), sizeof buffer - 1)};
}

std::string two_units(millis large, const char* large_name, millis small, const char* small_name) {
  auto out = std::to_string(large) + large_name;
  if (small > 0) out += " " + std::to_string(small) + small_name;
  return out;
}

} // namespace

std::span<const word> kinds() { return kind_words; }
std::span<const word> statuses() { return status_words; }
std::span<const word> priorities() { return priority_words; }

std::string word_for(std::span<const word> list, std::string_view name) {
  const auto* w = find(list, name);
  return std::string{w == nullptr ? name : w->text};
}

bool is_one_of(std::span<const word> list, std::string_view name) {
  return find(list, name) != nullptr;
}

told_entry tell(const entry& e) {
  if (e.kind == "opened") return {"Case opened", {}};
  if (e.kind == "note") return {"Note", e.text};
  if (e.kind == "rated") return {"The talk was rated " + e.text + " of 5", {}};
  if (e.kind == "untold") return {"The reporter could not be told in private", {}};
  if (e.kind == "comment") return {"Comment after the talk", e.text};
  if (e.kind == "status") {
    if (is_one_of(status_words, e.text)) return {"Status: " + word_for(status_words, e.text), {}};
    return {"Status: " + e.text, {}};
  }
  if (e.kind == "priority") return {"Priority: " + word_for(priority_words, e.text), {}};
  if (e.kind == "assignee")
    return {e.text.empty() ? "Assigned to nobody" : "Assigned to " + e.text, {}};
  if (e.kind == "tags") return {e.text.empty() ? "Tags removed" : "Tags: " + e.text, {}};
  if (e.kind == "told") return {"Reporter told: " + lower(word_for(status_words, e.text)), {}};
  return {capital(e.text.empty() ? e.kind : e.text), {}};
}

std::string_view speaker_name(speaker s) {
  constexpr std::string_view names[] = {"user", "bot", "agent", "notice"};
  return names[static_cast<std::size_t>(s)];
}

std::string_view speaker_text(speaker s) {
  constexpr std::string_view texts[] = {"Member", "Assistant", "Agent", "Notice"};
  return texts[static_cast<std::size_t>(s)];
}

std::string assigned_text(std::string_view assignee) {
  return assignee.empty() ? "Unassigned" : "Assigned to " + shown_name(assignee);
}

std::string time_text(millis at) {
  if (!plausible(at)) return {};
  const auto t = civil_of(at);
  return printed("%04d-%02u-%02u %02d:%02d UTC", t.year, t.month, t.day, t.hour, t.minute);
}

std::string time_stamp(millis at) {
  if (!plausible(at)) return {};
  const auto t = civil_of(at);
  return printed("%04d-%02u-%02uT%02d:%02d:%02dZ", t.year, t.month, t.day, t.hour, t.minute,
                 t.second);
}

std::string how_long(millis duration) {
  const auto s = std::max<millis>(duration, 0) / 1000;
  if (s < 60) return std::to_string(s) + " s";
  if (s < 3600) return std::to_string(s / 60) + " min";
  if (s < 86400) return two_units(s / 3600, " h", s / 60 % 60, " min");
  const auto days = s / 86400;
  const auto* name = days == 1 ? " day" : " days";
  return days < 7 ? two_units(days, name, s / 3600 % 24, " h") : std::to_string(days) + name;
}

std::string size_text(std::uint64_t bytes) {
  if (bytes == 0) return {};
  if (bytes < 1000) return std::to_string(bytes) + " bytes";
  const auto n = static_cast<double>(bytes);
  if (bytes < 1000'000) return printed("%.0f kB", n / 1000);
  return printed("%.1f MB", n / 1000'000);
}

std::string counted(std::uint64_t n, std::string_view one, std::string_view more) {
  return std::to_string(n) + " " + std::string{n == 1 ? one : more};
}

std::string language_text(std::string_view locale) {
  const auto* w = find(language_words, lower(locale.substr(0, locale.find_first_of("-_"))));
  if (w == nullptr) return std::string{locale};
  return std::string{w->text} + " (" + std::string{locale} + ")";
}

} // namespace flexcord::desk
