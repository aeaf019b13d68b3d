#include "store/sql_cases.hpp"

#include "store/sql_journal.hpp"

#include <algorithm>
#include <sstream>

namespace flexcord::store {
namespace {

case_facts facts_in(const rows& row) {
  case_facts f;
  f.number = row.number(0);
  f.kind = row.text(1);
  f.status = row.text(2);
  f.priority = row.text(3);
  f.title = row.text(4);
  f.assignee = row.text(5);
  std::istringstream tags{row.text(6)};
  for (std::string tag; tags >> tag;) f.tags.push_back(tag);
  f.reporter = row.text(7);
  f.reporter_name = row.text(8);
  f.talk = row.text(9);
  f.guild = row.text(10);
  f.channel = row.text(11);
  f.master = row.number(12);
  f.votes = row.number(13);
  f.opened = row.integer(14);
  f.updated = row.integer(15);
  f.answered = row.integer(16);
  f.joined = row.integer(17);
  f.left = row.integer(18);
  f.resolved = row.integer(19);
  return f;
}

} // namespace

std::string spelled_tags(const std::vector<std::string>& tags) {
  std::string out;
  for (const auto& t : tags) out += " " + t;
  return out.empty() ? out : out + " ";
}

timeline_row timeline_row_of(const rows& row) {
  return {row.integer(0), row.text(1), row.text(2),  row.text(3),
          row.text(4),    row.text(5), row.number(6)};
}

result<std::optional<known_case>> sql_journal::case_for(const case_request& request,
                                                        std::int64_t resolved_since) {
  return guarded([&]() -> result<std::optional<known_case>> {
    {
      auto own = base().read(query::find_case, {request.conversation, request.command_id});
      if (own->next()) return std::optional{known_case{own->number(0), false}};
    }
    auto row = base().read(query::find_unsettled_case,
                           {request.conversation, request.kind, resolved_since});
    if (!row->next()) return std::optional<known_case>{};
    return std::optional{known_case{row->number(0), true}};
  });
}

result<std::vector<case_facts>> sql_journal::list_cases(const case_filter& wanted) {
  return guarded([&]() -> result<std::vector<case_facts>> {
    const auto q = question_of(wanted);
    auto row = base().read(q.text, q.values);
    std::vector<case_facts> all;
    while (row->next()) all.push_back(facts_in(*row));
    return all;
  });
}

result<std::optional<case_facts>> sql_journal::facts_of(std::uint64_t number) {
  return guarded([&]() -> result<std::optional<case_facts>> {
    auto row = base().read(query::find_case_facts, {number});
    if (!row->next()) return std::optional<case_facts>{};
    return std::optional{facts_in(*row)};
  });
}

result<std::vector<timeline_row>> sql_journal::timeline(std::uint64_t number, std::uint64_t after,
                                                        std::size_t most) {
  return guarded([&]() -> result<std::vector<timeline_row>> {
    auto row = base().read(query::read_timeline, {number, after, std::uint64_t{most}});
    std::vector<timeline_row> all;
    while (row->next()) all.push_back(timeline_row_of(*row));
    return all;
  });
}

result<std::vector<timeline_row>> sql_journal::newest_entries(std::uint64_t number,
                                                              std::size_t most) {
  return guarded([&]() -> result<std::vector<timeline_row>> {
    auto row = base().read(query::read_newest, {number, std::uint64_t{most}});
    std::vector<timeline_row> all;
    while (row->next()) all.push_back(timeline_row_of(*row));
    std::ranges::reverse(all);
    return all;
  });
}

} // namespace flexcord::store
