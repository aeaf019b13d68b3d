#define CAF_SUITE reconcile
#include "actors/reconcile/reconcile_actor.hpp"
#include "test/scenario/world.hpp"

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors;
using namespace flexcord::conversation;

namespace {

clock_actor::behavior_type counting_clock(clock_actor::pointer, int* ticks) {
  return {[](const set_timer&) {}, [](const clear_timer&) {}, [ticks](const tick&) { ++*ticks; }};
}

struct fixture : world_fixture {
  ~fixture() {
    for (auto& h : {caf::actor_cast<caf::actor>(finder), caf::actor_cast<caf::actor>(ticker)})
      caf::anon_send_exit(h, caf::exit_reason::user_shutdown);
    finder = nullptr, ticker = nullptr;
    consume_messages();
  }
  void start(bool undecided) {
    ticker = sys.spawn(counting_clock, &ticks);
    reconcile_tools t{&rt,  nullptr, [this] { return now; }, [] { return 0.5; }, &numbers,
                      book, 1000};
    finder =
        sys.spawn<reconcile_impl>(std::move(t), journal, router, ticker, loss_record{}, undecided);
    consume_messages();
  }
  flexcord::net::runtime rt;
  int ticks = 0;
  clock_actor ticker;
  reconcile_actor finder;
};

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("no timer fires before it is known whether events are missing") {
  GIVEN("a process that goes on where another one ended") {
    start(true);
    CHECK_EQ(ticks, 0);
    WHEN("the gateway has its session again, and later once more") {
      self->send(finder, session_resumed{});
      consume_messages();
      CHECK_EQ(ticks, 1);
      self->send(finder, session_resumed{});
      consume_messages();
      THEN("the clock was set going once") { CHECK_EQ(ticks, 1); }
    }
    WHEN("the session is lost") {
      auto noted = self->request(finder, caf::infinite, session_lost{now - 1000});
      consume_messages();
      noted.receive([] {}, [](const caf::error& why) { CAF_FAIL("not noted: " << why); });
      THEN("the clock goes, and the loss is in the journal") {
        CHECK_EQ(ticks, 1);
        auto kept = self->request(journal, caf::infinite, read_value{"losses"});
        consume_messages();
        kept.receive([](const stored_value& v) { CHECK_NE(loss_record_from(v.value).since, 0); },
                     [](const caf::error& why) { CAF_FAIL("not read: " << why); });
      }
    }
  }
}

SCENARIO("the first process there ever was has nothing to wait for") {
  GIVEN("an empty store") {
    WHEN("the process starts") {
      start(false);
      THEN("timers may fire") { CHECK_EQ(ticks, 1); }
    }
  }
}

END_FIXTURE_SCOPE()
