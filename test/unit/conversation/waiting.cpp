#include "test/unit/conversation/script.hpp"

#define CAF_SUITE machine_waiting
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

SCENARIO("what nobody has heard is the bot's again when no agent comes") {
  GIVEN("a wish for a person that the agent before did not hear, and another text") {
    talk t;
    t.to_agent();
    t.desk(desk_ended{desk_ended::how::completed});
    t.on(wrote("m8", "and the map?"));
    t.on(wrote("m9", "talk to a person"));
    t.seen({}, "closed");
    t.on(case_opened{8});
    WHEN("the user takes it back before anybody came") {
      auto then = t.on(request_cancelled{});
      THEN("the bot is asked about both") {
        CHECK(then.starts_with("with_bot thinking: "));
        CHECK(std::get<ask_bot>(t.last.commands.back().what).text ==
              "and the map?\ntalk to a person");
      }
    }
  }
}

SCENARIO("a text that the agent before never got is the bot's as well when no agent comes") {
  GIVEN("a text on its way to an agent who is done, and a wish for a person behind it") {
    talk t;
    t.to_agent();
    t.on(wrote("m8", "and the map?"));
    const auto late = t.last_of<post>();
    t.completed();
    t.under_way = {{late.desk, true}};
    t.on(wrote("m9", "talk to a person"));
    t.on(case_opened{8});
    WHEN("it turns out that the desk did not take it, and the user takes the wish back") {
      t.under_way.clear();
      t.on(undeliverable{late, "gone"});
      t.on(request_cancelled{});
      THEN("the bot is asked about it") { CHECK_EQ(t.last_of<ask_bot>().text, "and the map?"); }
    }
  }
}

SCENARIO("what the user writes while waiting reaches the desk") {
  GIVEN("a person was asked for") {
    talk t;
    t.on(agent_requested{"button", ada()});
    WHEN("the user writes before and after the desk is open") {
      CHECK_EQ(t.on(wrote("m1", "early")), "awaiting_agent/case_asked");
      t.on(case_opened{7});
      THEN("the first goes with the copy, the second as a post, edits follow") {
        CHECK_EQ(describe(t.last_of<backfill>()), "backfill fc-1 (0..1010]");
        CHECK_EQ(t.on(wrote("m2", "later")),
                 "awaiting_agent/desk_asked: post fc-1 user m2 'later'");
        CHECK_EQ(t.on(user_edited{"m2", "now"}),
                 "awaiting_agent/desk_asked: edit_post fc-1 m2 'now'");
        CHECK_EQ(t.on(user_deleted{"m2"}), "awaiting_agent/desk_asked: delete_post fc-1 m2");
      }
    }
  }
}

SCENARIO("asking twice is answered once more") {
  GIVEN("the user waits") {
    talk t;
    t.to_queue();
    WHEN("they ask again") {
      THEN("they are told that it is under way") {
        CHECK_EQ(t.on(agent_requested{"button", ada()}),
                 "awaiting_agent/queued (refused): notice 'Your request for a person is already "
                 "under way'");
      }
    }
  }
}

SCENARIO("the user cancels before the case has its number") {
  GIVEN("a person was just asked for") {
    talk t;
    t.on(agent_requested{"button", ada()});
    WHEN("they cancel") {
      CHECK_EQ(t.on(request_cancelled{}), "with_bot: notice 'Your request was cancelled'");
      CHECK_EQ(t.timers(), "+idle 86400s, -opening");
      THEN("the case that comes is closed") {
        CHECK_EQ(t.on(case_opened{7}), "with_bot (stale)");
        CHECK_EQ(t.cases(), "case 7 closed 'cancelled before the transfer' as cancelled");
      }
    }
  }
}

SCENARIO("the user cancels and asks again before the first case has its number") {
  GIVEN("a cancelled request and a new one") {
    talk t;
    t.on(agent_requested{"first", ada()});
    t.on(request_cancelled{});
    t.on(agent_requested{"second", ada()});
    WHEN("both numbers come") {
      t.on(case_opened{7});
      CHECK_EQ(describe(t.last_of<invite>()), "invite fc-1 case 7 'second'");
      t.on(case_opened{8});
      THEN("one is used, the other closed") {
        CHECK_EQ(t.cases(), "case 8 closed 'cancelled before the transfer' as cancelled");
      }
    }
  }
}

SCENARIO("the user cancels while the desk is being asked or the request is queued") {
  GIVEN("a user who waits, once before and once after the desk answered") {
    talk early, late;
    early.on(agent_requested{"button", ada()});
    early.on(case_opened{7});
    late.to_queue();
    WHEN("they cancel") {
      CHECK_EQ(early.on(request_cancelled{}),
               "with_bot: notice 'Your request was cancelled', close_desk fc-1 (drop fc-1)");
      CHECK_EQ(late.on(request_cancelled{}),
               "with_bot: notice 'Your request was cancelled', close_desk fc-1 (drop fc-1)");
      CHECK_EQ(late.cases(), "case 7 closed 'cancelled by the user' as cancelled");
      CHECK_EQ(late.timers(), "+idle 86400s, -queue, -poll");
      THEN("what the desk still says changes nothing, and there is nothing left to cancel") {
        CHECK_EQ(early.on(desk_opened{"fc-1", "CH1"}), "with_bot");
        CHECK_EQ(early.on(agent_invited{"fc-1", "KD1", "UO1", "WT1"}), "with_bot (stale)");
        CHECK_EQ(late.desk(joined("Ana"), "CH1"), "with_bot (stale)");
        CHECK_EQ(late.desk(desk_ended{}, "CH1"), "with_bot (stale)");
        CHECK_EQ(late.on(request_cancelled{}),
                 "with_bot (refused): notice 'There is no open request to cancel'");
      }
    }
  }
}

SCENARIO("a second request after a cancelled one carries the whole talk") {
  GIVEN("a request that was cancelled after the user had written to the queue") {
    talk t;
    t.to_queue();
    t.on(wrote("m1", "my order is 123"));
    t.on(request_cancelled{});
    WHEN("the user asks again, and in another talk writes to the bot") {
      auto other = t;
      t.on(agent_requested{"button", ada()});
      t.on(case_opened{8});
      other.on(wrote("m2", "so?"));
      THEN("the agent and the bot get what was said before") {
        CHECK_EQ(t.last_of<backfill>().after, 0);
        CHECK_EQ(other.last_of<ask_bot>().since, 0);
      }
    }
  }
}

SCENARIO("nobody comes") {
  GIVEN("users who wait") {
    talk timeout, ended, seen;
    timeout.to_queue();
    ended.to_queue();
    seen.to_queue();
    WHEN("the time is up, the desk says so, or a look shows it") {
      const auto told = std::string("with_bot: notice 'Sorry, nobody was free to take your request'"
                                    ", close_desk fc-1 (drop fc-1)");
      CHECK_EQ(timeout.fire(timer::queue), told);
      CHECK_EQ(ended.desk(desk_ended{desk_ended::how::nobody_came}), told);
      CHECK_EQ(seen.seen({}), told);
      THEN("the case stays open") {
        CHECK_EQ(timeout.cases(), "case 7 open 'no agent came in time'");
        CHECK_EQ(ended.cases(), "case 7 open 'the request ended without an agent'");
        CHECK_EQ(timeout.now.shared.epoch, 3u);
      }
    }
  }
}

SCENARIO("the poll looks at the desk while the user waits") {
  GIVEN("a user in the queue") {
    talk t;
    t.to_queue();
    WHEN("the poll is due") {
      CHECK_EQ(t.fire(timer::poll), "awaiting_agent/queued: look fc-1 after -1");
      CHECK_EQ(t.timers(), "+poll 30s");
      THEN("a poll while a slow desk is read is no news, and what is seen counts") {
        talk slow = t;
        CHECK_EQ(slow.fire(timer::poll), "awaiting_agent/queued"); // one look at a time
        CHECK_EQ(slow.timers(), "+poll 30s");
        CHECK_EQ(slow.seen({person_at_desk("Ana")}).substr(0, 10), "with_agent");
      }
      THEN("what happened meanwhile is looked at again, and only then counts") {
        t.desk(desk_changed{"participant"});
        CHECK_EQ(t.seen({}), "awaiting_agent/queued: look fc-1 after -1");
        CHECK_EQ(t.seen({}, "active", true), "awaiting_agent/queued");
        CHECK_EQ(t.seen({}, "active", false, true), "awaiting_agent/queued"); // being accepted
      }
    }
  }
}

SCENARIO("a look that began before the invitation does not end the request") {
  GIVEN("a look is under way when the request enters the queue") {
    talk t;
    t.on(agent_requested{"button", ada()});
    t.on(case_opened{7});
    t.opened();
    CHECK_EQ(t.desk(desk_changed{"participant"}), "awaiting_agent/desk_asked: look fc-1 after -1");
    t.invited();
    WHEN("it shows no task, being older than the request") {
      THEN("the next look decides") {
        CHECK_EQ(t.seen({}), "awaiting_agent/queued: look fc-1 after -1");
        CHECK_EQ(t.seen({}, "active", true), "awaiting_agent/queued");
      }
    }
  }
}
