#include "actors/cases/cases_actor.hpp"

#include "config/log.hpp"

#include <caf/send.hpp>

#include <memory>

namespace flexcord::actors {
namespace {
constexpr auto sweep_every = std::chrono::seconds(30);
} // namespace

cases_state::cases_state(cases_actor::pointer self, journal_actor journal, case_tools tools)
    : self_(self), journal_(std::move(journal)), tools_(std::move(tools)) {
  keeping_.core.how = tools_.how;
  keeping_.journal = journal_;
  keeping_.now = tools_.now;
  keeping_.numbers = tools_.numbers;
  keeping_.component = "cases";
  keeping_.perform = [this](const std::string& key, const order& o, bool maybe_done) {
    perform(key, o, maybe_done);
  };
}

cases_actor::behavior_type cases_state::make_behavior() {
  self_->delayed_send(self_, sweep_every, sweep{});
  return {
      [this](ask_case& a) -> caf::result<case_answer> {
        auto promise = self_->make_response_promise<case_answer>();
        open(std::move(a), promise);
        return promise;
      },
      [this](tell_of_case& t) -> caf::result<void> {
        auto promise = self_->make_response_promise<void>();
        with(t.number, false, [what = std::move(t.what), promise](book& b) mutable {
          b.take(std::move(what), [promise](const caf::error& why) mutable {
            why ? promise.deliver(why) : promise.deliver();
          });
        });
        return promise;
      },
      [this](change_case& c) -> caf::result<case_now> {
        auto promise = self_->make_response_promise<case_now>();
        with(c.number, false, [what = std::move(c.what), promise](book& b) mutable {
          b.take(std::move(what), [promise, &b](const caf::error& why) mutable {
            why ? promise.deliver(why) : promise.deliver(case_now{b.now()});
          });
        });
        return promise;
      },
      [this](const wake_case& w) { with(w.number, false, [](book&) {}); },
      [](const job& j) { (*j.run)(); },
      [this](const sweep&) {
        forget_quiet();
        self_->delayed_send(self_, sweep_every, sweep{});
      },
  };
}

void cases_state::open(ask_case a, caf::typed_response_promise<case_answer> promise) {
  auto asked = std::make_shared<ask_case>(std::move(a));
  auto again = [this, asked, promise](const caf::error&) { // the journal has logged why
    self_->run_delayed(std::chrono::milliseconds(500),
                       [this, asked, promise] { open(*asked, promise); });
  };
  self_
      ->request(journal_, caf::infinite,
                find_case{asked->request, tools_.now() - tools_.reopen_within})
      .then(
          [this, asked, promise, again](const found_case& f) {
            if (f.known) return opened(*asked, *f.known, promise);
            self_->request(journal_, caf::infinite, new_case{asked->request})
                .then(
                    [this, asked, promise](const case_number& n) {
                      opened(*asked, {n.number, false}, promise);
                    },
                    again);
          },
          again);
}

void cases_state::opened(const ask_case& a, store::known_case found,
                         caf::typed_response_promise<case_answer> promise) {
  record::happening<cases::event> e;
  e.id = "asked:" + a.request.conversation + ":" + std::to_string(a.request.command_id);
  e.at = a.request.at;
  e.trace = a.trace;
  auto what = a.what;
  what.number = found.number;
  e.what = std::move(what);
  with(found.number, !found.earlier, [found, promise, e = std::move(e)](book& b) mutable {
    b.take(std::move(e), [found, promise](const caf::error& why) mutable {
      why ? promise.deliver(why) : promise.deliver(case_answer{found.number, found.earlier});
    });
  });
}

void cases_state::with(std::uint64_t number, bool fresh, std::function<void(book&)> use) {
  if (auto known = books_.find(number); known != books_.end()) return use(*known->second);
  if (fresh) return use(keep(number, {}));
  // One of before there were records is begun with what is listed of it.
  self_->request(journal_, caf::infinite, read_case_facts{number})
      .then(
          [this, number, use](const case_facts_row& row) {
            use(keep(number, row.facts ? cases::state_of(*row.facts) : cases::state{}));
          },
          [this, number, use](const caf::error&) {
            self_->run_delayed(std::chrono::milliseconds(500),
                               [this, number, use] { with(number, false, use); });
          });
}

cases_state::book& cases_state::keep(std::uint64_t number, cases::state known) {
  auto& place = books_[number];
  if (!place)
    place = std::make_unique<book>(self_, cases::record_key(number), keeping_, std::move(known));
  return *place;
}

void cases_state::perform(const std::string& key, const order& o, bool maybe_done) {
  const auto number = cases::number_in(key);
  auto told = [this, me = cases_actor{self_}, number, o](std::string id, std::string reason) {
    auto run = [this, number, o, id = std::move(id), reason = std::move(reason)] {
      outcome(number, o, id, reason);
    };
    caf::anon_send(me, job{std::make_shared<std::function<void()>>(std::move(run))});
  };
  auto& doers = tools_.doers;
  const bool nobody = (std::holds_alternative<cases::show>(o.what) && !doers.show) ||
                      (std::holds_alternative<cases::redraw>(o.what) && !doers.redraw) ||
                      (std::holds_alternative<cases::tell>(o.what) && !doers.tell) ||
                      (std::holds_alternative<cases::call_hook>(o.what) && !doers.hook);
  if (nobody) return told({}, "failed"); // kept for a person as a dead letter
  if (auto* s = std::get_if<cases::show>(&o.what)) return doers.show(o, *s, maybe_done, told);
  if (auto* r = std::get_if<cases::redraw>(&o.what)) return doers.redraw(o, *r, told);
  if (auto* t = std::get_if<cases::tell>(&o.what)) return doers.tell(o, *t, maybe_done, told);
  if (auto* h = std::get_if<cases::call_hook>(&o.what)) return doers.hook(o, *h, told);
  tell_case(o, std::get<cases::tell_case>(o.what), number);
}

void cases_state::tell_case(const order& o, const cases::tell_case& t, std::uint64_t from) {
  record::happening<cases::event> e;
  e.id = "case:" + std::to_string(from) + ":" + std::to_string(o.id);
  e.at = o.created;
  e.trace = o.trace;
  if (t.joins)
    e.what = cases::joined_by{from, t.listeners, t.voters};
  else
    e.what = cases::master_said{from, t.now};
  with(t.number, false, [this, from, o, e = std::move(e)](book& other) mutable {
    other.take(std::move(e), [this, from, o](const caf::error& why) {
      outcome(from, o, {}, why ? "failed" : "");
    });
  });
}

void cases_state::outcome(std::uint64_t number, const order& o, std::string id,
                          std::string reason) {
  if (tools_.numbers != nullptr)
    tools_.numbers->command(name_of(o.what), reason.empty() ? "delivered" : "undeliverable");
  if (!reason.empty())
    log::info(
        "cases", "not-done",
        {{"case", number}, {"command", name_of(o.what)}, {"why", reason}, {"trace", o.trace}});
  record::happening<cases::event> e;
  e.id = "done:" + std::to_string(o.id);
  e.at = tools_.now();
  e.completes = o.id;
  e.trace = o.trace;
  if (reason.empty())
    e.what = cases::done{o.what, std::move(id)};
  else
    e.what = cases::failed{o.what, std::move(reason)};
  with(number, false, [e = std::move(e)](book& b) mutable { b.take(std::move(e)); });
}

void cases_state::forget_quiet() {
  std::erase_if(books_, [](const auto& entry) { return entry.second->quiet(); });
}

} // namespace flexcord::actors
