#include "actors/cases/words.hpp"
#include "actors/codec.hpp"
#include "actors/edge/case_desk.hpp"

#include <algorithm>

/// The operators' list, and exports. An export's answer holds a bounded number of rows and says in
/// X-Flexcord-Next where the next part begins; the list's page asks until nothing follows.
namespace flexcord::actors {
namespace {

constexpr std::size_t cases_a_read = 500, cases_a_part = 5000, talks_a_part = 200,
                      lines_of_talk = 2000;
constexpr const char* unavailable = "the store does not answer\n";

store::case_filter filter_of(const desk::list_query& q) {
  store::case_filter f;
  f.status = q.status;
  f.kind = q.kind;
  f.assignee = q.assignee;
  f.tag = q.tag;
  f.words = cases::words_in(q.words);
  return f;
}

desk::listed_case row_of(const store::case_facts& c, std::string url) {
  return {c.number, c.kind,  c.status, c.priority, c.title,   c.assignee,    c.reporter_name,
          c.tags,   c.votes, c.master, c.opened,   c.updated, std::move(url)};
}

} // namespace

void case_desk_state::list(net::http::responder answer, desk::list_query wanted) {
  auto filter = filter_of(wanted);
  filter.sort = wanted.sort;
  filter.skip = (wanted.page - 1) * desk::cases_a_page;
  filter.most = desk::cases_a_page + 1;
  ask<listed_cases>(
      list_cases{std::move(filter)}, [answer] { answer(503, unavailable); },
      [this, answer, page = wanted.page](listed_cases& found_cases) {
        auto& all = found_cases.rows;
        const bool more = all.size() > desk::cases_a_page;
        if (more) all.resize(desk::cases_a_page);
        std::vector<desk::listed_case> rows;
        const auto& links = *tools_->links;
        for (auto& c : all) {
          auto url = links.url(c.number, tools_->now());
          if (url.empty()) url = links.path(c.number, links.end_of(tools_->now()));
          rows.push_back(row_of(c, std::move(url)));
        }
        answer(desk_response(200, desk::data_headers("application/json"),
                             desk::list_json(rows, page, more)));
      });
}

// -- exports

struct case_desk_state::exporting {
  net::http::responder answer;
  export_order order;
  std::shared_ptr<std::size_t> running; ///< the actor's count, which may end first
  std::string body, next; ///< next: where the next part begins; empty: this was the last
  std::size_t rows = 0;
  std::vector<store::recent_row> talks; ///< still to be told, the next one last
  std::string file;

  exporting(net::http::responder a, export_order o, std::shared_ptr<std::size_t> count,
            std::string name)
      : answer(std::move(a)),
        order(std::move(o)),
        running(std::move(count)),
        file(std::move(name)) {
    ++*running;
  }
  ~exporting() { --*running; }
  exporting(const exporting&) = delete;
  exporting& operator=(const exporting&) = delete;

  bool first() const { return order.below == 0 && order.after.empty(); }
  void done() {
    auto headers = desk::data_headers(order.json ? "application/x-ndjson; charset=utf-8"
                                                 : "text/csv; charset=utf-8");
    headers.emplace_back("Content-Disposition",
                         "attachment; filename=\"" + file + (order.json ? ".jsonl\"" : ".csv\""));
    if (!next.empty()) headers.emplace_back("X-Flexcord-Next", next);
    answer(desk_response(200, headers, std::move(body)));
  }
};

void case_desk_state::export_cases(net::http::responder answer, export_order order) {
  if (*exports_ >= most_exports) return answer(503, "too many exports at once\n");
  auto x = std::make_shared<exporting>(std::move(answer), std::move(order), exports_, "cases");
  if (!x->order.json && x->first()) x->body = desk::case_columns();
  next_cases(std::move(x));
}

void case_desk_state::next_cases(std::shared_ptr<exporting> x) {
  auto filter = filter_of(x->order.filter);
  filter.below = x->order.below; // by number, the newest first: nothing moves on meanwhile
  filter.most = cases_a_read;
  ask<listed_cases>(
      list_cases{std::move(filter)}, [x] { x->answer(503, unavailable); },
      [this, x](listed_cases& page) {
        for (auto& c : page.rows) {
          x->order.below = c.number;
          const auto record = desk_view::record_of(c);
          x->body += x->order.json ? desk::json_row(record) : desk::csv_row(record);
          ++x->rows;
        }
        if (page.rows.size() < cases_a_read) return x->done();
        if (x->rows < cases_a_part) return next_cases(x);
        x->next = std::to_string(x->order.below);
        x->done();
      });
}

void case_desk_state::export_talks(net::http::responder answer, export_order order) {
  if (*exports_ >= most_exports) return answer(503, "too many exports at once\n");
  auto x =
      std::make_shared<exporting>(std::move(answer), std::move(order), exports_, "conversations");
  if (!x->order.json && x->first()) x->body = desk::conversation_columns();
  next_talks(std::move(x));
}

void case_desk_state::next_talks(std::shared_ptr<exporting> x) {
  ask<recent_list>(
      list_conversations{x->order.after, talks_a_part}, [x] { x->answer(503, unavailable); },
      [this, x](recent_list& page) {
        if (page.rows.size() == talks_a_part) x->next = page.rows.back().conversation;
        x->talks = std::move(page.rows);
        std::ranges::reverse(x->talks);
        next_talk(x);
      });
}

void case_desk_state::next_talk(std::shared_ptr<exporting> x) {
  if (x->talks.empty()) return x->done();
  auto row = std::move(x->talks.back());
  x->talks.pop_back();
  auto now = decode_state(row.state);
  // Records of other things stand among them.
  if (!now || now->shared.user.id.empty()) return next_talk(x);
  auto t = std::make_shared<desk_view::told_talk>();
  t->key = row.conversation;
  t->now = std::move(*now);
  ask<transcript_lines>(
      read_transcript{t->key, lines_of_talk}, [x] { x->answer(503, unavailable); },
      [this, x, t](transcript_lines& lines) {
        t->lines = std::move(lines.rows);
        ask<case_list>(
            read_cases{t->key, {}}, [x] { x->answer(503, unavailable); },
            [this, x, t](case_list& all) {
              const store::case_row* latest = nullptr;
              for (auto& c : all.rows)
                if (c.kind == "handoff" && (!latest || c.number > latest->number)) latest = &c;
              if (latest == nullptr) return add_talk(x, *t);
              t->timeline = latest->timeline;
              ask<case_facts_row>(
                  read_case_facts{latest->number}, [x] { x->answer(503, unavailable); },
                  [this, x, t](case_facts_row& f) {
                    t->latest = std::move(f.facts);
                    add_talk(x, *t);
                  });
            });
      });
}

void case_desk_state::add_talk(std::shared_ptr<exporting> x, const desk_view::told_talk& t) {
  const auto record = desk_view::record_of(t);
  x->body += x->order.json ? desk::json_row(record) : desk::csv_row(record);
  ++x->rows;
  next_talk(x);
}

} // namespace flexcord::actors
