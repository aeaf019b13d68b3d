#include "desk/case_page.hpp"
#include "desk/assets.hpp"
#include "desk/case_parts.hpp"
#include "desk/sheet.hpp"
#include "desk/words.hpp"

namespace flexcord::desk {

namespace {

constexpr asset_names names{"case.css", "case.js"};

std::string message(std::string_view title, std::string_view text) {
  html body;
  body.put("<body>\n<main class=\"message\"><h1>{}</h1><p>{}</p></main>\n</body>\n", title, text);
  return sheet(title, names, body).text();
}

} // namespace

std::string case_page(const case_view& v, const looking& who) {
  html body;
  // The address of the events has the link in it, so the script gets it from here.
  body.put("<body data-number=\"{}\" data-events=\"{}\">\n<a class=\"skip\" "
           "href=\"{}\">Skip to the {}</a>\n<div class=\"page\">\n",
           v.number,
           who.after.empty()
               ? std::string{}
               : std::to_string(v.number) + "/events?" + who.link + "&after=" + who.after,
           address::on_page(v.has_talk ? "conversation" : "timeline"),
           v.has_talk ? "conversation" : "timeline");
  body.add(head_part(v, who)).add(contents_part(v, who));
  body.put(
      "<main>\n<div class=\"side\">\n{}</div>\n<div class=\"history\">\n{}{}{}</div>\n</main>\n",
      actions_part(v, who), report_part(v), timeline_part(v), conversation_part(v));
  body.put("<aside class=\"related\" aria-label=\"Related cases\">\n{}</aside>\n</div>\n{}<script>",
           related_part(v), templates());
  body.asset(assets(names).script).put("</script>\n</body>\n");
  const auto kind = word_for(kinds(), v.kind);
  return sheet("#" + std::to_string(v.number) + " " +
                   (v.facts.title.empty() ? kind : v.facts.title),
               names, body)
      .text();
}

std::string refused_page(refusal why) {
  if (why == refusal::expired)
    return message("This link has expired",
                   "Links to a case work for a limited time. Open the case again from the task in "
                   "Flex, or ask an operator for a new link.");
  return message("This link does not work",
                 "It is incomplete or was changed. Open the case again from the task in Flex.");
}

std::string missing_page() {
  return message("There is nothing here any more",
                 "The case was erased, or what was known of it has been deleted.");
}

std::string busy_page() {
  return message("The case cannot be shown now", "Please try again in a moment.");
}

header_list case_page_headers(const std::vector<std::string>& frames) {
  return page_headers(assets(names), frames);
}

} // namespace flexcord::desk
