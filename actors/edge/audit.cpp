#include "actors/audit/journal_view.hpp"
#include "actors/audit/mending.hpp"
#include "actors/codec.hpp"
#include "actors/conversation/record.hpp"
#include "actors/edge/edge_actor.hpp"
#include "config/log.hpp"

#include <caf/send.hpp>

/// The audit of one conversation, in the edge actor's turn: the journal is asked, the other sides
/// are read on network threads, the comparison is pure, and what it finds is closed by events like
/// any other.
namespace flexcord::actors {
namespace {
constexpr std::size_t rows_a_page = 200;
constexpr const char* unavailable = "the store does not answer\n";

void come_again(const net::http::responder& answer, const char* why) {
  net::http::response r;
  r.status = 503;
  r.headers.set("Retry-After", "1");
  r.body = why;
  answer(std::move(r));
}
} // namespace

struct edge_state::auditing {
  audit_order order;
  net::http::responder answer;
  audit::window when;
  audit::journal_view journal;
  std::vector<store::dead_letter> dead;
  audit::sides_read read;
  audit::report report;
  std::size_t next = 0;
};

void edge_state::list_audited(net::http::responder answer, std::optional<store::recent_row> last) {
  self_->request(journal_, caf::infinite, list_recent{0, std::move(last), rows_a_page})
      .then(
          [answer](const recent_list& l) {
            std::vector<audit::listed> rows;
            for (auto& r : l.rows) {
              auto state = decode_state(r.state);
              rows.push_back(
                  {r.conversation, state ? state->shared.user.id : std::string{}, r.updated});
            }
            answer(200, audit::to_json(rows, rows.size() == rows_a_page), "application/json");
          },
          [answer](const caf::error&) { come_again(answer, unavailable); });
}

void edge_state::audit(net::http::responder answer, const audit_order& order) {
  if (std::exchange(auditing_, true)) return come_again(answer, "another audit is under way\n");
  const auto now = tools_->now();
  auto a = std::make_shared<auditing>(
      auditing{order,
               answer,
               audit::back_to(now, order.days, tools_->settings.store.retention.events.count()),
               {},
               {},
               {},
               {},
               0});
  a->report.conversation = order.key;
  self_
      ->request(journal_, caf::infinite,
                read_history{order.key, a->when.since - audit::read_before})
      .then(
          [this, a](found_history& found) {
            auto view = found.what ? audit::view_of(a->order.key, *found.what) : std::nullopt;
            if (!view) {
              auditing_ = false;
              if (found.what)
                a->answer(409, "its record cannot be read by this version\n");
              else
                a->answer(404, "there is no such conversation\n");
              return;
            }
            a->journal = std::move(*view);
            a->dead = std::move(found.what->dead);
            worker_actor me{self_};
            audit::read_sides(tools_->others, a->journal, a->when.since,
                              [this, me, a](audit::sides_read r) {
                                a->read = std::move(r);
                                caf::anon_send(me, job{std::make_shared<std::function<void()>>(
                                                       [this, a] { audit_compared(a); })});
                              });
          },
          [this, a](const caf::error&) {
            auditing_ = false;
            come_again(a->answer, unavailable);
          });
}

void edge_state::audit_compared(const std::shared_ptr<auditing>& a) {
  a->report.gaps = audit::compare(a->journal, a->read.sides, a->when);
  a->report.not_compared = a->read.sides.not_compared;
  if (!a->report.gaps.empty())
    log::warning(
        "audit", "gaps",
        {{"conv", a->order.key}, {"gaps", a->report.gaps.size()}, {"repair", a->order.repair}});
  if (a->order.repair)
    mend_next(a);
  else
    end_audit(a);
}

void edge_state::mend_next(const std::shared_ptr<auditing>& a) {
  while (a->next < a->report.gaps.size()) {
    auto& g = a->report.gaps[a->next++];
    if (audit::mend_of(g.kind) == audit::mend::wake) {
      caf::anon_send(router_, wake_conversation{a->order.key});
      a->report.asked.emplace_back(to_string(g.kind));
      continue;
    }
    auto e = audit::event_for(g, a->journal, a->read, a->dead, tools_->now());
    if (!e) continue;
    if (auto* w = std::get_if<conversation::agent_wrote>(&e->what); w && tools_->names)
      w->from.name = tools_->names->known(w->from.id);
    a->report.asked.emplace_back(to_string(g.kind));
    // An event that was a dead letter leaves them once it is taken; a command does so by itself.
    const bool drop = g.kind == audit::gap_kind::dead_letter &&
                      !std::holds_alternative<conversation::command_revived>(e->what);
    drop_dead_letter letter{a->order.key, g.command};
    self_->request(router_, caf::infinite, std::move(*e))
        .then(
            [this, a, drop, letter] {
              if (!drop) return mend_next(a);
              self_->request(journal_, caf::infinite, letter)
                  .then([this, a](bool) { mend_next(a); },
                        [this, a](const caf::error&) { mend_next(a); });
            },
            [this, a](const caf::error&) { mend_next(a); });
    return;
  }
  end_audit(a);
}

void edge_state::end_audit(const std::shared_ptr<auditing>& a) {
  auditing_ = false;
  a->answer(200, audit::to_json(a->report), "application/json");
}

} // namespace flexcord::actors
