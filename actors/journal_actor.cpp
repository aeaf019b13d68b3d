#include "actors/journal_actor.hpp"

#include "config/crash_point.hpp"
#include "config/log.hpp"
#include "net/backoff.hpp"

#include <caf/sec.hpp>

namespace flexcord::actors {
namespace {

constexpr std::size_t group_limit = 256;
constexpr net::backoff_rules pauses{std::chrono::milliseconds(250), std::chrono::seconds(2)};
constexpr const char* probe_name = "write-probe";

const char* name_of(store::failure_kind k) {
  constexpr const char* names[] = {"unavailable", "unusable", "damaged"};
  return names[static_cast<int>(k)];
}

caf::error refused() { return caf::make_error(caf::sec::runtime_error, "the store fails"); }

} // namespace

journal_state::journal_state(journal_actor::pointer self, std::unique_ptr<store::journal> store,
                             journal_tools tools)
    : self_(self), store_(std::move(store)), tools_(std::move(tools)), group_size_(group_limit) {
  tools_.numbers->store_ready(true);
}

template <class T, class Call>
caf::result<T> journal_state::ask(use u, Call call) {
  if (condition_.damaged()) return refused();
  auto got = call();
  if (got) {
    worked(u);
    return T{std::move(*got)};
  }
  failed(u, got.error());
  return refused();
}

template <class Call>
caf::result<void> journal_state::write(Call call) {
  if (condition_.damaged()) return refused();
  if (store::result<void> r = call(); !r) {
    failed(use::write, r.error());
    return refused();
  }
  worked(use::write);
  return caf::unit;
}

void journal_state::worked(use u) {
  if (condition_.worked(u) != store_condition::news::recovered) return;
  tools_.report->works();
  tools_.numbers->store_ready(true);
  log::info("journal", "store-recovered");
}

void journal_state::failed(use u, const store::failure& f) {
  const auto news = condition_.failed(u, f);
  if (news != store_condition::news::none) {
    const bool damaged = news == store_condition::news::damaged;
    tools_.report->fails(f.cause);
    tools_.numbers->store_ready(false);
    tools_.numbers->store_failure(name_of(f.kind));
    log::error("journal", damaged ? "store-damaged" : "store-failed",
               {{"kind", name_of(f.kind)}, {"detail", f.detail}});
    if (damaged) {
      tools_.report->damaged(f.detail);
      tools_.on_damage();
    }
  }
  try_again();
}

void journal_state::try_again() {
  if (condition_.damaged() || std::exchange(scheduled_, true)) return;
  self_->delayed_send(self_, net::backoff(pauses, condition_.failures(), 1.0), caf::unit);
}

journal_actor::behavior_type journal_state::make_behavior() {
  return {
      [this](store::step& s) -> caf::result<commit_verdict> {
        auto promise = self_->make_response_promise<commit_verdict>();
        waiting_.push_back({std::move(s), promise});
        if (!std::exchange(scheduled_, true))
          self_->send(self_, caf::unit); // behind everything already in the mailbox
        return promise;
      },
      [this](const load_conversation& r) -> caf::result<loaded_conversation> {
        return read<loaded_conversation>([&]() -> store::result<loaded_conversation> {
          auto got = store_->load(r.key);
          if (!got) return got.error();
          return *got ? loaded_conversation{true, std::move(**got)} : loaded_conversation{};
        });
      },
      [this](const list_unfinished&) {
        return read<key_list>([&] { return store_->unfinished(); });
      },
      [this](const list_timers& r) {
        return read<timer_list>([&] { return store_->timers(r.conversation, r.kind, r.most); });
      },
      [this](const list_recent& r) {
        return read<recent_list>([&] { return store_->recent(r.since, r.last, r.most); });
      },
      [this](const read_transcript& r) {
        return read<transcript_lines>([&] { return store_->transcript(r.key, r.most); });
      },
      [this](const read_links& r) {
        return read<link_list>([&] {
          return r.by_desk ? store_->links_of_desk(r.key, r.id)
                           : store_->links_of_user(r.key, r.id);
        });
      },
      [this](const find_alias& r) {
        return read<alias_target>([&] { return store_->find(r.alias); });
      },
      [this](const new_case& r) {
        return ask<case_number>(use::write, [&] { return store_->open_case(r.request); });
      },
      [this](const find_case& r) {
        return read<found_case>([&] { return store_->case_for(r.request, r.resolved_since); });
      },
      [this](const read_case_facts& r) {
        return read<case_facts_row>([&] { return store_->facts_of(r.number); });
      },
      [this](const list_cases& r) {
        return read<listed_cases>([&] { return store_->list_cases(r.wanted); });
      },
      [this](const read_timeline& r) {
        return read<timeline_rows>([&] {
          return r.newest ? store_->newest_entries(r.number, r.most)
                          : store_->timeline(r.number, r.after, r.most);
        });
      },
      [this](const read_value& r) {
        return read<stored_value>([&] { return store_->get(r.name); });
      },
      [this](const write_value& r) { return write([&] { return store_->put(r.name, r.value); }); },
      [this](const bury& b) { return write([&] { return store_->bury(b.letter, b.outbox_id); }); },
      [this](const list_dead_letters& r) {
        return read<dead_letter_list>([&] { return store_->dead_letters(r.last, r.most); });
      },
      [this](const find_dead_letter& r) {
        return read<found_dead_letter>(
            [&] { return store_->dead_letter_of(r.conversation, r.id); });
      },
      [this](const drop_dead_letter& r) {
        return ask<bool>(use::write,
                         [&] { return store_->drop_dead_letter(r.conversation, r.id); });
      },
      [this](const read_history& r) {
        return read<found_history>([&] { return store_->history_of(r.key, r.since); });
      },
      [this](const read_counts&) { return read<journal_counts>([&] { return store_->count(); }); },
      [this](const forget_page& r) {
        return ask<forgotten_page>(use::write,
                                   [&] { return store_->forget(r.limits, r.from, r.most); });
      },
      [this](const list_conversations& r) {
        return read<recent_list>([&] {
          return r.records ? store_->records(r.after, r.most)
                           : store_->conversations(r.after, r.most);
        });
      },
      [this](const read_everything& r) {
        return read<everything_stored>([&] { return store_->everything(r.key); });
      },
      [this](const read_cases& r) {
        return read<case_list>([&] { return store_->cases_of(r.key, r.reporter); });
      },
      [this](const erase_stored& r) {
        return ask<erased_rows>(use::write, [&] { return store_->erase(r.what); });
      },
      [this](const scrub_store&) { return ask<bool>(use::write, [&] { return store_->scrub(); }); },
      [this](caf::unit_t) -> caf::result<void> {
        flush();
        return caf::unit;
      },
  };
}

void journal_state::flush() {
  scheduled_ = false;
  if (condition_.damaged()) return;
  if (waiting_.empty()) {
    probe();
    return;
  }
  const auto size = std::min(group_size_, waiting_.size());
  std::vector<store::step> group;
  group.reserve(size);
  for (std::size_t i = 0; i < size; ++i) group.push_back(std::move(waiting_[i].step));
  auto began = std::chrono::steady_clock::now();
  crash::pass(crash::point::before_commit);
  auto verdicts = store_->commit(group);
  if (!verdicts) {
    for (std::size_t i = 0; i < size; ++i) waiting_[i].step = std::move(group[i]);
    group_size_ = 1;
    failed(use::write, verdicts.error());
    return;
  }
  crash::pass(crash::point::after_commit);
  worked(use::write);
  group_size_ = std::min(group_limit, group_size_ * 2);
  tools_.numbers->store_commit(size, std::chrono::steady_clock::now() - began);
  for (std::size_t i = 0; i < size; ++i) {
    if (tools_.committed && (*verdicts)[i] == store::verdict::committed) tools_.committed(group[i]);
    waiting_.front().promise.deliver(commit_verdict{(*verdicts)[i]});
    waiting_.pop_front();
  }
  if (waiting_.empty()) return;
  scheduled_ = true;
  self_->send(self_, caf::unit);
}

/// A failing store that nobody asks anything of would never be known to work again.
void journal_state::probe() {
  if (condition_.fine()) return;
  if (auto wrote = store_->put(probe_name, {}); wrote)
    worked(use::write);
  else
    failed(use::write, wrote.error());
}

} // namespace flexcord::actors
