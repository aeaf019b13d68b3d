#include "test/unit/conversation/flow_script.hpp"

#define CAF_SUITE machine_flow_late
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

SCENARIO("a verdict that comes too late for the flow is given to it in another way") {
  GIVEN("the bot wants a person after the flow was told that it does not") {
    auto t = answered_talk();
    t.on(wrote("m2", "a refund"));
    t.desk(flow_asked{"t2", "IM3"});
    t.on(wants_person(t));
    const auto verdict = t.last_of<tell_flow>();
    t.on(case_opened{7});
    WHEN("the flow does not wait any more") {
      CHECK_EQ(describe(t.now.now), "awaiting_agent/earlier_texts");
      auto next = t.on(undeliverable{verdict, "late"});
      THEN("the desk is marked, and the flow hears a message that makes it look") {
        CHECK_EQ(next, "awaiting_agent/desk_asked: flag_request fc-1, "
                       "post fc-1 user 'Talk to a person', invite fc-1 case 7 'billing'");
      }
    }
  }
}

SCENARIO("a flow that is stuck is noticed, and the bot is asked directly, once") {
  GIVEN("a text of which the flow says nothing") {
    auto t = routed_talk();
    t.on(wrote("m1", "hello"));
    auto no_desk = t, no_look = t;
    t.opened();
    WHEN("its time is over") {
      CHECK_EQ(t.fire(timer::flow), "with_bot +1: look fc-1 after -1");
      THEN("the bot is asked when the desk knows of no agent") {
        CHECK_EQ(t.seen({}), "with_bot thinking: ask_bot 1 'hello'");
        CHECK_EQ(t.desk(flow_asked{"t1", "IM1"}),
                 "with_bot thinking (stale): tell_flow t1 no agent");
        CHECK_EQ(t.bot("hi"), "with_bot: bot 'hi' [agent]");
      }
      THEN("nor is a desk waited for that is not there or does not answer") {
        CHECK_EQ(no_desk.fire(timer::flow), "with_bot thinking: ask_bot 1 'hello'");
        no_look.opened();
        no_look.fire(timer::flow);
        CHECK_EQ(no_look.on(undeliverable{no_look.last_of<look>(), "refused"}),
                 "with_bot thinking: ask_bot 1 'hello'");
      }
    }
  }
}

SCENARIO("a flow that was passed over is watched for a while: it may bring an agent all the same") {
  GIVEN("a text that the bot was asked about directly") {
    auto t = routed_talk();
    t.on(wrote("m1", "hello"));
    t.opened();
    t.fire(timer::flow);
    t.seen({});
    t.bot("hi");
    auto quiet = t;
    WHEN("no webhook tells of the agent who came") {
      CHECK_EQ(t.fire(timer::watch), "with_bot: look fc-1 after -1");
      THEN("a look finds them, and otherwise it ends some time") {
        CHECK_EQ(t.seen({person_at_desk("Ana")}),
                 "with_agent Ana: open_case handoff 'an agent came', "
                 "notice 'Ana has joined the conversation'");
        int looks = 0;
        for (; quiet.fire(timer::watch) == "with_bot: look fc-1 after -1"; ++looks) quiet.seen({});
        CHECK_EQ(looks, 10);
      }
    }
  }
}

SCENARIO("a text that the bot has answered is not asked again when an agent did not get it") {
  GIVEN("a text that was answered directly, and an agent whom the flow brought before it was "
        "posted") {
    auto t = routed_talk();
    t.on(wrote("m1", "hello"));
    const auto copy = t.last_of<post>();
    t.opened();
    t.fire(timer::flow);
    t.seen({});
    t.bot("hi");
    t.desk(joined("Ana"));
    auto later = t;
    WHEN("the agent is done, and the desk closed under the text") {
      t.on(undeliverable{copy, "gone"});
      later.on(wrote("m2", "and now?"));
      later.on(undeliverable{later.last_of<post>(), "gone"});
      THEN("only what was written to the agent is for the bot") {
        CHECK(t.seen({}, "closed").find("ask_bot") == std::string::npos);
        CHECK(later.seen({}, "closed").ends_with("ask_bot 2 'and now'"));
      }
    }
  }
}

SCENARIO("a verdict that may have come too late is followed by one look") {
  GIVEN("a flow that has its verdict: no agent") {
    auto t = answered_talk();
    told(t);
    WHEN("half a minute has passed") {
      THEN("the desk is looked at once, in case it brought one all the same") {
        CHECK_EQ(t.fire(timer::watch), "with_bot: look fc-1 after -1");
        t.seen({});
        CHECK_EQ(t.fire(timer::watch), "with_bot (stale)");
      }
    }
  }
}

SCENARIO("a slow flow that asks for an agent when the talk is over keeps nobody waiting") {
  GIVEN("a request that the user cancelled") {
    auto t = routed_talk();
    t.on(wrote("m1", "hello"));
    t.opened();
    t.on(agent_requested{"button", {}});
    t.on(request_cancelled{});
    WHEN("the desk that was left tells of a task") {
      auto of_task = t;
      THEN("it is closed once more, and what else changes there is no news") {
        CHECK_EQ(of_task.desk(desk_changed{"task.created", true}, "CH1"),
                 "with_bot thinking: close_desk fc-1");
        CHECK_EQ(t.desk(desk_changed{"task.canceled"}, "CH1"), "with_bot thinking (ignored)");
      }
    }
  }
}

SCENARIO("a text that waits for the flow of a desk that is lost goes to the bot") {
  GIVEN("a text at a desk with a flow") {
    auto t = routed_talk();
    t.on(wrote("m1", "hello"));
    auto ended = t;
    WHEN("the desk cannot be opened, or is closed there") {
      auto lost = t.on(desk_failed{"fc-1", "refused"});
      ended.opened();
      auto closed = ended.desk(desk_ended{desk_ended::how::completed});
      THEN("the bot is asked directly") {
        CHECK_EQ(lost, "with_bot thinking: close_desk fc-1, ask_bot 1 'hello' (drop fc-1)");
        CHECK_EQ(closed,
                 "with_bot thinking: look fc-1 after -1, close_desk fc-1, ask_bot 1 'hello'");
      }
    }
  }
}
