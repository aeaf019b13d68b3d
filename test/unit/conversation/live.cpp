#include "test/unit/conversation/script.hpp"

#define CAF_SUITE machine_live
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

namespace {
talk live_talk() {
  talk t;
  t.rule.live_transcript = true;
  return t;
}
} // namespace

SCENARIO("the desk follows every turn") {
  GIVEN("the live transcript is on") {
    auto t = live_talk();
    WHEN("user and bot talk") {
      CHECK_EQ(t.on(wrote("m1", "hello")),
               "with_bot thinking: open_desk fc-1 without case, post fc-1 user m1 'hello', "
               "ask_bot 1 'hello'");
      t.opened();
      t.bot("hi");
      CHECK_EQ(t.on(delivered{t.last_of<say>(), {"d1"}, -1}), "with_bot: post fc-1 bot d1 'hi'");
      THEN("the handoff asks in the same desk conversation and copies nothing twice") {
        t.on(agent_requested{"button", ada()});
        CHECK_EQ(t.on(case_opened{7}),
                 "awaiting_agent/desk_asked: notice 'Case #7 was created' [cancel], "
                 "invite fc-1 case 7 'button'");
        t.invited();
        CHECK_EQ(t.desk(joined("Ana")), "with_agent Ana: notice 'Ana has joined the conversation'");
      }
    }
  }
}

SCENARIO("an agent whom nobody asked takes over") {
  GIVEN("the bot thinks in a live transcript") {
    auto t = live_talk();
    t.on(wrote("m1", "hello"));
    t.opened();
    auto look = t;
    WHEN("an agent joins, or is found by a look") {
      const std::string taken = "with_agent Ana: open_case handoff 'an agent came', "
                                "notice 'Ana has joined the conversation'";
      CHECK_EQ(t.desk(joined("Ana")), taken);
      CHECK_EQ(look.seen({person_at_desk("Ana")}), taken);
      THEN("the bot is silent and the talk ends like any other, with a case of its own") {
        CHECK_EQ(t.bot("late"), "with_agent Ana (stale)");
        CHECK_EQ(t.now.shared.epoch, 2u);
        CHECK_EQ(t.on(wrote("m2", "oh")), "with_agent Ana: post fc-1 user m2 'oh'");
        auto late = t;
        t.on(case_opened{7});
        CHECK_EQ(t.cases(), "case 7 open 'agent joined' as joined");
        t.completed();
        CHECK_EQ(t.cases(), "case 7 resolved 'agent finished' as left");
        CHECK_EQ(describe(t.now.now), "wrapping_up");
        late.completed(); // before the case had its number
        late.on(case_opened{7});
        CHECK_EQ(late.cases(), "case 7 resolved 'agent finished' as left");
      }
    }
  }
}

SCENARIO("an agent takes over while a case is being opened") {
  GIVEN("a person was asked for in a live transcript") {
    auto t = live_talk();
    t.on(wrote("m1", "hello"));
    t.opened();
    t.on(agent_requested{"button", ada()});
    WHEN("an agent joins before the case has its number") {
      t.desk(joined("Ana"));
      THEN("the case is theirs") {
        CHECK_EQ(t.on(case_opened{7}), "with_agent Ana");
        CHECK_EQ(t.cases(), "case 7 open 'agent joined' as joined");
        t.completed();
        CHECK_EQ(t.cases(), "case 7 resolved 'agent finished' as left");
      }
    }
  }
}

SCENARIO("the desk's conversation ends under a talk with the bot") {
  GIVEN("talks with the bot in a live transcript") {
    auto closed = live_talk(), failed = live_talk(), seen = live_talk(), withdrawn = live_talk();
    for (auto* t : {&closed, &failed, &seen, &withdrawn}) {
      t->on(wrote("m1", "hello"));
      t->opened();
      t->bot("hi");
    }
    WHEN("it is closed there, fails, or is seen to be closed") {
      CHECK_EQ(closed.desk(desk_ended{}), "with_bot: look fc-1 after -1");
      CHECK_EQ(failed.on(desk_failed{"fc-1", "x"}), "with_bot: close_desk fc-1 (drop fc-1)");
      CHECK_EQ(seen.seen({}, "closed"), "with_bot");
      CHECK_EQ(withdrawn.desk(desk_ended{desk_ended::how::cancelled}), "with_bot: close_desk fc-1");
      THEN("the next message opens another with the whole talk, which the bot remembers too") {
        CHECK_EQ(closed.on(wrote("m2", "again")),
                 "with_bot thinking: open_desk fc-2 without case, backfill fc-2 (0..1000], "
                 "post fc-2 user m2 'again', ask_bot 2 'again'");
        CHECK_EQ(closed.last_of<ask_bot>().since, 0);
      }
    }
  }
}

SCENARIO("what the desk did not get of a talk with the bot is not asked twice") {
  GIVEN("the bot has answered a message whose copy is under way") {
    auto t = live_talk();
    t.on(wrote("m1", "hello"));
    auto copy = t.last_of<post>();
    t.opened();
    t.bot("hi");
    WHEN("the copy is refused, or finds the desk closed before or after we know it") {
      auto refused = t, later = t;
      CHECK_EQ(refused.on(undeliverable{copy, "refused"}), "with_bot");
      CHECK_EQ(t.on(undeliverable{copy, "gone"}), "with_bot: look fc-1 after -1");
      CHECK(!t.now.shared.desk.open);
      later.desk(desk_ended{});
      THEN("the bot is not asked again and the user not troubled") {
        CHECK_EQ(later.on(undeliverable{copy, "gone"}), "with_bot");
      }
    }
  }
}

SCENARIO("a live transcript ends with the talk") {
  GIVEN("a talk with the bot") {
    auto t = live_talk();
    t.on(wrote("m1", "hello"));
    t.opened();
    t.bot("hi");
    WHEN("nobody writes for long") {
      THEN("the desk's conversation is closed after what is under way") {
        CHECK_EQ(t.fire(timer::idle), "idle: close_desk fc-1");
        CHECK_EQ(t.desk(joined("Ana"), "CH1"), "idle (stale)");
      }
    }
  }
}
