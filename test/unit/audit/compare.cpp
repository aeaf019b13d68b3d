#include "test/unit/audit/scene.hpp"

#define CAF_SUITE audit_compare
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors::audit;

SCENARIO("where all three agree there is no gap") {
  GIVEN("a talk with an agent") {
    const scene s;
    THEN("nothing is found") { CHECK_EQ(s.found(), ""); }
  }
}

SCENARIO("what a member wrote and the journal never saw is a gap") {
  GIVEN("a text on Discord that no event tells of") {
    scene s;
    s.user().push_back({"103", then + 5, true, false, "are you there?"});
    THEN("it is found, with its time") {
      CHECK_EQ(s.found(), "unseen-user-text 103");
      CHECK_EQ(s.gaps()[0].at, then + 5);
    }
    WHEN("it was written just now, before the time compared, or before the journal's first event") {
      auto t = s;
      t.user().back().at = now - 30'000;
      CHECK_EQ(t.found(), "");
      t.user().back().at = now - 25 * hour;
      CHECK_EQ(t.found(), "");
      t.user().back().at = t.journal.first - 1;
      THEN("nothing is said of it") { CHECK_EQ(t.found(), ""); }
    }
    WHEN("no id of any event is kept any more") {
      auto t = s;
      t.journal.first = 0;
      t.journal.events.clear();
      THEN("nothing is said of what was taken long ago") { CHECK_EQ(t.found(), ""); }
    }
    WHEN("its event became a dead letter") {
      auto t = s;
      t.journal.dead = {{"event:discord:msg:103", then}};
      THEN("it is told as that") { CHECK_EQ(t.found(), "dead-letter event:discord:msg:103"); }
    }
  }
}

SCENARIO("an audit looks back no further than ids of events are kept") {
  GIVEN("ids that are kept for two days, and for ever") {
    THEN("more days are asked for in vain") {
      CHECK_EQ(back_to(now, 60, 48 * hour).since, now - 48 * hour);
      CHECK_EQ(back_to(now, 1, 48 * hour).since, now - 24 * hour);
      CHECK_EQ(back_to(now, 60, 0).since, now - 60 * 24 * hour);
    }
  }
}

SCENARIO("what an agent wrote and the journal never saw is a gap") {
  GIVEN("a message of an agent's that no event tells of") {
    scene s;
    s.desk().messages->push_back({"IM3", then + 5, false, {}});
    THEN("it is found in its conversation") { CHECK_EQ(s.found(), "unseen-agent-text CH1 IM3"); }
    WHEN("the list cuts its time to the second, before the journal's first event") {
      auto t = s;
      t.journal.first = then + 900;
      t.desk().messages->back().at = then;
      THEN("it is found all the same") { CHECK_EQ(t.found(), "unseen-agent-text CH1 IM3"); }
    }
    WHEN("it is older than what the journal keeps") {
      auto t = s;
      t.journal.first = then + 2000;
      t.desk().messages->back().at = then;
      THEN("nothing is said of it") { CHECK_EQ(t.found(), ""); }
    }
  }
}

SCENARIO("a text that the journal says was told and that is not there is gone") {
  GIVEN("a DM without one of the bot's texts") {
    scene s;
    s.user().erase(s.user().begin() + 1);
    THEN("it is found") { CHECK_EQ(s.found(), "gone-from-user 101"); }
    WHEN("we deleted it, since the agent had") {
      auto t = s;
      t.journal.withdrawn = {"101"};
      THEN("nothing is missing") { CHECK_EQ(t.found(), ""); }
    }
    WHEN("Discord could not be read") {
      auto t = s;
      t.sides.user.reset();
      THEN("nothing is said of it") { CHECK_EQ(t.found(), ""); }
    }
  }
}

SCENARIO("a copy that the journal says is at the desk and that is not there is gone") {
  GIVEN("a desk without the member's text") {
    scene s;
    s.desk().messages = {{"IM0", then - 10, true, "discord:77#t1"}, {"IM2", then + 2, false, {}}};
    THEN("it is found, with both ids") { CHECK_EQ(s.found(), "gone-from-desk 100 IM1"); }
    WHEN("the member deleted it") {
      auto t = s;
      t.journal.deleted = {"100"};
      THEN("nothing is missing") { CHECK_EQ(t.found(), ""); }
    }
    WHEN("it was written before everything that was read, so perhaps to an older desk") {
      auto t = s;
      t.desk().messages->front().at = then + 1;
      THEN("nothing is said of it") { CHECK_EQ(t.found(), ""); }
    }
    WHEN("one of the desks could not be read") {
      auto t = s;
      t.sides.desks.push_back({"fc-0", "CH0", "closed", {}, std::nullopt, std::nullopt});
      THEN("nothing is said of it") { CHECK_EQ(t.found(), ""); }
    }
  }
}

SCENARIO("what the bot said and nothing explains is a gap") {
  GIVEN("a text of the bot's that the journal does not know") {
    scene s;
    s.user().push_back({"103", then + 5, false, true, "odd"});
    THEN("it is found") { CHECK_EQ(s.found(), "unexplained-text 103"); }
    WHEN("it is the same as another one a moment before") {
      auto t = s;
      t.user().back().content = "I am Mike";
      THEN("it is a double") { CHECK_EQ(t.found(), "doubled-to-user 103"); }
    }
    WHEN("it is the second piece of a long text") {
      auto t = s;
      t.journal.told.back().pieces = 2;
      THEN("it is explained, and a third is not") {
        CHECK_EQ(t.found(), "");
        t.user().push_back({"104", then + 6, false, true, "odder"});
        CHECK_EQ(t.found(), "unexplained-text 104");
      }
    }
    WHEN("a text is being sent at that time") {
      auto t = s;
      t.journal.open = {{9, then + 4, "say", true, {}}};
      t.when.patience = 24 * hour;
      THEN("it may be that one") { CHECK_EQ(t.found(), ""); }
    }
    WHEN("it is a copy whose every piece is known") {
      auto t = s;
      t.journal.told_pieces = {"103"};
      THEN("it is explained") { CHECK_EQ(t.found(), ""); }
    }
  }
}

SCENARIO("two messages of one command at the desk are a gap") {
  GIVEN("a desk with a nonce twice") {
    scene s;
    s.desk().messages->push_back({"IM3", then + 5, true, "discord:77#3"});
    THEN("the second one is found") { CHECK_EQ(s.found(), "doubled-at-desk CH1 IM3"); }
  }
}

SCENARIO("a command that is not done for long and a dead letter are gaps") {
  GIVEN("commands of ten minutes and of one, and a dead letter") {
    scene s;
    s.journal.open = {{7, now - 600'000, "post", false, {}}, {8, now - 60'000, "post", false, {}}};
    s.journal.dead = {{"command:3", then}};
    THEN("the old one and the letter are found") {
      CHECK_EQ(s.found(), "stuck-command post 7; dead-letter command:3");
    }
  }
}

SCENARIO("a desk that is over while the journal has it open is a gap") {
  GIVEN("a conversation or a request that ended there") {
    const std::pair<std::string, std::string> ends[] = {
        {"closed", ""}, {"missing", ""}, {"active", "closed"}, {"active", "failed"}};
    for (auto& [state, channel] : ends) {
      scene s;
      s.desk().state = state;
      s.desk().channel = channel;
      CHECK_EQ(s.found(), "closed-at-desk CH1");
      s.journal.open = {{7, now - 1000, "close_desk", false, "fc-1"}};
      CHECK_EQ(s.found(), "");
    }
  }
}

SCENARIO("a desk that nobody has is a gap") {
  GIVEN("an open conversation of an earlier talk, and one that the journal never heard of") {
    scene s;
    s.sides.desks.push_back({"fc-0", "CH0", "active", {}, std::vector<desk_message>{}, {}});
    s.sides.desks.push_back({"fc-9", "CH9", "inactive", {}, {}, {}});
    s.sides.desks.push_back({"fc-8", "CH8", "closed", {}, {}, {}});
    THEN("the open ones are found") { CHECK_EQ(s.found(), "surplus-desk CH0; surplus-desk CH9"); }
    WHEN("one is being closed") {
      auto t = s;
      t.journal.open = {{7, now - 1000, "close_desk", false, "fc-0"}};
      THEN("it is not a gap yet") { CHECK_EQ(t.found(), "surplus-desk CH9"); }
    }
    WHEN("a conversation's state could not be read") {
      auto t = s;
      t.sides.desks = {{"fc-0", "CH0", {}, {}, {}, {}}};
      THEN("nothing is said of it") { CHECK_EQ(t.found(), ""); }
    }
  }
}

SCENARIO("an open desk without our webhook is a gap") {
  GIVEN("a desk whose webhook was removed") {
    scene s;
    s.desk().webhook = false;
    THEN("it is found") { CHECK_EQ(s.found(), "missing-webhook CH1"); }
    WHEN("none is wanted, or the desk is over") {
      auto t = s;
      t.desk().webhook.reset();
      CHECK_EQ(t.found(), "");
      t.desk().webhook = false;
      t.desk().state = "closed";
      THEN("it is none") { CHECK_EQ(t.found(), "closed-at-desk CH1"); }
    }
  }
}
