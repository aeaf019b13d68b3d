#include "desk/assets.hpp"
#include "desk/case_list.hpp"
#include "desk/sheet.hpp"
#include "desk/words.hpp"

namespace flexcord::desk {

namespace {

constexpr asset_names names{"list.css", "list.js"};

html select(const char* id, const char* label, std::span<const word> list, const char* all) {
  html options;
  if (*all != '\0') options.put("<option value=\"\">{}</option>", all);
  for (const auto& w : list) options.put("<option value=\"{}\">{}</option>", w.name, w.text);
  return html{}.put("<div class=\"field\"><label for=\"{}\">{}</label><select id=\"{}\" "
                    "name=\"{}\">{}</select></div>\n",
                    id, label, id, id, options);
}

html input(const char* id, const char* label, const char* type, std::size_t most) {
  return html{}.put("<div class=\"field\"><label for=\"{}\">{}</label><input id=\"{}\" name=\"{}\" "
                    "type=\"{}\" maxlength=\"{}\" autocomplete=\"off\"></div>\n",
                    id, label, id, id, type, most);
}

html sign_in() {
  return html{}.put(
      "<form id=\"sign-in\" class=\"card\" hidden><h2>Who may see the cases?</h2><p "
      "class=\"hint\">Type the operators' token (http.admin-token). It stays in this window "
      "only.</p><div class=\"field\"><label for=\"token\">Token</label><input id=\"token\" "
      "type=\"password\" autocomplete=\"off\" required></div><button class=\"primary\">Show the "
      "cases</button><p class=\"problem\" id=\"token-problem\" role=\"alert\" "
      "hidden></p></form>\n");
}

html filters() {
  constexpr word sorts[] = {{"updated", "Last changed"},
                            {"opened", "Newest"},
                            {"votes", "Most votes"},
                            {"priority", "Most urgent"}};
  html out;
  out.put(
      "<form id=\"filters\" class=\"card\" role=\"search\" aria-label=\"Find cases\" hidden>\n");
  out.add(input("q", "Search", "search", 200));
  out.add(select("status", "Status", statuses(), "Any"));
  out.add(select("kind", "Kind", kinds(), "Any"));
  out.add(input("assignee", "Assignee", "text", longest_name));
  out.add(input("tag", "Tag", "text", longest_tag));
  out.add(select("sort", "Sort by", sorts, ""));
  return out.put("<div class=\"field send\"><button class=\"primary\">Find</button><button "
                 "type=\"button\" id=\"clear\">Clear</button></div>\n</form>\n");
}

html results() {
  return html{}.put(
      "<section id=\"results\" aria-labelledby=\"results-name\" hidden>\n<div "
      "class=\"heading\"><h2 "
      "id=\"results-name\">Cases</h2><p id=\"state\" role=\"status\"></p></div>\n<div "
      "class=\"wide-table\"><table><thead><tr><th scope=\"col\">Case</th><th "
      "scope=\"col\">Status</th><th scope=\"col\">Priority</th><th scope=\"col\">Assignee</th><th "
      "scope=\"col\">Reporter</th><th scope=\"col\">Votes</th><th scope=\"col\">Opened</th><th "
      "scope=\"col\">Changed</th></tr></thead><tbody id=\"rows\"></tbody></table></div>\n<nav "
      "class=\"pages\" aria-label=\"Pages\"><button type=\"button\" id=\"previous\">Previous "
      "page</button><span id=\"page\"></span><button type=\"button\" id=\"next\">Next "
      "page</button></nav>\n</section>\n");
}

html exports() {
  return html{}.put(
      "<section id=\"exports\" class=\"card\" aria-labelledby=\"exports-name\" hidden><h2 "
      "id=\"exports-name\">Export</h2><p class=\"hint\">Everything that fits the filters, with "
      "response, wait, handle and resolution times in seconds.</p><div class=\"buttons\"><button "
      "type=\"button\" data-export=\"cases\" data-format=\"csv\">Cases as CSV</button><button "
      "type=\"button\" data-export=\"cases\" data-format=\"jsonl\">Cases as JSONL</button><button "
      "type=\"button\" data-export=\"conversations\" data-format=\"csv\">Conversations as "
      "CSV</button><button type=\"button\" data-export=\"conversations\" "
      "data-format=\"jsonl\">Conversations as JSONL</button></div></section>\n");
}

} // namespace

std::string case_list_page() {
  html body;
  body.put("<body>\n<main class=\"console\">\n<header class=\"heading\"><h1>Cases</h1><button "
           "type=\"button\" class=\"small\" id=\"sign-out\" hidden>Forget the "
           "token</button></header>\n<noscript><p class=\"card\">This list needs JavaScript: the "
           "token goes into a header, never into an address or a cookie.</p></noscript>\n");
  body.add(sign_in()).add(filters()).add(results()).add(exports());
  body.put("</main>\n<script>").asset(assets(names).script).put("</script>\n</body>\n");
  return sheet("Cases", names, body).text();
}

header_list case_list_headers(const std::vector<std::string>& frames) {
  return page_headers(assets(names), frames);
}

} // namespace flexcord::desk
