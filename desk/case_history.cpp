#include "desk/case_parts.hpp"
#include "desk/text.hpp"
#include "desk/words.hpp"

namespace flexcord::desk {

namespace {

html earlier(std::uint64_t n, std::string_view what) {
  if (n == 0) return {};
  return html{}.put("<p class=\"hint\">{} earlier {} not shown.</p>", n, what);
}

/// A list that grows at its end: it scrolls by itself, and new lines are read aloud politely.
html growing(const char* id, const char* name, const html& items) {
  return html{}.put("<div class=\"scroll\" id=\"{}-scroll\" tabindex=\"0\" role=\"region\" "
                    "aria-label=\"{}\"><ol class=\"log\" id=\"{}-log\" role=\"log\" "
                    "aria-live=\"polite\" aria-label=\"{}\">\n{}</ol><span "
                    "id=\"{}-end\"></span></div>\n",
                    id, name, id, name, items, id);
}

html heading(const char* id, const char* text, std::size_t lines) {
  const address end = address::on_page(std::string{id} + "-end");
  return html{}.put("<div class=\"heading\"><h2 id=\"{}-name\">{}</h2><a class=\"newest\" "
                    "href=\"{}\"{}>Jump to newest</a></div>\n",
                    id, text, end, when(lines < 8, " hidden"));
}

html case_row(const other_case& c) {
  const auto title = shown_title(c.title.empty() ? word_for(kinds(), c.kind) : c.title);
  html name;
  if (const auto url = address::page(c.url))
    name.put("<a href=\"{}\"><span class=\"number\">#{}</span> <bdi>{}</bdi></a>", *url, c.number,
             title);
  else
    name.put("<span class=\"number\">#{}</span> <bdi>{}</bdi>", c.number, title);
  html out;
  out.put("<li><p class=\"case-name\">{}</p><p class=\"case-facts\">{} <span>{}</span>", name,
          status_chip(c.status), word_for(kinds(), c.kind));
  if (!c.reporter.empty()) out.put("<span>by <bdi>{}</bdi></span>", shown_name(c.reporter));
  if (c.votes > 0) out.put("<span>{}</span>", counted(c.votes, "vote", "votes"));
  return out.put("{}</p></li>\n", time_element(c.opened));
}

html case_group(const char* id, const char* text, const std::vector<other_case>& list,
                const char* none) {
  if (list.empty() && *none == '\0') return {};
  html rows;
  for (const auto& c : list) rows.add(case_row(c));
  html out;
  out.put("<section class=\"card\" id=\"{}\" aria-labelledby=\"{}-name\"><h2 "
          "id=\"{}-name\">{}</h2>\n",
          id, id, id, text);
  if (list.empty())
    out.put("<p class=\"hint\">{}</p>", none);
  else
    out.put("<ul class=\"cases\">\n{}</ul>", rows);
  return out.put("</section>\n");
}

} // namespace

html report_part(const case_view& v) {
  if (v.answers.empty() && v.files.empty()) return {};
  html out;
  out.put("<section class=\"card\" id=\"report\" aria-labelledby=\"report-name\"><h2 "
          "id=\"report-name\">Report</h2>\n<dl class=\"answers\">");
  for (const auto& a : v.answers)
    out.put("<dt>{}</dt><dd class=\"words\">{}</dd>\n", shown_title(a.question), words_of(a.text));
  return out.put("</dl>{}</section>\n", file_list(v.files));
}

html timeline_part(const case_view& v) {
  html items;
  for (const auto& e : v.timeline) items.add(entry_item(e));
  return html{}.put("<section class=\"card\" id=\"timeline\" "
                    "aria-labelledby=\"timeline-name\">{}{}{}</section>\n",
                    heading("timeline", "Timeline", v.timeline.size()),
                    earlier(v.entries_before, v.entries_before == 1 ? "entry is" : "entries are"),
                    growing("timeline", "Timeline, newest last", items));
}

html conversation_part(const case_view& v) {
  if (!v.has_talk) return {};
  html items;
  for (const auto& l : v.transcript) items.add(line_item(l));
  return html{}.put("<section class=\"card\" id=\"conversation\" "
                    "aria-labelledby=\"conversation-name\">{}{}{}{}</section>\n",
                    heading("conversation", "Conversation", v.transcript.size()),
                    earlier(v.lines_before, v.lines_before == 1 ? "message is" : "messages are"),
                    html{}.put("<p class=\"hint\" id=\"no-lines\"{}>Nothing has been said yet.</p>",
                               when(!v.transcript.empty(), " hidden")),
                    growing("conversation", "Conversation, newest last", items));
}

html related_part(const case_view& v) {
  html out;
  out.add(case_group("duplicates", "Joined to this case", v.duplicates, ""));
  out.add(case_group("similar", "Similar reports", v.similar, ""));
  out.add(case_group("others", "Their other cases", v.others, "They have no other case."));
  return out;
}

} // namespace flexcord::desk
