#pragma once
#include "desk/headers.hpp"
#include "desk/link.hpp"
#include "desk/view.hpp"

#include <string>

/// The page of one case, as an agent sees it beside the chat: HTML that needs nothing from
/// elsewhere, with its style and script in it.
namespace flexcord::desk {

/// The whole page. It is sent with `case_page_headers()`. Its form posts to its own address with
/// `w` added; live updates are asked from "<number>/events" beside it.
std::string case_page(const case_view& v, const looking& who);

/// What is shown instead when a link is refused: expired (403), anything else (403). It says
/// nothing about the case.
std::string refused_page(refusal why);

/// What is shown when the link is good but there is nothing to show: the case was erased (404), or
/// the journal cannot be read now (503).
std::string missing_page();
std::string busy_page();

/// The headers of all of these. `frames`: http.frame-ancestors.
header_list case_page_headers(const std::vector<std::string>& frames);

} // namespace flexcord::desk
