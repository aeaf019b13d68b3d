#include "desk/case_parts.hpp"
#include "desk/text.hpp"
#include "desk/words.hpp"

namespace flexcord::desk {

namespace {

html picture(const reporter& r) {
  if (const auto url = address::picture(r.avatar))
    return html{}.put("<img class=\"avatar\" src=\"{}\" alt=\"\" width=\"40\" height=\"40\">",
                      *url);
  return html{}.put("<span class=\"avatar\" aria-hidden=\"true\">{}</span>", initials(r.name));
}

html person(const case_view& v) {
  const auto& r = v.reporter;
  html facts;
  if (!r.locale.empty())
    facts.put("<div><dt>Language</dt><dd>{}</dd></div>", language_text(shown_name(r.locale)));
  if (!time_stamp(r.joined).empty())
    facts.put("<div><dt>Account since</dt><dd>{}</dd></div>", time_element(r.joined));
  if (!r.roles.empty()) {
    html roles;
    for (const auto& role : r.roles) roles.put("<li><bdi>{}</bdi></li>", shown_name(role));
    facts.put("<div><dt>Roles</dt><dd><ul class=\"tags\">{}</ul></dd></div>", roles);
  }
  if (!r.id.empty())
    facts.put("<div><dt>User id</dt><dd class=\"id\">{}</dd></div>", shown_name(r.id));
  return html{}.put("<section class=\"person\" aria-labelledby=\"person-name\">{}<div><h2 "
                    "id=\"person-name\"><bdi>{}</bdi></h2><dl>{}</dl></div></section>\n",
                    picture(r), r.name.empty() ? "Name not known" : shown_name(r.name), facts);
}

/// One span of time with what it is: "First answer after 4 min".
html span_of(std::string_view what, millis from, millis to) {
  if (from == 0 || to == 0) return {};
  return html{}.put("<li>{} {}</li>", what, how_long(to - from));
}

html times(const case_view& v, millis now) {
  const auto& t = v.times;
  html out;
  if (t.resolved != 0)
    out.add(span_of("Resolved after", t.opened, t.resolved));
  else if (t.opened != 0)
    out.put("<li id=\"age\" data-since=\"{}\">Open for {}</li>", t.opened,
            how_long(now - t.opened));
  out.add(span_of("First answer after", t.opened, t.answered));
  out.add(span_of("Agent joined after", t.opened, t.joined));
  out.add(span_of("Agent stayed", t.joined, t.left));
  if (v.facts.votes > 0) out.put("<li>{}</li>", counted(v.facts.votes, "vote", "votes"));
  return html{}.put("<ul class=\"times\">{}</ul>\n", out);
}

html where_from(const case_view& v) {
  if (v.place.empty()) return {};
  const auto url = address::outside(v.place_url);
  const auto name = url ? html{}.put("<a href=\"{}\" rel=\"noopener noreferrer nofollow\" "
                                     "target=\"_blank\"><bdi>{}</bdi></a>",
                                     *url, shown_name(v.place))
                        : html{}.put("<bdi>{}</bdi>", shown_name(v.place));
  return html{}.put("<p class=\"place\">Reported in {}</p>\n", name);
}

html tag_list(const std::vector<std::string>& tags) {
  html items;
  for (const auto& t : tags) items.put("<li><bdi>{}</bdi></li>", shown_name(t));
  return html{}.put("<ul class=\"tags\" id=\"tag-list\" aria-label=\"Tags\"{}>{}</ul>",
                    when(tags.empty(), " hidden"), items);
}

} // namespace

html head_part(const case_view& v, const looking& who) {
  const auto& f = v.facts;
  html out;
  out.put("<header class=\"top\">\n<p class=\"name-line\"><span class=\"number\">#{}</span> <span "
          "class=\"kind\">{}</span>",
          v.number, word_for(kinds(), v.kind));
  out.put("<span class=\"live\" id=\"live\" data-state=\"off\" hidden></span></p>\n<h1><bdi "
          "id=\"title\">{}</bdi></h1>\n<p class=\"chips\">{}",
          f.title.empty() ? word_for(kinds(), v.kind) : shown_title(f.title),
          status_chip(f.status));
  out.put("<span class=\"chip priority\" data-priority=\"{}\">{} priority</span><span "
          "class=\"chip\" id=\"assignee-chip\">{}</span>",
          is_one_of(priorities(), f.priority) ? f.priority : "", word_for(priorities(), f.priority),
          assigned_text(f.assignee));
  out.put("<span class=\"chip\" id=\"talk-now\"{}>{}</span></p>\n",
          when(f.talk_now.empty(), " hidden"), shown_name(f.talk_now));
  out.add(tag_list(f.tags)).add(times(v, who.now)).add(where_from(v)).add(person(v));
  if (v.master.number != 0) {
    const auto url = address::page(v.master.url);
    const auto name = "case #" + std::to_string(v.master.number);
    out.put("<p class=\"master\">This is a duplicate of {}.</p>\n",
            url ? html{}.put("<a href=\"{}\">{}</a>", *url, name) : html{}.put("{}", name));
  }
  return out.put("</header>\n");
}

html contents_part(const case_view& v, const looking& who) {
  html items;
  const auto item = [&](const address& to, std::string_view text, std::size_t count) {
    items.put("<li><a href=\"{}\">{}", to, text);
    if (count > 0) items.put(" <span class=\"count\">{}</span>", count);
    items.put("</a></li>");
  };
  if (!who.write.empty()) item(address::on_page("actions"), "Actions", 0);
  if (!v.answers.empty() || !v.files.empty()) item(address::on_page("report"), "Report", 0);
  item(address::on_page("timeline"), "Timeline", v.timeline.size() + v.entries_before);
  if (v.has_talk)
    item(address::on_page("conversation"), "Conversation", v.transcript.size() + v.lines_before);
  if (!v.similar.empty()) item(address::on_page("similar"), "Similar", v.similar.size());
  item(address::on_page("others"), "Other cases", v.others.size());
  return html{}.put("<nav class=\"contents\" aria-label=\"On this page\"><ul>{}</ul></nav>\n",
                    items);
}

} // namespace flexcord::desk
