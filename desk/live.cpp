#include "desk/live.hpp"
#include "desk/address.hpp"
#include "desk/text.hpp"
#include "desk/words.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>

namespace flexcord::desk {

namespace {

namespace json = boost::json;

constexpr std::size_t longest_mark = 64;

bool is_mark(std::string_view text) {
  return text.size() <= longest_mark && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view{"-_.:"}.find(c) != std::string_view::npos;
         });
}

json::array pieces_of(std::string_view text) {
  json::array out;
  for (const auto& p : with_links(text)) out.push_back({{"text", p.text}, {"url", p.url}});
  return out;
}

json::array texts(const std::vector<std::string>& list) {
  json::array out;
  for (const auto& t : list) out.emplace_back(clean(t));
  return out;
}

json::object json_of(const case_facts& f) {
  return {{"status", clean(f.status)},
          {"status_text", clean(word_for(statuses(), f.status))},
          {"priority", clean(f.priority)},
          {"priority_text", clean(word_for(priorities(), f.priority))},
          {"assignee", clean(f.assignee)},
          {"assigned_text", assigned_text(f.assignee)},
          {"tags", texts(f.tags)},
          {"title", shown_title(f.title)},
          {"votes", f.votes},
          {"updated", f.updated},
          {"talk_now", shown_name(f.talk_now)}};
}

json::array json_of(const std::vector<attached>& files) {
  json::array out;
  for (const auto& f : files) {
    const auto url = address::page(f.url);
    out.push_back({{"name", shown_name(f.name.empty() ? "file" : f.name)},
                   {"detail", size_text(f.size)},
                   {"url", url ? url->text() : std::string{}}});
  }
  return out;
}

/// JSON as it is serialized has no line break, so it is one line of data.
std::string event(std::string_view name, const json::object& data, const cursor& after) {
  return "event: " + std::string{name} + "\nid: " + cursor_text(after) +
         "\ndata: " + json::serialize(data) + "\n\n";
}

} // namespace

std::string cursor_text(const cursor& c) {
  return std::to_string(c.entry) + "~" + (is_mark(c.line) ? c.line : std::string{});
}

std::optional<cursor> read_cursor(std::string_view text) {
  cursor out;
  const auto* last = text.data() + text.size();
  auto [end, error] = std::from_chars(text.data(), last, out.entry);
  if (error != std::errc{} || end == last || *end != '~') return {};
  out.line.assign(end + 1, last);
  if (!is_mark(out.line)) return {};
  return out;
}

std::string live_start(std::uint32_t retry_milliseconds) {
  return "retry: " + std::to_string(retry_milliseconds) + "\n\n";
}

std::string live_beat() { return ": still here\n\n"; }

std::string live_entry(const entry& e, const cursor& after) {
  const auto told = tell(e);
  return event("entry",
               {{"position", e.position},
                {"at", e.at},
                {"kind", clean(e.kind)},
                {"title", shown_title(told.title)},
                {"body", pieces_of(told.body)},
                {"author", shown_name(e.author)}},
               after);
}

std::string live_line(const line& l, const cursor& after) {
  return event("line",
               {{"id", clean(l.id)},
                {"at", l.at},
                {"who", speaker_name(l.who)},
                {"role", speaker_text(l.who)},
                {"name", shown_name(l.name)},
                {"initials", initials(l.name)},
                {"text", l.deleted ? json::array{} : pieces_of(l.text)},
                {"files", l.deleted ? json::array{} : json_of(l.files)},
                {"edited", l.edited},
                {"deleted", l.deleted}},
               after);
}

std::string live_facts(const case_facts& f, const cursor& after) {
  return event("facts", json_of(f), after);
}

std::string action_answer(const std::vector<problem>& problems, const case_facts& now,
                          std::string_view created) {
  json::array wrong;
  for (const auto& p : problems)
    wrong.push_back({{"field", clean(p.field)}, {"text", clean(p.text)}});
  const auto url = address::page(created);
  return json::serialize(json::object{{"ok", problems.empty()},
                                      {"problems", std::move(wrong)},
                                      {"facts", json_of(now)},
                                      {"created", url ? url->text() : std::string{}}});
}

} // namespace flexcord::desk
