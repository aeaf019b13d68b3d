#include "test/unit/conversation/script.hpp"

#define CAF_SUITE machine_handoff
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

SCENARIO("a phrase asks for a person") {
  GIVEN("a talk with the bot") {
    talk t;
    t.on(wrote("m1", "hello"));
    t.bot("hi");
    WHEN("the user writes the phrase") {
      CHECK_EQ(t.on(wrote("m2", "Talk to a person!")),
               "awaiting_agent/case_asked: open_case handoff 'asked in words'");
      CHECK_EQ(t.timers(), "+opening 60s, -idle");
      THEN("the epoch has grown and the words are not asked of the bot") {
        CHECK_EQ(t.now.shared.epoch, 2u);
      }
    }
  }
}

SCENARIO("the first message can be the phrase") {
  GIVEN("nobody has the talk") {
    talk t;
    WHEN("the user writes the phrase") {
      t.on(wrote("m1", "talk to a person"));
      THEN("it is in what the agent will read") {
        CHECK_EQ(
            t.on(case_opened{7}),
            "awaiting_agent/desk_asked: notice 'Case #7 was created' [cancel], "
            "open_desk fc-1 case 7, backfill fc-1 (0..1000], invite fc-1 case 7 'asked in words'");
      }
    }
  }
}

SCENARIO("a button asks for a person") {
  GIVEN("each phase in which the bot has the talk or nobody") {
    WHEN("it is pressed") {
      THEN("the handoff begins") {
        talk t;
        CHECK_EQ(t.on(agent_requested{"button", ada()}),
                 "awaiting_agent/case_asked: open_case handoff 'button'");
        talk thinking;
        thinking.on(wrote("m1", "hello"));
        CHECK_EQ(thinking.on(agent_requested{"button", ada()}),
                 "awaiting_agent/case_asked: open_case handoff 'button'");
        talk after;
        after.to_survey();
        CHECK_EQ(after.on(agent_requested{"button", ada()}),
                 "awaiting_agent/case_asked: open_case handoff 'button'");
        CHECK_EQ(after.timers(), "+opening 60s, -survey");
      }
    }
  }
}

SCENARIO("the bot asks for a person") {
  GIVEN("the bot thinks") {
    talk t;
    t.on(wrote("m1", "my order is broken"));
    WHEN("it answers with a text and the wish") {
      CHECK_EQ(t.on(bot_answered{1, {{"One moment", {}, {}, {}}}, true, "billing", "Q1"}),
               "awaiting_agent/case_asked: bot 'One moment', open_case handoff 'billing'");
      THEN("the text still goes out, since it precedes the transfer, and the queue is passed on") {
        CHECK_EQ(t.last_of<say>().epoch, t.now.shared.epoch);
        t.on(case_opened{7});
        CHECK_EQ(describe(t.last_of<invite>()), "invite fc-1 case 7 'billing' queue Q1");
      }
    }
  }
}

SCENARIO("a request for a person is answered honestly") {
  GIVEN("a node without agents") {
    talk off;
    off.rule.desk_available = false;
    WHEN("a person is asked for by words and by the bot") {
      THEN("the user is told why not, and the bot goes on") {
        CHECK_EQ(off.on(wrote("m1", "talk to a person")),
                 "with_bot (refused): notice 'I cannot transfer you to a person here: this "
                 "server has no live agents connected'");
        off.on(wrote("m2", "please"));
        CHECK_EQ(
            off.on(bot_answered{1, {{"Moment", {}, {}, {}}}, true, {}, {}}),
            "with_bot (refused): bot 'Moment', notice 'I cannot transfer you to a person here: "
            "this server has no live agents connected'");
      }
    }
  }
}

SCENARIO("a case is opened and an agent invited, in this order") {
  GIVEN("a person was asked for after some talk") {
    talk t;
    t.on(wrote("m1", "hello"));
    auto said = (t.bot("hi"), t.last_of<say>());
    t.on(delivered{said, {"d1"}, -1});
    t.on(agent_requested{"button", ada()});
    WHEN("the case has its number") {
      CHECK_EQ(t.on(case_opened{7}),
               "awaiting_agent/desk_asked: notice 'Case #7 was created' [cancel], "
               "open_desk fc-1 case 7, backfill fc-1 (0..1020], invite fc-1 case 7 'button'");
      THEN("each answer moves it on, and a second number is closed again") {
        CHECK_EQ(t.opened(), "awaiting_agent/desk_asked");
        CHECK_EQ(t.last.aliases.at(0), "desk:CH1");
        CHECK_EQ(t.on(case_opened{8}), "awaiting_agent/desk_asked (stale)");
        CHECK_EQ(t.cases(), "case 8 closed 'cancelled before the transfer' as cancelled");
        CHECK_EQ(t.on(case_opened{7}), "awaiting_agent/desk_asked (stale)");
        CHECK_EQ(t.cases(), "");
        CHECK_EQ(t.invited(), "awaiting_agent/queued: notice 'You are in the queue'");
        CHECK_EQ(t.timers(), "+queue 1800s, +poll 30s, -opening");
        CHECK_EQ(t.cases(), "case 7 open 'queued'");
        REQUIRE_EQ(t.last.aliases.size(), 2u);
        CHECK_EQ(t.last.aliases[0], "interaction:KD1");
        CHECK_EQ(t.last.aliases[1], "task:WT1");
        CHECK_EQ(t.invited(), "awaiting_agent/queued"); // once is enough
      }
    }
  }
}

SCENARIO("an answer of the bot that comes after the handoff is stale") {
  GIVEN("the bot thinks when a person is asked for") {
    talk t;
    t.on(wrote("m1", "hello"));
    t.on(agent_requested{"button", ada()});
    WHEN("the answer or its failure comes in any later phase") {
      THEN("the user never sees it") {
        auto late = bot_answered{1, {{"late", {}, {}, {}}}, true, {}, {}};
        CHECK_EQ(t.on(late), "awaiting_agent/case_asked (stale)");
        CHECK_EQ(t.on(bot_failed{1, "timeout"}), "awaiting_agent/case_asked (stale)");
        t.on(case_opened{7});
        t.opened();
        t.invited();
        t.desk(joined("Ana"));
        CHECK_EQ(t.on(late), "with_agent Ana (stale)");
        t.completed();
        CHECK_EQ(t.on(late), "wrapping_up (stale)");
        t.fire(timer::survey);
        CHECK_EQ(t.on(late), "with_bot (stale)");
        CHECK_EQ(t.on(withdrawn{say{}}), "with_bot (stale)");
      }
    }
  }
}

SCENARIO("the handoff speaks French") {
  GIVEN("a French user") {
    talk t;
    WHEN("they ask for a person with a no-break space") {
      t.on(user_wrote{"m1", "Parler à une personne\u00A0!", {}, {}, ada("fr")});
      t.on(case_opened{7});
      THEN("texts and buttons are French") {
        auto s = std::get<say>(t.last.commands.at(0).what);
        CHECK_EQ(s.text, "Le dossier n° 7 a été créé. Nous vous transférons à une personne ; vous "
                         "pouvez continuer à écrire ici.");
        CHECK_EQ(s.rows.at(0).at(0).label, "Annuler la demande");
        CHECK_EQ(t.invited(), "awaiting_agent/queued: notice 'Vous êtes dans la file d'attente'");
      }
    }
  }
}
