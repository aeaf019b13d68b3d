#pragma once
#include "store/database.hpp"

#include <deque>
#include <string>
#include <vector>

/// Internal to store: how a step's words on cases are written.
namespace flexcord::store {

/// The owner of a record that is no conversation: such rows are not counted or listed with them.
inline constexpr std::string_view no_talk = "record";

/// Tags as they are stored: " one two ".
std::string spelled_tags(const std::vector<std::string>& tags);

/// Everything that a step says of cases, statement by statement, by `run(query, parameters)`.
template <class Run>
void write_cases(const step& s, Run run) {
  for (const auto& c : s.cases) {
    run(query::update_case, {c.status, s.at, c.number});
    run(query::insert_case_entry, {s.at, c.entry, c.kind, c.author, c.reference, c.number});
  }
  for (const auto& f : s.facts) {
    const auto tags = spelled_tags(f.tags);
    run(query::write_case_facts, {f.status, f.priority, f.title, f.assignee, tags, f.reporter,
                                  f.reporter_name, f.talk, f.guild, f.channel, f.master, f.votes,
                                  f.answered, f.joined, f.left, f.resolved, f.updated, f.number});
    if (f.forget_timeline)
      run(query::erase_timelines, {std::string{}, f.number});
    else if (!f.forget.empty())
      run(query::forget_in_timeline, {f.number, f.forget});
    if (!f.words) continue; // as they were: up to 200 rows
    run(query::forget_case_words, {f.number});
    for (const auto& w : *f.words) run(query::insert_case_word, {w, f.number});
  }
}

/// The question for a list: only what is asked for stands in it, so that an index can answer it.
/// `values` refers to `kept` and to the filter.
struct case_question {
  std::string text;
  std::vector<parameter> values;
  std::deque<std::string> kept;
};
case_question question_of(const case_filter& wanted);

timeline_row timeline_row_of(const rows& row);

} // namespace flexcord::store
