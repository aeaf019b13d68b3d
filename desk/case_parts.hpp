#pragma once
#include "desk/html.hpp"
#include "desk/view.hpp"

/// Internal to desk: the parts of a case page, each a landmark or a section with a heading.
namespace flexcord::desk {

html head_part(const case_view& v, const looking& who);     ///< number, kind, status, who, how long
html contents_part(const case_view& v, const looking& who); ///< links to the parts below
html actions_part(const case_view& v, const looking& who);  ///< empty for who may only read
html report_part(const case_view& v);                       ///< the form's answers and files
html timeline_part(const case_view& v);
html conversation_part(const case_view& v);
html related_part(const case_view& v); ///< master, duplicates, similar reports, other cases

/// Shapes that the page's script fills for what comes later.
html templates();

// What several parts are made of.
html time_element(millis at);
html words_of(std::string_view text); ///< a person's words, with links
html status_chip(std::string_view status);
html file_list(const std::vector<attached>& files);
html entry_item(const entry& e);
html line_item(const line& l);

} // namespace flexcord::desk
