// Checklist: an honest promise outside the hours, with a case; one open handoff case.
#include "test/unit/conversation/script.hpp"

#define CAF_SUITE machine_hours
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

namespace {

/// Nobody is there before Monday, nine o'clock.
talk closed() {
  talk t;
  t.open = false;
  t.opens = {true, 2, 0, 4, 1, 9, 0, "Europe/Paris", {}};
  return t;
}
/// A wish is kept as case 7.
talk promised() {
  auto t = closed();
  t.on(wrote("m1", "hello"));
  t.bot("hi");
  t.on(agent_requested{"button", ada()});
  t.on(case_opened{7});
  return t;
}

} // namespace

SCENARIO("outside the hours the user gets a case and is told when somebody will be there") {
  GIVEN("a talk with the bot on a Saturday") {
    auto t = closed();
    t.on(wrote("m1", "hello"));
    t.bot("hi");
    WHEN("a person is asked for") {
      CHECK_EQ(t.on(agent_requested{"button", ada()}), "with_bot: open_case handoff 'button'");
      CHECK_EQ(t.on(case_opened{7}), "with_bot: notice 'Nobody is here right now' [cancel]");
      THEN("the case is pending, its number and the opening are told, and the bot keeps the talk") {
        CHECK_EQ(t.cases(), "case 7 pending 'asked outside the hours'");
        CHECK_EQ(t.last_of<say>().text,
                 "Nobody is here right now. Your request is kept as case #7. Somebody will be here "
                 "on Monday at 09:00 (Europe/Paris): ask again then, and we go on with it. I can "
                 "help in the meantime.");
        CHECK_EQ(t.now.shared.epoch, 1u);
        CHECK_EQ(t.on(wrote("m2", "and now")), "with_bot thinking: ask_bot 2 'and now'");
      }
    }
  }
}

SCENARIO("outside the hours every way of asking gives the one case") {
  GIVEN("a kept wish") {
    auto t = promised();
    WHEN("the user asks again by button and words, and the bot asks") {
      THEN("the same number is told, and no second case is opened") {
        const std::string again = ": notice 'Nobody is here yet' [cancel]";
        CHECK_EQ(t.on(agent_requested{"button", ada()}), "with_bot (refused)" + again);
        CHECK(t.last_of<say>().text.find("case #7; somebody will be here on Monday at 09:00") !=
              std::string::npos);
        CHECK_EQ(t.on(wrote("m3", "talk to a person")), "with_bot (refused)" + again);
        t.on(wrote("m4", "please"));
        CHECK_EQ(t.on(bot_answered{t.turn(), {}, true, {}, {}}), "with_bot (refused)" + again);
      }
    }
  }
}

SCENARIO("a second press before the case has its number is not a second case") {
  GIVEN("a wish whose case has no number yet") {
    auto t = closed();
    t.on(agent_requested{"button", ada()});
    WHEN("the user presses again") {
      CHECK_EQ(t.on(agent_requested{"button", ada()}), "idle (refused)");
      THEN("one answer comes, to whoever they are by then, and a number too many is closed") {
        CHECK_EQ(t.on(case_opened{7}), "idle: notice 'Nobody is here right now' [cancel]");
        CHECK_EQ(t.on(case_opened{8}), "idle (stale)");
        CHECK_EQ(t.cases(), "case 8 closed 'cancelled before the transfer' as cancelled");
      }
    }
  }
}

SCENARIO("within the hours the kept case is used for the handoff") {
  GIVEN("a wish kept since Saturday") {
    auto t = promised();
    t.open = true;
    WHEN("the user asks again on Monday") {
      CHECK_EQ(
          t.on(agent_requested{"button", ada()}),
          "awaiting_agent/desk_asked: notice 'Somebody is here now, and we go on with case #7' "
          "[cancel], open_desk fc-1 case 7, backfill fc-1 (0..1000], invite fc-1 case 7 "
          "'button'");
      THEN("it is open again, and after it the next wish has a case of its own") {
        CHECK_EQ(t.cases(), "case 7 open 'asked again within the hours'");
        CHECK_EQ(t.timers(), "+opening 60s, -idle");
        t.opened();
        t.invited();
        CHECK_EQ(t.on(request_cancelled{}),
                 "with_bot: notice 'Your request was cancelled', close_desk fc-1 (drop fc-1)");
        CHECK_EQ(t.cases(), "case 7 closed 'cancelled by the user' as cancelled");
        CHECK_EQ(t.on(agent_requested{"button", ada()}),
                 "awaiting_agent/case_asked: open_case handoff 'button'");
      }
    }
  }
}

SCENARIO("the desk opens between the wish and its number") {
  GIVEN("a wish without a number, and the desk open by now") {
    auto t = closed();
    t.on(agent_requested{"button", ada()});
    t.open = true;
    WHEN("the user asks again") {
      CHECK_EQ(t.on(agent_requested{"button", ada()}), "awaiting_agent/case_asked");
      THEN("the one case is the handoff's") {
        CHECK_EQ(t.on(case_opened{7}),
                 "awaiting_agent/desk_asked: notice 'Case #7 was created' [cancel], "
                 "open_desk fc-1 case 7, invite fc-1 case 7 'button'");
        CHECK_EQ(t.cases(), "");
      }
    }
  }
}

SCENARIO("a kept wish can be taken back, once") {
  GIVEN("a kept wish") {
    auto t = promised();
    WHEN("the user presses cancel") {
      CHECK_EQ(t.on(request_cancelled{}),
               "with_bot: notice 'Your request, case #7, was cancelled'");
      THEN("its case is closed, and there is nothing more to cancel") {
        CHECK_EQ(t.cases(), "case 7 closed 'cancelled by the user' as cancelled");
        CHECK_EQ(t.on(request_cancelled{}),
                 "with_bot (refused): notice 'There is no open request to cancel'");
      }
    }
  }
}

SCENARIO("a request taken back and a kept wish can have one case") {
  GIVEN("a request taken back before its number, and a wish after the desk has closed") {
    auto t = closed();
    t.open = true;
    t.on(agent_requested{"button", ada()});
    t.on(request_cancelled{});
    t.open = false;
    t.on(agent_requested{"button", ada()});
    WHEN("both are answered with one case") {
      t.on(case_opened{7});
      const auto kept = t.cases();
      CHECK_EQ(t.on(case_opened{7, true}), "with_bot (stale)");
      THEN("it is kept, not closed") {
        CHECK_EQ(kept, "case 7 pending 'asked outside the hours'");
        CHECK_EQ(t.cases(), "");
        CHECK_EQ(t.now.shared.promised.case_number, 7u);
      }
    }
  }
}

SCENARIO("an agent who comes unasked takes the kept case") {
  GIVEN("a live transcript and a wish kept as case 7") {
    auto t = closed();
    t.rule.live_transcript = true;
    t.on(wrote("m1", "hello"));
    t.opened();
    t.on(agent_requested{"button", ada()});
    WHEN("an agent comes before the number or after it") {
      auto early = t;
      early.desk(joined("Ana"));
      early.on(case_opened{7});
      t.on(case_opened{7});
      t.desk(joined("Ana"));
      THEN("the case is theirs, and nothing is promised any more") {
        for (auto* one : {&early, &t}) {
          CHECK_EQ(one->cases(), "case 7 open 'agent joined' as joined");
          CHECK(one->now.shared.promised == promise{});
          CHECK_EQ(std::get<with_agent>(one->now.now).case_number, 7u);
        }
      }
    }
  }
}

SCENARIO("a holiday is named, and an unknown opening is not made up") {
  GIVEN("Christmas, and a desk without an opening in sight") {
    auto t = closed();
    t.opens.closed_for = "Christmas Day";
    talk never;
    never.open = false;
    WHEN("a person is asked for") {
      for (auto* one : {&t, &never}) {
        one->on(agent_requested{"button", ada("fr")});
        one->on(case_opened{7});
      }
      THEN("the user learns why, or that it is not known when") {
        CHECK(t.last_of<say>().text.starts_with(
            "Personne n'est là pour l'instant (Christmas Day). Votre demande est gardée dans le "
            "dossier n° 7. Quelqu'un sera là lundi à 09:00 (Europe/Paris)"));
        CHECK(never.last_of<say>().text.find("Je ne sais pas quand") != std::string::npos);
        never.on(agent_requested{"button", ada("fr")});
        CHECK(never.last_of<say>().text.find("redemandez plus tard") != std::string::npos);
      }
    }
  }
}

SCENARIO("a word of the user takes the wish back while they wait") {
  GIVEN("a user in the queue, and one with the bot") {
    talk t, bot;
    for (auto* one : {&t, &bot}) one->rule.cancel_phrases = {"cancel", "abbrechen"};
    t.to_queue();
    WHEN("they write it") {
      THEN("the request ends, the words are kept and not sent to the desk; to the bot they are "
           "words") {
        CHECK_EQ(t.on(wrote("m5", "Abbrechen!")),
                 "with_bot: notice 'Your request was cancelled', close_desk fc-1 (drop fc-1)");
        CHECK_EQ(t.last.lines.at(0).text, "Abbrechen!");
        CHECK_EQ(t.cases(), "case 7 closed 'cancelled by the user' as cancelled");
        CHECK_EQ(bot.on(wrote("m1", "cancel")), "with_bot thinking: ask_bot 1 'cancel'");
      }
    }
  }
}
