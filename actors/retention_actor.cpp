#include "actors/retention_actor.hpp"

#include "config/log.hpp"

#include <caf/send.hpp>

#include <algorithm>

namespace flexcord::actors {
namespace {
constexpr auto first_pass_after = std::chrono::minutes(1);
constexpr auto pause = std::chrono::milliseconds(20);
constexpr std::size_t rows_a_page = 500;
} // namespace

store::forget_before too_old(const config::retention_settings& kept, conversation::millis now) {
  auto before = [now](config::milliseconds time) {
    return time.count() == 0 ? 0 : std::max<conversation::millis>(0, now - time.count());
  };
  return {before(kept.transcript), before(kept.events), before(kept.dead_letters),
          before(kept.conversations)};
}

retention_state::retention_state(worker_actor::pointer self, retention_tools tools,
                                 journal_actor journal)
    : self_(self), me_(self), tools_(std::move(tools)), journal_(std::move(journal)) {}

worker_actor::behavior_type retention_state::make_behavior() {
  // A handle to itself would keep the actor alive; it is given up with the exit message.
  self_->set_exit_handler([this](caf::exit_msg& m) {
    timer_.cancel();
    me_ = nullptr;
    self_->quit(std::move(m.reason));
  });
  later(std::min<config::milliseconds>(first_pass_after, tools_.kept.interval),
        [this] { begin_pass(); });
  return {[](const job& j) { (*j.run)(); }};
}

void retention_state::begin_pass() {
  limits_ = too_old(tools_.kept, tools_.now());
  gone_ = {};
  next_page({});
}

void retention_state::next_page(store::forget_place from) {
  self_->request(journal_, caf::infinite, forget_page{limits_, std::move(from), rows_a_page})
      .then(
          [this](forgotten_page& page) {
            auto& done = page.done;
            gone_[static_cast<std::size_t>(done.kind)] += done.rows;
            if (done.rows > 0) tools_.numbers->forgotten(store::name_of(done.kind), done.rows);
            if (!done.next) {
              end_pass();
              return;
            }
            later(pause, [this, next = std::move(*done.next)] { next_page(next); });
          },
          // The journal has logged why.
          [this](const caf::error&) { end_pass(); });
}

void retention_state::end_pass() {
  const bool any = std::ranges::any_of(gone_, [](auto n) { return n > 0; });
  auto rows = [this](store::forgettable kind) { return gone_[static_cast<std::size_t>(kind)]; };
  using store::forgettable;
  log::write(any ? log::level::info : log::level::debug, "retention", "pass-ended",
             {{"transcript", rows(forgettable::transcript)},
              {"links", rows(forgettable::links)},
              {"events", rows(forgettable::events)},
              {"dead_letters", rows(forgettable::dead_letters)},
              {"conversations", rows(forgettable::conversations)}});
  later(tools_.kept.interval, [this] { begin_pass(); });
}

void retention_state::later(std::chrono::milliseconds delay, std::function<void()> work) {
  timer_ = tools_.rt->after(delay, [me = me_, work = std::move(work)] {
    caf::anon_send(me, job{std::make_shared<std::function<void()>>(work)});
  });
}

} // namespace flexcord::actors
