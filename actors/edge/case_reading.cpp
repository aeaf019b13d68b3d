#include "actors/cases/core.hpp"
#include "actors/cases/machine.hpp"
#include "actors/codec.hpp"
#include "actors/desk_view/similar.hpp"
#include "actors/desk_view/view.hpp"
#include "actors/edge/case_desk.hpp"

#include <algorithm>

/// What is read of a case, one question after the other.
namespace flexcord::actors {
namespace {

constexpr std::size_t entries_at_once = 500, most_entries_read = 5000, lines_of_page = 1000,
                      lines_of_news = 200, most_related = 21, most_compared = 300;

} // namespace

struct case_desk_state::reading {
  std::uint64_t number = 0, after = 0;
  depth how = depth::facts;
  std::shared_ptr<found> what = std::make_shared<found>();
  use then;
  giving_up failed;
};

void case_desk_state::read_case(std::uint64_t number, depth how, std::uint64_t after, use then,
                                giving_up failed) {
  auto r = std::make_shared<reading>();
  r->number = number;
  r->after = after;
  r->how = how;
  r->then = std::move(then);
  r->failed = std::move(failed);
  ask<case_facts_row>(read_case_facts{number}, r->failed, [this, r](case_facts_row& row) {
    if (!row.facts) return r->then(nullptr);
    r->what->facts = std::move(*row.facts);
    ask<loaded_conversation>(load_conversation{cases::record_key(r->number)}, r->failed,
                             [this, r](loaded_conversation& l) {
                               auto known = l.found ? cases::core::decode_state(l.stored.state)
                                                    : std::optional<cases::state>{};
                               r->what->record =
                                   known ? std::move(*known) : cases::state_of(r->what->facts);
                               if (r->how == depth::facts) return read_talk(r);
                               read_entries(r);
                             });
  });
}

void case_desk_state::read_entries(std::shared_ptr<reading> r) {
  if (r->how == depth::page) { // its end is shown, however long it is
    return ask<timeline_rows>(read_timeline{r->number, 0, desk_view::most_entries, true}, r->failed,
                              [this, r](timeline_rows& page) {
                                r->what->timeline = std::move(page.rows);
                                read_talk(r);
                              });
  }
  ask<timeline_rows>(read_timeline{r->number, r->after, entries_at_once}, r->failed,
                     [this, r](timeline_rows& page) {
                       auto& all = r->what->timeline;
                       std::ranges::move(page.rows, std::back_inserter(all));
                       const bool more = page.rows.size() == entries_at_once;
                       if (!more || all.size() >= most_entries_read) return read_talk(r);
                       r->after = all.back().position;
                       read_entries(r);
                     });
}

void case_desk_state::read_talk(std::shared_ptr<reading> r) {
  auto& f = *r->what;
  if (f.facts.talk.empty() && f.facts.kind == "handoff" && !f.facts.reporter.empty()) {
    // One of before there were records tells its conversation elsewhere.
    return ask<case_list>(read_cases{{}, f.facts.reporter}, r->failed, [this, r](case_list& all) {
      auto own = std::ranges::find(all.rows, r->number, &store::case_row::number);
      if (own == all.rows.end() || own->conversation.empty()) return read_related(r);
      r->what->facts.talk = r->what->record.talk = own->conversation;
      read_talk(r);
    });
  }
  if (f.facts.talk.empty()) return read_related(r);
  ask<loaded_conversation>(
      load_conversation{f.facts.talk}, r->failed, [this, r](loaded_conversation& l) {
        if (l.found) r->what->talk = decode_state(l.stored.state);
        if (r->how == depth::facts) return r->then(r->what);
        const auto most = r->how == depth::page ? lines_of_page : lines_of_news;
        ask<transcript_lines>(read_transcript{r->what->facts.talk, most}, r->failed,
                              [this, r](transcript_lines& lines) {
                                r->what->lines = std::move(lines.rows);
                                read_related(r);
                              });
      });
}

void case_desk_state::read_related(std::shared_ptr<reading> r) {
  if (r->how != depth::page) return r->then(r->what);
  store::case_filter theirs;
  theirs.reporter = r->what->facts.reporter;
  theirs.sort = "opened";
  theirs.most = theirs.reporter.empty() ? 0 : most_related; // of nobody: none, not all
  ask<listed_cases>(list_cases{theirs}, r->failed, [this, r](listed_cases& mine) {
    r->what->of_reporter = std::move(mine.rows);
    store::case_filter like;
    like.kind = r->what->facts.kind;
    like.sort = "updated";
    like.most = desk_view::is_compared(like.kind) ? most_compared : 0;
    ask<listed_cases>(list_cases{like}, r->failed, [this, r](listed_cases& all) {
      r->what->candidates = std::move(all.rows);
      std::vector<std::uint64_t> numbers;
      if (r->what->facts.master != 0) numbers.push_back(r->what->facts.master);
      for (auto& l : r->what->record.listeners)
        if (l.number != r->number && numbers.size() < most_related) numbers.push_back(l.number);
      read_numbered(r, std::move(numbers));
    });
  });
}

void case_desk_state::read_numbered(std::shared_ptr<reading> r,
                                    std::vector<std::uint64_t> numbers) {
  if (numbers.empty()) return r->then(r->what);
  const auto next = numbers.back();
  numbers.pop_back();
  ask<case_facts_row>(read_case_facts{next}, r->failed,
                      [this, r, numbers = std::move(numbers)](case_facts_row& row) {
                        if (row.facts && row.facts->number == r->what->facts.master)
                          r->what->master = std::move(row.facts);
                        else if (row.facts)
                          r->what->joined.push_back(std::move(*row.facts));
                        read_numbered(r, numbers);
                      });
}

} // namespace flexcord::actors
