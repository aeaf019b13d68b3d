// What a conversation tells its case, and what is left when a person is forgotten.
#include "actors/cases/forget.hpp"
#include "test/unit/cases/script.hpp"

#define CAF_SUITE cases_talk
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::cases;

SCENARIO("a rating and a comment stand in the timeline, and change nothing else") {
  GIVEN("a case that an agent has settled") { // checklist 36
    auto s = reported();
    s.on(progressed{"resolved", "agent finished", "left"});
    WHEN("the member rates the talk and adds a comment") {
      s.on(progressed{{}, "4", "rated"});
      const auto rated = s.entries();
      s.on(progressed{{}, "quick and kind", "comment"});
      THEN("both are told as theirs") {
        CHECK_EQ(rated, "rated 4 by Member 42");
        CHECK_EQ(s.entries(), "comment quick and kind by Member 42");
        CHECK_EQ(s.now.now, status::resolved);
      }
    }
  }
}

SCENARIO("a request that is taken back leaves a case of before as it was") {
  GIVEN("a case that an agent put to pending") {
    auto s = reported();
    s.on(changed{.by = "Ana", .status = "pending"});
    WHEN("its member asks for a person again, and takes that back") {
      s.on(opened{.number = 7});
      const auto asked = s.now.now;
      s.on(progressed{"closed", "cancelled by the user", "cancelled"});
      THEN("it is open meanwhile, and pending again") {
        CHECK_EQ(asked, status::open);
        CHECK_EQ(s.now.now, status::pending);
        CHECK_EQ(s.entries(), "talk cancelled by the user");
      }
    }
  }
}

SCENARIO("a request that is taken back closes the case that was made for it") {
  GIVEN("a case that no agent has seen") {
    auto s = reported();
    WHEN("its member takes the request back") {
      s.on(progressed{"closed", "cancelled by the user", "cancelled"});
      THEN("it is closed") { CHECK_EQ(s.now.now, status::closed); }
    }
  }
}

SCENARIO("what an agent decides after the request stays when it is taken back") {
  GIVEN("a request that goes on under a resolved case") {
    auto s = reported();
    s.on(changed{.by = "Ana", .status = "resolved"});
    s.on(opened{.number = 7});
    WHEN("an agent makes it pending, and the member takes the request back") {
      s.on(changed{.by = "Ana", .status = "pending"});
      s.on(progressed{"closed", "cancelled by the user", "cancelled"});
      THEN("it is pending") { CHECK_EQ(s.now.now, status::pending); }
    }
  }
}

SCENARIO("a request that an agent took and the next one are not mixed up") {
  GIVEN("a case whose second request an agent took") {
    auto s = reported();
    s.on(changed{.by = "Ana", .status = "resolved"});
    s.on(opened{.number = 7});
    s.on(progressed{"open", "agent joined", "joined"});
    WHEN("a cancellation comes late") {
      s.on(progressed{"closed", "cancelled before the transfer", "cancelled"});
      THEN("the resolved of before is not brought back") { CHECK_EQ(s.now.now, status::closed); }
    }
  }
}

SCENARIO("news that a talk could not tell become a mention where it was reported") {
  GIVEN("a report whose member takes no messages any more") {
    auto s = reported();
    WHEN("their talk says so") {
      auto then = s.on(progressed{{}, "closed", "unheard"});
      THEN("they are named in the channel, with the status of now") {
        CHECK_EQ(then, "mention 42 #7 open");
        CHECK_EQ(s.entries(), "untold closed");
      }
    }
  }
}

SCENARIO("news of a duplicate that a talk could not tell become a mention too") {
  GIVEN("a report that another member joined, and that was resolved") {
    story twin;
    opened o;
    o.number = 9;
    o.what = kind::bug;
    o.reporter = reporter_of(9, "43").who;
    o.channel = "bugs";
    o.master = 7;
    twin.on(o);
    twin.on(master_said{7, status::resolved});
    WHEN("the talk of that member says that they take no messages") {
      auto then = twin.on(progressed{{}, "closed", "unheard"});
      THEN("they are named in the channel by their own number") {
        CHECK_EQ(then, "mention 43 #9 resolved");
        CHECK_EQ(twin.entries(), "untold closed");
      }
    }
  }
}

SCENARIO("news for somebody who was forgotten meanwhile are no mention") {
  GIVEN("a report whose reporter was forgotten") {
    auto s = reported();
    s.on(forgotten{"42"});
    WHEN("their talk says that news did not reach them") {
      auto then = s.on(progressed{{}, "closed", "unheard"});
      THEN("nobody is named") { CHECK_EQ(then, ""); }
    }
  }
}

SCENARIO("what happens to a case that nobody knows leaves nothing") {
  GIVEN("a number that was never given") {
    story s;
    WHEN("a talk tells of it") {
      auto then = s.on(progressed{"resolved", "agent finished", "left"});
      THEN("no line and no list has it") {
        CHECK_EQ(then, "");
        CHECK_EQ(s.entries(), "");
        CHECK(s.last.facts.empty());
      }
    }
  }
}

SCENARIO("a case forgets its reporter, their words and what they wait for") {
  GIVEN("a report with answers, a picture, and somebody else's vote") {
    auto s = reported();
    s.now.answers = {{"What happened?", "it broke"}};
    s.now.files = {{"https://cdn.example/1.png", "me.png", "image/png", 10}};
    s.on(voted{"50"});
    s.did<redraw>();
    WHEN("its reporter is forgotten") {
      auto then = s.on(forgotten{"42"});
      THEN("the post is drawn without them, and the vote of the other stays") {
        CHECK_EQ(then, "redraw open 2 votes");
        CHECK_EQ(s.now.reporter.id, "");
        CHECK_EQ(s.now.title, "");
        CHECK(s.now.answers.empty() && s.now.files.empty() && s.now.listeners.empty());
        CHECK_EQ(s.now.voters, std::vector<std::string>{"50"});
        REQUIRE_EQ(s.last.facts.size(), 1u); // with its rows, in one commit
        const auto& row = s.last.facts[0];
        CHECK_EQ(row.reporter + row.reporter_name + row.title, "");
        CHECK(row.forget_timeline);
        CHECK(row.words == std::vector<std::string>{"7"});
      }
    }
  }
}

SCENARIO("a case forgets one who voted and who waits for its news") {
  GIVEN("a report that another member joined") {
    auto s = reported();
    s.on(joined_by{9, {reporter_of(9, "43")}});
    s.did<redraw>();
    WHEN("that member is forgotten") {
      auto then = s.on(forgotten{"43"});
      THEN("only the vote is gone, and they are told nothing any more") {
        CHECK_EQ(then, "redraw open 1 vote");
        CHECK_EQ(s.now.reporter.id, "42");
        REQUIRE_EQ(s.last.facts.size(), 1u);
        CHECK_EQ(s.last.facts[0].forget, "43");
        CHECK(!s.last.facts[0].forget_timeline);
        CHECK_EQ(s.on(changed{.by = "Ana", .status = "resolved"}), "tell 42 #7 resolved");
      }
    }
  }
}

namespace {

/// A report of "42" for whose news "43" waits, and one of each command that it may still have to
/// do.
struct busy_report {
  state before = reported().now, blank;
  call_hook told;
  tell theirs, of_another, own_title;
  tell_case on;

  busy_report() {
    before.listeners.push_back(reporter_of(9, "43"));
    blank = before;
    blank.reporter = {};
    blank.title.clear();
    told = {"case.note", 1, "Ana", "their words", picture_of(before), {}, "42", {}};
    theirs = {reporter_of(7, "42"), 7, kind::bug, status::open, before.title, "bugs"};
    of_another = theirs;
    of_another.whom = reporter_of(9, "43");
    own_title = of_another;
    own_title.title = "The sky falls";
    on = {8, true, before.listeners, status::open, 7};
  }
};

} // namespace

SCENARIO("what is still to be done is done without the reporter who is forgotten") {
  GIVEN("a report with one of each command") {
    const busy_report r;
    auto revised = [&](const command& c) {
      return core::revise(c, forgotten{"42"}, r.before, r.blank);
    };
    WHEN("its reporter is forgotten") {
      const command shown = show{"bugs", picture_of(r.blank)};
      const command drawn = redraw{r.before.shown, picture_of(r.blank)};
      const auto handed_on = std::get<tell_case>(revised(r.on).instead.value()).listeners;
      THEN("nothing of them is shown, told or handed on") {
        CHECK(revised(show{"bugs", picture_of(r.before)}).instead == shown);
        CHECK(revised(redraw{r.before.shown, picture_of(r.before)}).instead == drawn);
        CHECK(revised(r.told).taken_back);
        CHECK(revised(r.theirs).taken_back);
        CHECK_EQ(std::get<tell>(revised(r.of_another).instead.value()).title, "");
        CHECK(!revised(r.own_title).instead && !revised(r.own_title).taken_back);
        REQUIRE_EQ(handed_on.size(), 1u);
        CHECK_EQ(handed_on[0].who.id, "43");
      }
    }
  }
}

SCENARIO("of one who waited for news only what they were to hear is taken back") {
  GIVEN("a report with one of each command") {
    const busy_report r;
    auto revised = [&](const command& c) {
      return core::revise(c, forgotten{"43"}, r.before, r.before);
    };
    WHEN("that member is forgotten") {
      const auto handed_on = std::get<tell_case>(revised(r.on).instead.value()).listeners;
      THEN("the reporter's go on as they are") {
        CHECK(revised(r.of_another).taken_back);
        CHECK(!revised(r.told).taken_back);
        CHECK(!revised(r.theirs).taken_back);
        CHECK(!revised(show{"bugs", picture_of(r.before)}).instead);
        REQUIRE_EQ(handed_on.size(), 1u);
        CHECK_EQ(handed_on[0].who.id, "42");
      }
    }
  }
}

SCENARIO("other events change nothing of what is still to be done") {
  GIVEN("a report with a call for an outside system") {
    const busy_report r;
    WHEN("its reporter votes") {
      const auto v = core::revise(r.told, voted{"42"}, r.before, r.blank);
      THEN("it stays") { CHECK(!v.taken_back && !v.instead); }
    }
  }
}

SCENARIO("a case in a store without a node forgets with all that it still had to do") {
  GIVEN("a stored report whose outside system has not answered") {
    auto s = reported();
    flexcord::store::snapshot stored;
    stored.version = 4;
    stored.state = core::encode(s.now);
    const call_hook told{"case.opened", 1, {}, {}, picture_of(s.now), {}, "42", {}};
    stored.outbox = {{1, "hook", 2, core::encode(told, "t"), 1000},
                     {2, "cases", 2, core::encode(tell_case{8, true, s.now.listeners}, "t"), 1000}};
    WHEN("its reporter is forgotten") {
      const auto step = forgetting("case:7", stored, "42", 5000, rules{true}).value();
      THEN(
          "the call is taken back, the other order says nothing of them, and the system hears it") {
        CHECK_EQ(step.version, 5u);
        CHECK_EQ(step.done, std::vector<std::uint64_t>{1});
        std::string given;
        for (auto& c : step.commands)
          given += c.payload.find("case.erased") != c.payload.npos ? "erased " : c.queue + " ";
        CHECK_EQ(given, "cases erased channel ");
        for (auto& c : step.commands) CHECK_EQ(c.payload.find("Member 42"), c.payload.npos);
        REQUIRE_EQ(step.facts.size(), 1u);
        CHECK(step.facts[0].forget_timeline);
      }
      THEN("without an outside system nothing is told") {
        const auto quiet = forgetting("case:7", stored, "42", 5000, rules{}).value();
        for (auto& c : quiet.commands) CHECK_EQ(c.payload.find("case.erased"), c.payload.npos);
      }
    }
  }
}

SCENARIO("a forgotten vote that a merge has still to hand on is not handed on") {
  GIVEN("a merge on its way, with two voters") {
    const tell_case on{7, true, {}, status::open, 9, {"50", "51"}};
    WHEN("one of them is forgotten, and somebody who did not vote") {
      const auto revised = core::revise(on, forgotten{"50"}, {}, {});
      const auto other = core::revise(on, forgotten{"60"}, {}, {});
      THEN("the other vote alone goes on") {
        REQUIRE(revised.instead.has_value());
        CHECK(std::get<tell_case>(*revised.instead).voters == std::vector<std::string>{"51"});
        CHECK(!other.instead && !other.taken_back);
      }
    }
  }
}

SCENARIO("the words for the search are written when they change") {
  GIVEN("a report that is listed") {
    auto s = reported();
    WHEN("somebody votes, and then it gets a tag") {
      s.on(voted{"50"});
      const bool at_vote = s.last.facts.at(0).words.has_value();
      changed c;
      c.set_tags = true;
      c.tags = {"marsh"};
      s.on(c);
      const bool at_tag = s.last.facts.at(0).words.has_value();
      THEN("only the tag writes them") {
        CHECK(!at_vote);
        CHECK(at_tag);
      }
    }
  }
}

SCENARIO("a case of before there were records gets its words with its first step") {
  GIVEN("one that is only listed") {
    auto s = reported();
    s.now = state_of(facts_of(s.now));
    WHEN("somebody votes") {
      s.on(voted{"50"});
      THEN("they are written") { CHECK(s.last.facts.at(0).words.has_value()); }
    }
  }
}
