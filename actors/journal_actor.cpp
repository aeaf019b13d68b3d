#include "actors/journal_actor.hpp"

#include "config/crash_point.hpp"
#include "config/log.hpp"

#include <caf/sec.hpp>

namespace flexcord::actors {
namespace {
constexpr std::size_t group_limit = 256;
constexpr auto retry_after = std::chrono::milliseconds(250);
} // namespace

journal_state::journal_state(journal_actor::pointer self, std::unique_ptr<store::journal> store,
                             metrics* numbers, store_health health)
    : self_(self), store_(std::move(store)), numbers_(numbers), health_(std::move(health)) {}

template <class T, class Call>
caf::result<T> journal_state::read(Call call) {
  auto got = call();
  if (got) {
    health_->store(true);
    return T{std::move(*got)};
  }
  failed(got.error());
  return caf::make_error(caf::sec::runtime_error, got.error().detail);
}

caf::result<void> journal_state::done(const store::result<void>& r) {
  if (r) return caf::unit;
  failed(r.error());
  return caf::make_error(caf::sec::runtime_error, r.error().detail);
}

void journal_state::failed(const store::failure& f) {
  if (health_->exchange(false))
    log::error("journal", "store-failed",
               {{"kind", f.kind == store::failure_kind::unusable ? "unusable" : "unavailable"},
                {"detail", f.detail}});
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
        auto got = store_->load(r.key);
        if (!got) {
          failed(got.error());
          return caf::make_error(caf::sec::runtime_error, got.error().detail);
        }
        health_->store(true);
        return got->has_value() ? loaded_conversation{true, std::move(**got)}
                                : loaded_conversation{};
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
        return read<case_number>([&] { return store_->open_case(r.request); });
      },
      [this](const read_value& r) {
        return read<stored_value>([&] { return store_->get(r.name); });
      },
      [this](const write_value& r) { return done(store_->put(r.name, r.value)); },
      [this](const bury& b) { return done(store_->bury(b.letter, b.outbox_id)); },
      [this](const list_dead_letters& r) {
        return read<dead_letter_list>([&] { return store_->dead_letters(r.last, r.most); });
      },
      [this](const find_dead_letter& r) {
        return read<found_dead_letter>(
            [&] { return store_->dead_letter_of(r.conversation, r.id); });
      },
      [this](const drop_dead_letter& r) {
        return read<bool>([&] { return store_->drop_dead_letter(r.conversation, r.id); });
      },
      [this](const read_counts&) { return read<journal_counts>([&] { return store_->count(); }); },
      [this](caf::unit_t) -> caf::result<void> {
        flush();
        return caf::unit;
      },
  };
}

void journal_state::flush() {
  scheduled_ = false;
  if (waiting_.empty()) return;
  auto size = one_by_one_ ? std::size_t{1} : std::min(group_limit, waiting_.size());
  std::vector<store::step> group;
  group.reserve(size);
  for (std::size_t i = 0; i < size; ++i) group.push_back(std::move(waiting_[i].step));
  auto began = std::chrono::steady_clock::now();
  crash::pass(crash::point::before_commit);
  auto verdicts = store_->commit(group);
  if (!verdicts) {
    for (std::size_t i = 0; i < size; ++i) waiting_[i].step = std::move(group[i]);
    failed(verdicts.error());
    one_by_one_ = true;
    scheduled_ = true;
    self_->delayed_send(self_, retry_after, caf::unit);
    return;
  }
  crash::pass(crash::point::after_commit);
  if (!health_->exchange(true)) log::info("journal", "store-recovered");
  numbers_->store_commit(size, std::chrono::steady_clock::now() - began);
  for (std::size_t i = 0; i < size; ++i) {
    waiting_.front().promise.deliver(commit_verdict{(*verdicts)[i]});
    waiting_.pop_front();
  }
  if (waiting_.empty()) {
    one_by_one_ = false;
    return;
  }
  scheduled_ = true;
  self_->send(self_, caf::unit);
}

} // namespace flexcord::actors
