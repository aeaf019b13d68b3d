#include "desk/case_parts.hpp"
#include "desk/text.hpp"
#include "desk/words.hpp"

namespace flexcord::desk {

namespace {

html file_item(const attached& f) {
  const auto name = shown_name(f.name.empty() ? "file" : f.name);
  html shown;
  if (const auto url = address::page(f.url))
    shown.put("<a href=\"{}\" rel=\"noopener noreferrer nofollow\" target=\"_blank\"><bdi "
              "class=\"name\">{}</bdi></a>",
              *url, name);
  else
    shown.put("<bdi class=\"name\">{}</bdi>", name);
  return html{}.put("<li>{} <span class=\"detail\">{}</span></li>", shown, size_text(f.size));
}

} // namespace

html time_element(millis at) {
  const auto stamp = time_stamp(at);
  return html{}.put("<time datetime=\"{}\"{}>{}</time>", stamp, when(stamp.empty(), " hidden"),
                    time_text(at));
}

html words_of(std::string_view text) {
  html out;
  for (const auto& piece : with_links(text)) {
    const auto url = address::outside(piece.url);
    if (url)
      out.put("<a href=\"{}\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">{}</a>", *url,
              piece.text);
    else
      out.put("{}", piece.text);
  }
  return out;
}

html status_chip(std::string_view status) {
  const auto known = is_one_of(statuses(), status);
  return html{}.put("<span class=\"chip status\" data-status=\"{}\">{}</span>",
                    known ? status : std::string_view{}, word_for(statuses(), status));
}

html file_list(const std::vector<attached>& files) {
  html items;
  for (const auto& f : files) items.add(file_item(f));
  return html{}.put("<ul class=\"files\"{}>{}</ul>", when(files.empty(), " hidden"), items);
}

html entry_item(const entry& e) {
  const auto told = tell(e);
  html out;
  out.put(
      "<li class=\"entry\" data-kind=\"{}\" data-position=\"{}\"><p class=\"told\"><bdi "
      "class=\"what\">{}</bdi><span class=\"author\"{}> by <bdi class=\"name\">{}</bdi></span> ",
      e.kind, e.position, shown_title(told.title), when(e.author.empty(), " hidden"),
      shown_name(e.author));
  out.add(time_element(e.at));
  out.put("</p><div class=\"words\"{}>{}</div></li>\n", when(told.body.empty(), " hidden"),
          words_of(told.body));
  return out;
}

html line_item(const line& l) {
  html out;
  out.put("<li class=\"line\" data-id=\"{}\" data-who=\"{}\"><p class=\"by\"><span "
          "class=\"initials\" aria-hidden=\"true\">{}</span><bdi class=\"name\">{}</bdi> <span "
          "class=\"role\">{}</span> ",
          l.id, speaker_name(l.who), initials(l.name), shown_name(l.name), speaker_text(l.who));
  out.add(time_element(l.at));
  out.put("<span class=\"mark\"{}>{}</span></p>", when(!l.edited && !l.deleted, " hidden"),
          l.deleted ? "deleted" : "edited");
  const bool words = !l.deleted && !l.text.empty();
  out.put("<div class=\"words\"{}>{}</div>", when(!words, " hidden"),
          words ? words_of(l.text) : html{});
  out.add(file_list(l.deleted ? std::vector<attached>{} : l.files));
  out.put("</li>\n");
  return out;
}

html templates() {
  return html{}.put("<template id=\"entry-shape\">{}</template><template "
                    "id=\"line-shape\">{}</template>\n",
                    entry_item({}), line_item({}));
}

} // namespace flexcord::desk
