#pragma once
#include "desk/headers.hpp"
#include "desk/view.hpp"

#include <string>
#include <utility>
#include <vector>

/// The operators' list of cases. The page itself (`GET /console/cases`) says nothing: the operator
/// types the token of /api/v1 into it, which stays in the window's sessionStorage, and its script
/// asks `GET /api/v1/cases` with it. Exports are asked the same way.
namespace flexcord::desk {

/// What a list is to show; empty: all.
struct list_query {
  std::string status, kind, assignee, tag;
  std::string words;            ///< as typed; the store cuts it into words
  std::string sort = "updated"; ///< or "opened", "votes", "priority"
  std::uint64_t page = 1;       ///< from 1
  friend bool operator==(const list_query&, const list_query&) = default;
};
inline constexpr std::uint64_t cases_a_page = 50, most_pages = 2000;

struct parsed_query {
  list_query what;
  std::vector<problem> problems;
};
/// Reads a decoded query string: `status`, `kind`, `assignee`, `tag`, `q`, `sort`, `page`; empty
/// values count as not given, other names are left to others (`format`).
parsed_query read_query(const std::vector<std::pair<std::string, std::string>>& query);

/// One row of the list.
struct listed_case {
  std::uint64_t number = 0;
  std::string kind, status, priority, title, assignee, reporter;
  std::vector<std::string> tags;
  std::uint64_t votes = 0;
  std::uint64_t master = 0;
  millis opened = 0, updated = 0;
  std::string url; ///< a signed link to its page; empty: none
};

/// The answer of `GET /api/v1/cases`: {cases: [{number, kind, kind_text, status, status_text,
/// priority, priority_text, title, assignee, reporter, tags, votes, master, opened, updated, url}],
/// page, more}. `more`: there is a next page.
std::string list_json(const std::vector<listed_case>& rows, std::uint64_t page, bool more);

/// The answer to a query that cannot be read (400), or a wrong token (401): {problems: [{field,
/// text}]}.
std::string problems_json(const std::vector<problem>& problems);

/// The page, the same for everybody. It asks "../api/v1/cases" and
/// "../api/v1/export/{cases,conversations}?format={csv,jsonl}" with the same filters.
std::string case_list_page();
header_list case_list_headers(const std::vector<std::string>& frames);

} // namespace flexcord::desk
