#include "test/unit/conversation/script.hpp"

#define CAF_SUITE machine_agents
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

SCENARIO("an agent joins by any signal") {
  GIVEN("users in the queue") {
    WHEN("a hint, a participant event, a look or a first message tells") {
      THEN("the user is told once and the talk is the agent's") {
        const auto told = std::string("with_agent Ana: notice 'Ana has joined the conversation'");
        talk hint, event, look, word;
        CHECK_EQ(hint.to_queue().desk(joined("Ana", false)), told);
        CHECK_EQ(event.to_queue().desk(joined("Ana")), told);
        CHECK_EQ(event.timers(), "+agent 7200s, +poll 30s, -queue");
        CHECK_EQ(event.cases(), "case 7 open 'agent joined' as joined");
        CHECK_EQ(event.now.shared.epoch, 3u);
        CHECK_EQ(look.to_queue().seen({person_at_desk("Ana")}), told);
        CHECK_EQ(word.to_queue().desk(said("IM1", 0, "Hi, Ana here")),
                 told + ", agent Ana 'Hi, Ana here' of IM1");
        CHECK_EQ(hint.desk(joined("Ana")), "with_agent Ana (ignored)");
        CHECK(std::get<with_agent>(hint.now.now).agents.at(0).confirmed);
      }
    }
  }
}

SCENARIO("an agent who joins before the invitation is answered") {
  GIVEN("the desk was asked") {
    talk t;
    t.on(agent_requested{"button", ada()});
    t.on(case_opened{7});
    t.opened();
    WHEN("the agent joins first") {
      CHECK_EQ(t.desk(joined("Ana")), "with_agent Ana: notice 'Ana has joined the conversation'");
      THEN("the answer only adds what it knows") {
        CHECK_EQ(t.invited(), "with_agent Ana");
        CHECK_EQ(t.now.shared.desk.task, "WT1");
        CHECK_EQ(t.timers(), "");
      }
    }
  }
}

SCENARIO("an agent without a name") {
  GIVEN("a user in the queue") {
    talk t;
    t.to_queue();
    WHEN("an agent comes by a hint and the list names them by another id") {
      CHECK_EQ(t.desk(agent_joined{{"UT1", "", false}}),
               "with_agent UT1: notice 'An agent has joined the conversation'");
      CHECK_EQ(t.desk(joined("Ana")), "with_agent Ana (ignored)");
      THEN("it is one agent, also when the hint comes again") {
        CHECK_EQ(t.desk(agent_joined{{"UT1", "", false}}),
                 "with_agent Ana (ignored): look fc-1 after -1");
        CHECK_EQ(t.seen({person_at_desk("Ana")}), "with_agent Ana");
      }
    }
  }
}

SCENARIO("supervisors never have the talk") {
  GIVEN("a user in the queue, and one with an agent") {
    talk t, with;
    t.to_queue();
    with.to_agent();
    WHEN("a supervisor is there") {
      desk_seen e;
      e.name = "fc-1";
      e.supervisors = {"id-Sue"};
      e.channel = "active";
      e.tasks_known = e.invite_open = true;
      CHECK_EQ(t.desk(e), "awaiting_agent/queued");
      auto speaks = said("IM1", 0, "please note", "Sue");
      speaks.from.confirmed = false;
      CHECK_EQ(with.desk(speaks), "with_agent Ana,Sue: notice 'Sue has joined the conversation', "
                                  "agent Sue 'please note' of IM1");
      THEN("one who wrote does not keep the talk open when the agent leaves") {
        e.agents = {person_at_desk("Ana")};
        CHECK_EQ(with.desk(e), "with_agent Ana");
        e.agents = {};
        e.invite_open = false;
        CHECK_EQ(with.desk(e),
                 "wrapping_up: notice 'Ana has left the conversation', close_desk fc-1, "
                 "notice 'You are back with the assistant', notice 'How was it' "
                 "[rate-1 rate-2 rate-3 rate-4 rate-5]");
      }
    }
  }
}

SCENARIO("a transfer between agents") {
  GIVEN("Ana has the talk") {
    talk t;
    t.to_agent();
    auto epoch = t.now.shared.epoch;
    WHEN("she passes it on and leaves") {
      CHECK_EQ(t.desk(agent_left{"id-Ana"}), "with_agent: look fc-1 after -1");
      CHECK_EQ(t.seen({}, "active", true),
               "with_agent inviting: notice 'You are being transferred to a colleague'");
      CHECK_EQ(t.timers(), "+queue 1800s");
      CHECK_EQ(t.on(wrote("m1", "still there")),
               "with_agent inviting: post fc-1 user m1 'still there'");
      THEN("the next one takes it") {
        CHECK_EQ(t.desk(joined("Ben")), "with_agent inviting: look fc-1 after -1");
        CHECK_EQ(t.seen({person_at_desk("Ben")}),
                 "with_agent Ben: notice 'Ben has joined the conversation'");
        CHECK_EQ(t.now.shared.epoch, epoch + 1);
        CHECK_EQ(t.timers(), "+agent 7200s, +poll 30s, -queue");
      }
    }
  }
}

SCENARIO("a transfer in which both are there for a while") {
  GIVEN("Ana has the talk") {
    talk t;
    t.to_agent();
    auto epoch = t.now.shared.epoch;
    WHEN("Ben joins before she leaves") {
      CHECK_EQ(t.desk(joined("Ben")),
               "with_agent Ana,Ben: notice 'Ben has joined the conversation'");
      CHECK_EQ(t.desk(agent_left{"id-Ana"}),
               "with_agent Ben: notice 'Ana has left the conversation'");
      THEN("the owner stays the agents and a second report of it changes nothing") {
        CHECK_EQ(t.now.shared.epoch, epoch);
        CHECK_EQ(t.desk(agent_left{"id-Ana"}), "with_agent Ben (ignored)");
        CHECK_EQ(t.seen({person_at_desk("Ben")}), "with_agent Ben");
      }
    }
  }
}

SCENARIO("a transfer that nobody takes") {
  GIVEN("Ana passed the talk on and left") {
    talk t;
    t.to_agent();
    t.desk(agent_left{"id-Ana"});
    t.seen({}, "active", true);
    WHEN("the time is up, or in another talk the invitation runs out") {
      auto other = t;
      CHECK_EQ(t.fire(timer::queue),
               "with_bot: notice 'Sorry, nobody was free to take your request', "
               "close_desk fc-1 (drop fc-1)");
      CHECK_EQ(other.desk(desk_ended{desk_ended::how::nobody_came}),
               "with_agent inviting: look fc-1 after -1");
      THEN("the user is told and has the bot again") {
        CHECK_EQ(other.seen({}).substr(0, 50),
                 "wrapping_up: notice 'Ana has left the conversation");
      }
    }
  }
}

SCENARIO("a talk is put aside and taken up again") {
  GIVEN("Ana put the talk aside") {
    talk t;
    t.to_agent();
    t.desk(agent_left{"id-Ana"});
    CHECK_EQ(t.seen({}, "inactive"), "with_agent parked: notice 'Ana has left the conversation'");
    CHECK_EQ(t.seen({}, "inactive"), "with_agent parked");
    WHEN("the user writes again, twice") {
      CHECK_EQ(t.on(wrote("m1", "and now")),
               "with_agent parked inviting: post fc-1 user m1 'and now', "
               "invite fc-1 case 7 'wrote again' again");
      CHECK_EQ(t.on(wrote("m2", "hello")), "with_agent parked inviting: post fc-1 user m2 'hello'");
      THEN("one invitation is made, and no look of before it ends the talk") {
        CHECK_EQ(t.seen({}, "active"), "with_agent parked inviting");
        CHECK_EQ(t.seen({}, "inactive"), "with_agent parked inviting");
        CHECK_EQ(t.invited(), "with_agent inviting");
        CHECK_EQ(t.seen({}, "active", true), "with_agent inviting");
        CHECK_EQ(t.desk(joined("Ana")), "with_agent inviting: look fc-1 after -1");
        CHECK_EQ(t.seen({person_at_desk("Ana")}),
                 "with_agent Ana: notice 'Ana has joined the conversation'");
      }
    }
  }
}

SCENARIO("nobody takes up a talk that was put aside") {
  GIVEN("the user wrote into a parked talk") {
    talk t;
    t.to_agent();
    t.desk(agent_left{"id-Ana"});
    t.seen({}, "inactive");
    t.on(wrote("m1", "and now"));
    CHECK_EQ(t.timers(), "+agent 7200s, +queue 1800s");
    t.invited();
    WHEN("the invitation runs out") {
      THEN("the user is told") {
        CHECK_EQ(t.seen({}, "inactive"),
                 "with_bot: notice 'Sorry, nobody was free to take your request', "
                 "close_desk fc-1 (drop fc-1)");
      }
    }
  }
}

SCENARIO("a parked talk is closed at the desk") {
  GIVEN("a parked talk") {
    talk t;
    t.to_agent();
    t.desk(agent_left{"id-Ana"});
    t.seen({}, "inactive");
    WHEN("the desk closes it") {
      THEN("the user is not told a second time that the agent left") {
        CHECK_EQ(t.completed(), "wrapping_up: notice 'You are back with the assistant', "
                                "notice 'How was it' [rate-1 rate-2 rate-3 rate-4 rate-5]");
      }
    }
  }
}

SCENARIO("a look that began before an agent joined does not send them away") {
  GIVEN("a look is under way when Ana joins") {
    talk t;
    t.to_queue();
    t.fire(timer::poll);
    t.desk(joined("Ana"));
    WHEN("it does not show her") {
      THEN("the next look decides") {
        CHECK_EQ(t.seen({}, "active", true), "with_agent Ana: look fc-1 after -1");
        CHECK_EQ(t.seen({person_at_desk("Ana")}), "with_agent Ana");
      }
    }
  }
}

SCENARIO("a late word that an agent joined does not bring back one who has left") {
  GIVEN("Ana joined, as a look told, and left") {
    talk t;
    t.to_queue();
    t.seen({person_at_desk("Ana")});
    t.desk(agent_left{"id-Ana"});
    WHEN("the hint that she joined comes at last") {
      CHECK_EQ(t.desk(joined("Ana", false)), "with_agent");
      THEN("the desk tells, and the user hears of her once") {
        t.seen({}, "closed"); // of before the hint
        CHECK_EQ(t.seen({}, "closed"),
                 "wrapping_up: notice 'Ana has left the conversation', notice 'You are back with "
                 "the assistant', notice 'How was it' [rate-1 rate-2 rate-3 rate-4 rate-5]");
      }
    }
  }
}

SCENARIO("a message of an earlier desk conversation brings no agent back") {
  GIVEN("a talk that is over") {
    talk t;
    t.to_survey();
    WHEN("its agent's last message comes late") {
      THEN("the user still gets it") {
        CHECK_EQ(t.desk(said("IM9", 5, "bye"), "CH1"), "wrapping_up: agent Ana 'bye' of IM9");
      }
    }
  }
}
