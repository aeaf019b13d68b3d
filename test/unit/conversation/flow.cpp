#include "test/unit/conversation/flow_script.hpp"

#define CAF_SUITE machine_flow
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

SCENARIO("the flow hears every text and says when the bot is asked") {
  GIVEN("a new talk") {
    auto t = routed_talk();
    WHEN("the user writes") {
      CHECK_EQ(t.on(wrote("m1", "hello")),
               "with_bot +1: open_desk fc-1 without case, post fc-1 user m1 'hello'");
      CHECK_EQ(t.timers(), "+idle 86400s, +flow 15s");
      CHECK(t.now.shared.desk.routed);
      t.opened();
      THEN("the bot is asked when the flow asks, and its answer is the flow's too") {
        CHECK_EQ(t.desk(flow_asked{"t1", "IM1"}), "with_bot thinking: ask_bot 1 'hello'");
        CHECK_EQ(t.timers(), "-flow");
        CHECK_EQ(t.bot("hi"), "with_bot: bot 'hi' [agent], tell_flow t1 no agent");
      }
    }
  }
}

SCENARIO("texts written while the bot thinks are one turn, and every question gets its verdict") {
  GIVEN("the bot thinks about the first of three texts") {
    auto t = routed_talk();
    t.on(wrote("m1", "one"));
    t.opened();
    t.desk(flow_asked{"t1", "IM1"});
    t.on(wrote("m2", "two"));
    t.on(wrote("m3", "three"));
    WHEN("the flow asks about the second, and the bot answers the first") {
      CHECK_EQ(t.desk(flow_asked{"t2", "IM2"}), "with_bot thinking +2");
      CHECK_EQ(t.bot("answer"), "with_bot thinking: bot 'answer' [agent], tell_flow t1 no agent, "
                                "ask_bot 2 'two / three'");
      THEN("the third is part of that turn, so its own question is answered at once") {
        CHECK_EQ(t.desk(flow_asked{"t3", "IM3"}),
                 "with_bot thinking (stale): tell_flow t3 no agent");
        CHECK_EQ(t.bot("answers"), "with_bot: bot 'answers' [agent], tell_flow t2 no agent");
      }
    }
  }
}

SCENARIO("a question is about the text whose copy it names") {
  GIVEN("two texts, the copy of the second is known first") {
    auto t = routed_talk();
    t.on(wrote("m1", "one"));
    t.opened();
    auto copy = post{"fc-1", author::user, "m1", "one", {}, ada(), 1000};
    t.on(delivered{copy, {"IM1"}, 0});
    t.on(user_deleted{"m1"});
    t.on(wrote("m2", "two"));
    WHEN("the flow asks about the text that was deleted meanwhile") {
      auto of_deleted = t.desk(flow_asked{"t1", "IM1"});
      THEN("the bot hears what is there") {
        CHECK_EQ(of_deleted, "with_bot thinking: ask_bot 1 'two'");
      }
    }
  }
}

SCENARIO("the bot wants a person: the flow is told, and brings the agent") {
  GIVEN("the flow waits for the bot's verdict") {
    auto t = answered_talk();
    t.on(wrote("m2", "a refund"));
    t.desk(flow_asked{"t2", "IM3"});
    WHEN("the bot asks for a person") {
      CHECK_EQ(t.on(wants_person(t)),
               "awaiting_agent/case_asked: bot 'one moment', tell_flow t2 agent, "
               "open_case handoff 'billing'");
      CHECK_EQ(told(t), "awaiting_agent/case_asked");
      THEN("the request that the flow makes is waited for, and no other is made") {
        CHECK_EQ(t.on(case_opened{7}),
                 "awaiting_agent/desk_asked: notice 'Case #7 was created' [cancel], "
                 "invite fc-1 case 7 'billing'");
        t.invited();
        CHECK_EQ(t.desk(joined("Ana")), "with_agent Ana: notice 'Ana has joined the conversation'");
        CHECK_EQ(t.desk(flow_asked{"t9", "IM9"}), "with_agent Ana (stale): tell_flow t9 no agent");
      }
    }
  }
}

SCENARIO("a pressed button and a phrase reach the flow as a mark and a message") {
  GIVEN("a talk with the bot") {
    auto button = answered_talk(), words = answered_talk();
    WHEN("the user asks for a person") {
      button.on(agent_requested{"button", ada()});
      CHECK_EQ(button.on(case_opened{7}),
               "awaiting_agent/desk_asked: notice 'Case #7 was created' [cancel], "
               "flag_request fc-1, post fc-1 user 'Talk to a person', "
               "invite fc-1 case 7 'button'");
      CHECK_EQ(words.on(wrote("m2", "talk to a person")),
               "awaiting_agent/case_asked: flag_request fc-1, "
               "post fc-1 user m2 'talk to a person', open_case handoff 'asked in words'");
      THEN("the words themselves are that message") {
        CHECK_EQ(words.on(case_opened{7}),
                 "awaiting_agent/desk_asked: notice 'Case #7 was created' [cancel], "
                 "invite fc-1 case 7 'asked in words'");
      }
    }
  }
}

SCENARIO("who asks for a person while the bot thinks is the flow's answer") {
  GIVEN("the flow waits for the bot's verdict") {
    auto button = routed_talk();
    button.on(wrote("m1", "hello"));
    button.opened();
    button.desk(flow_asked{"t1", "IM1"});
    auto words = button;
    WHEN("the user asks for a person") {
      THEN("the flow is told, and needs no mark") {
        CHECK_EQ(button.on(agent_requested{"button", ada()}),
                 "awaiting_agent/case_asked: tell_flow t1 agent, open_case handoff 'button'");
        CHECK_EQ(words.on(wrote("m2", "talk to a person")),
                 "awaiting_agent/case_asked: post fc-1 user m2 'talk to a person', "
                 "tell_flow t1 agent, open_case handoff 'asked in words'");
      }
    }
  }
}

SCENARIO("a text written while the flow waits for its verdict needs no question of its own") {
  GIVEN("a second text while the bot thinks, which the flow does not hear") {
    auto t = routed_talk();
    t.on(wrote("m1", "one"));
    t.opened();
    t.desk(flow_asked{"t1", "IM1"});
    t.on(wrote("m2", "two"));
    WHEN("the bot answers the first") {
      auto next = t.bot("answer");
      THEN("it is asked about the second at once") {
        CHECK_EQ(next, "with_bot thinking: bot 'answer' [agent], tell_flow t1 no agent, "
                       "ask_bot 2 'two'");
      }
    }
  }
}

SCENARIO("a request out of hours does not reach the flow") {
  GIVEN("a talk with the bot at night") {
    auto t = answered_talk();
    t.open = false;
    WHEN("the user asks for a person in words") {
      auto refused = t.on(wrote("m2", "talk to a person"));
      THEN("the flow hears the words without a mark, and the bot has nothing to add") {
        CHECK_EQ(refused.find("flag_request"), std::string::npos);
        CHECK_EQ(t.desk(flow_asked{"t2", "IM3"}), "with_bot (stale): tell_flow t2 no agent");
      }
    }
  }
}

SCENARIO("a talk that the flow gave to the agents by itself is theirs") {
  GIVEN("a flow that could not ask the bot") {
    auto t = routed_talk();
    t.on(wrote("m1", "hello"));
    t.opened();
    auto accepted = t;
    WHEN("the desk tells of a task") {
      t.desk(desk_changed{"task.created"});
      CHECK_EQ(t.seen({}, "active", true),
               "awaiting_agent/case_asked: open_case handoff 'the flow asked'");
      CHECK_EQ(t.on(case_opened{7}),
               "awaiting_agent/desk_asked: notice 'Case #7 was created' [cancel], "
               "invite fc-1 case 7 'the flow asked'");
      THEN("the bot is silent, and one who has accepted already joins as ever") {
        CHECK_EQ(t.desk(flow_asked{"t1", "IM1"}),
                 "awaiting_agent/desk_asked (stale): tell_flow t1 no agent");
        CHECK_EQ(accepted.desk(joined("Ana")), "with_agent Ana: open_case handoff 'an agent came', "
                                               "notice 'Ana has joined the conversation'");
      }
    }
  }
}

SCENARIO("a desk that closes under a text gives it to the bot") {
  GIVEN("a text that the flow has not heard") {
    auto t = routed_talk();
    t.on(wrote("m1", "hello"));
    t.opened();
    WHEN("it cannot be posted any more") {
      auto lost = t.on(undeliverable{t.last_of<post>(), "gone"});
      auto copy = post{"fc-1", author::user, "m1", "hello", {}, ada(), 1000};
      auto told_so = t.on(undeliverable{copy, "gone"});
      THEN("the bot is asked directly") {
        CHECK_NE((lost + told_so).find("ask_bot 1 'hello'"), std::string::npos);
        CHECK(!t.now.shared.desk.open);
      }
    }
  }
}

SCENARIO("a talk ends as it began when the mode is changed") {
  GIVEN("a talk that goes through the flow, and a restart in direct mode") {
    auto t = answered_talk();
    t.rule.routed = false;
    WHEN("the user writes, and after the talk is over writes again") {
      CHECK_EQ(t.on(wrote("m2", "still here")), "with_bot +1: post fc-1 user m2 'still here'");
      t.desk(flow_asked{"t2", "IM3"});
      t.bot("yes");
      CHECK_EQ(t.fire(timer::idle), "idle: close_desk fc-1");
      THEN("the new talk does without") {
        CHECK_EQ(t.on(wrote("m3", "hello again")), "with_bot thinking: ask_bot 3 'hello again'");
      }
    }
  }
}
