#include "test/unit/conversation/script.hpp"

#define CAF_SUITE machine_ending
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

namespace {
const std::string goodbye = "notice 'You are back with the assistant', notice 'How was it' "
                            "[rate-1 rate-2 rate-3 rate-4 rate-5]";
} // namespace

SCENARIO("the agent completes the talk") {
  GIVEN("Ana has the talk") {
    talk t;
    t.to_agent();
    auto epoch = t.now.shared.epoch;
    WHEN("it is completed at the desk") {
      CHECK_EQ(t.desk(desk_ended{desk_ended::how::completed}),
               "with_agent Ana: look fc-1 after -1");
      CHECK_EQ(t.seen({}, "closed"),
               "wrapping_up: notice 'Ana has left the conversation', " + goodbye);
      CHECK_EQ(t.timers(), "+survey 600s, -agent, -poll");
      CHECK_EQ(t.cases(), "case 7 resolved 'agent finished' as left");
      CHECK_EQ(t.now.shared.epoch, epoch + 1);
      THEN("the user rates it and has the bot") {
        CHECK_EQ(t.on(survey_answered{9}), "wrapping_up (never)");
        CHECK_EQ(t.on(survey_answered{0}), "wrapping_up (never)");
        CHECK_EQ(t.on(survey_answered{4}), "with_bot: notice 'Thank you for the rating' [comment]");
        CHECK_EQ(t.cases(), "case 7 '4' as rated");
        CHECK_EQ(t.timers(), "+idle 86400s, -survey");
        CHECK_EQ(t.on(survey_answered{4}),
                 "with_bot (refused): notice 'The rating is closed by now, but thank you'");
        CHECK_EQ(t.on(wrote("m5", "next")), "with_bot thinking: ask_bot 2 'next'");
      }
    }
  }
}

SCENARIO("a last message whose announcement was lost comes before the farewell") {
  GIVEN("a talk that was completed") {
    talk t;
    t.to_agent();
    t.desk(desk_ended{desk_ended::how::completed});
    auto unsure = t;
    WHEN("the list shows a message that was never announced") {
      THEN("the user gets it, and then hears that the agent is gone") {
        CHECK_EQ(t.desk(listed("IM7", 7, "bye")), "with_agent Ana: agent Ana 'bye' of IM7");
        CHECK_EQ(t.seen({}, "closed"),
                 "wrapping_up: notice 'Ana has left the conversation', " + goodbye);
      }
    }
    WHEN("the look does not show the end yet") {
      THEN("what was heard of it counts") {
        CHECK_EQ(unsure.seen({person_at_desk("Ana")}),
                 "wrapping_up: notice 'Ana has left the conversation', look fc-1 after -1, " +
                     goodbye);
      }
    }
  }
}

SCENARIO("the last words of an agent are heard after they have left") {
  GIVEN("Ana left, and a look is under way") {
    talk t;
    t.to_agent();
    CHECK_EQ(t.desk(agent_left{"id-Ana"}), "with_agent: look fc-1 after -1");
    WHEN("it finds what she wrote before") {
      THEN("the user gets it, and she is not announced a second time") {
        CHECK_EQ(t.desk(listed("IM7", 0, "bye")), "with_agent: agent Ana 'bye' of IM7");
        CHECK_EQ(t.seen({}, "closed"), // the look that was asked for meanwhile
                 "with_agent: look fc-1 after 0");
        CHECK_EQ(t.seen({}, "closed"),
                 "wrapping_up: notice 'Ana has left the conversation', " + goodbye);
      }
    }
  }
}

SCENARIO("the user writes instead of rating") {
  GIVEN("the rating is asked for") {
    talk t;
    t.to_survey();
    auto epoch = t.now.shared.epoch;
    WHEN("they write") {
      CHECK_EQ(t.on(wrote("m5", "one more thing")),
               "with_bot thinking: ask_bot 2 'one more thing'");
      THEN("the bot has the talk as before, without what the agents settled") {
        CHECK_EQ(t.timers(), "+idle 86400s, -survey");
        CHECK_EQ(t.now.shared.epoch, epoch);
        CHECK_EQ(t.last_of<ask_bot>().since, t.now.shared.talk_since);
        CHECK_GT(t.now.shared.talk_since, 0);
      }
    }
  }
}

SCENARIO("a wish for a person that the agent did not hear any more is one all the same") {
  GIVEN("an agent who is done while the user writes") {
    talk t;
    t.to_agent();
    t.desk(desk_ended{desk_ended::how::completed});
    WHEN("the user asks for a person, and the desk is seen closed") {
      t.on(wrote("m8", "and the map?"));
      t.on(wrote("m9", "Talk to a person!"));
      THEN("the next handoff begins, and its agent reads what was not heard") {
        CHECK_EQ(t.seen({}, "closed"),
                 "awaiting_agent/case_asked: notice 'Ana has left the conversation', "
                 "notice 'You are back with the assistant', open_case handoff 'asked in words'");
        CHECK(t.now.shared.talk_since < t.now.shared.unread.front().at);
        CHECK_EQ(t.now.shared.unread.size(), 2u);
      }
    }
  }
}

SCENARIO("the rating is not answered") {
  GIVEN("the rating is asked for") {
    talk t;
    t.to_survey();
    WHEN("its time is over") {
      THEN("the bot has the talk") {
        CHECK_EQ(t.fire(timer::survey), "with_bot");
        CHECK_EQ(t.timers(), "+idle 86400s, -survey");
        CHECK_EQ(t.fire(timer::survey), "with_bot (stale)");
      }
    }
  }
}

SCENARIO("the agent leaves and the desk is closed later") {
  GIVEN("Ana left") {
    talk t;
    t.to_agent();
    CHECK_EQ(t.desk(agent_left{"id-Ana"}), "with_agent: look fc-1 after -1");
    WHEN("the look shows a closed conversation, or in another talk only that nobody is there") {
      auto other = t;
      desk_seen closed;
      closed.name = "fc-1";
      closed.conversation_closed = true;
      CHECK_EQ(t.desk(closed), "wrapping_up: notice 'Ana has left the conversation', " + goodbye);
      THEN("it is over; what we have to close is closed") {
        CHECK_EQ(other.seen({}), "wrapping_up: notice 'Ana has left the conversation', "
                                 "close_desk fc-1, " +
                                     goodbye);
        CHECK_EQ(t.desk(desk_ended{}, "CH1"), "wrapping_up (stale)");
      }
    }
  }
}

SCENARIO("the desk's own channel ends") {
  GIVEN("Ana has the talk") {
    talk closed, failed;
    closed.to_agent();
    failed.to_agent();
    WHEN("a look shows the channel closed or failed") {
      THEN("the talk is over, and a failed one is closed by us") {
        CHECK_EQ(closed.seen({person_at_desk("Ana")}, "closed"),
                 "wrapping_up: notice 'Ana has left the conversation', " + goodbye);
        CHECK_EQ(failed.seen({}, "failed"),
                 "wrapping_up: notice 'Ana has left the conversation', close_desk fc-1, " +
                     goodbye);
      }
    }
  }
}

SCENARIO("one invitation runs out while an agent is there") {
  GIVEN("Ana has the talk and asked a colleague") {
    talk t;
    t.to_agent();
    WHEN("the colleague does not come") {
      THEN("the desk is looked at and the talk goes on") {
        CHECK_EQ(t.desk(desk_ended{desk_ended::how::nobody_came}),
                 "with_agent Ana: look fc-1 after -1");
        CHECK_EQ(t.seen({person_at_desk("Ana")}), "with_agent Ana");
      }
    }
  }
}

SCENARIO("an agent is silent for too long") {
  GIVEN("Ana has the talk and nobody writes") {
    talk t;
    t.to_agent();
    CHECK_EQ(t.fire(timer::poll), "with_agent Ana: look fc-1 after -1");
    WHEN("the time is up") {
      THEN("the bot takes over again and the user is told") {
        CHECK_EQ(t.fire(timer::agent),
                 "with_bot: notice 'The agent has not answered for a while, so I am taking over "
                 "again', close_desk fc-1 (drop fc-1)");
        CHECK_EQ(t.cases(), "case 7 open 'silence for too long'");
      }
    }
  }
}

SCENARIO("what cannot be cancelled or rated is answered") {
  GIVEN("every phase without a request or a rating") {
    talk idle, bot, agent;
    bot.on(wrote("m1", "x"));
    bot.bot("y");
    agent.to_agent();
    WHEN("the user presses an old button") {
      THEN("they are told") {
        const auto none = std::string(" (refused): notice 'There is no open request to cancel'");
        const auto over =
            std::string(" (refused): notice 'The rating is closed by now, but thank you'");
        CHECK_EQ(idle.on(request_cancelled{}), "idle" + none);
        CHECK_EQ(bot.on(request_cancelled{}), "with_bot" + none);
        CHECK_EQ(agent.on(request_cancelled{}), "with_agent Ana" + none);
        CHECK_EQ(idle.on(survey_answered{3}), "idle" + over);
        CHECK_EQ(agent.on(survey_answered{3}), "with_agent Ana" + over);
        CHECK_EQ(agent.on(agent_requested{"button", ada()}),
                 "with_agent Ana (refused): notice 'You are already talking with a person'");
        CHECK_EQ(idle.on(answer_rated{true}), "idle (ignored)");
      }
    }
  }
}
