#include "test/unit/cases/script.hpp"

#define CAF_SUITE cases_machine
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::cases;

SCENARIO("a report is shown once and told to its reporter at every change of status") {
  GIVEN("a report that is shown in its channel") { // checklist 14, 15, 34
    auto s = reported();
    WHEN("an agent works on it") {
      THEN("the reporter hears of the status, once, and what is shown follows") {
        CHECK_EQ(s.on(changed{.by = "Ana", .priority = "high"}), "redraw open 1 vote");
        CHECK_EQ(s.entries(), "priority high by Ana");
        CHECK_EQ(s.did<redraw>(), "");
        CHECK_EQ(s.on(changed{.by = "Ana", .status = "resolved"}),
                 "tell 42 #7 resolved, redraw resolved 1 vote");
        CHECK_EQ(s.on(changed{.by = "Ana", .status = "resolved"}), "");
        CHECK_EQ(s.on(changed{.by = "Ana", .status = "nonsense"}), "");
        CHECK_EQ(s.now.resolved, s.now.updated);
        CHECK_EQ(s.on(changed{.by = "Ana", .status = "open"}), "tell 42 #7 open");
        CHECK_EQ(s.now.resolved, 0);
        CHECK_EQ(s.did<redraw>(), "redraw open 1 vote"); // it had changed meanwhile
      }
    }
  }
}

SCENARIO("a vote counts once for each member and can be taken back") {
  GIVEN("a report that is shown") {
    auto s = reported();
    WHEN("members press the button") {
      THEN("each has one vote, the reporter's is given already") {
        CHECK_EQ(s.on(voted{"50"}), "redraw open 2 votes");
        CHECK_EQ(s.on(voted{"51"}), ""); // into the next edit
        CHECK_EQ(s.on(voted{"42"}), "");
        CHECK_EQ(s.did<redraw>(), "redraw open 3 votes");
        CHECK_EQ(s.did<redraw>(), "");
        CHECK_EQ(s.on(voted{"50"}), "redraw open 2 votes");
        CHECK_EQ(facts_of(s.now).votes, 2u);
      }
    }
  }
}

SCENARIO("a vote that comes while a report is being posted is shown afterwards") {
  GIVEN("a report on its way to the channel") {
    auto s = reported(false);
    WHEN("somebody votes and the post is done then") {
      auto at_once = s.on(voted{"50"});
      THEN("it is drawn anew") {
        CHECK_EQ(at_once, "");
        CHECK_EQ(s.did<show>("m1"), "redraw open 2 votes");
      }
    }
  }
}

SCENARIO("a duplicate hands its listeners to the master, who tells everybody once") {
  GIVEN("two reports of the same problem") { // checklist 30
    auto master = reported();
    story twin;
    opened o;
    o.number = 9;
    o.what = kind::bug;
    o.reporter = reporter_of(9, "43").who;
    o.channel = "bugs";
    o.title = "Lantern dies in rain";
    twin.on(o);
    WHEN("the second joins the first and that is resolved") {
      CHECK_EQ(twin.on(merged{7}), "join case 7 with 1");
      const auto joins = std::get<tell_case>(twin.last.commands[0].what);
      CHECK_EQ(twin.on(merged{7}), "");
      CHECK_EQ(master.on(joined_by{9, joins.listeners}), "redraw open 2 votes");
      master.did<redraw>();
      THEN("both reporters are told once, each by their own number") {
        CHECK_EQ(
            master.on(changed{.by = "Ana", .status = "resolved"}),
            "tell 42 #7 resolved, tell 43 #9 resolved, case 9 resolved, redraw resolved 2 votes");
        CHECK_EQ(twin.on(master_said{7, status::resolved}), "");
        CHECK_EQ(twin.now.now, status::resolved);
        CHECK_EQ(twin.on(changed{.by = "Ana", .status = "closed"}), "");
      }
    }
  }
}

SCENARIO("the votes for a duplicate are the master's from then on, once for each member") {
  GIVEN("two reports, and members who voted for one or both of them") { // checklist 15, 30
    auto master = reported();
    for (auto* member : {"50", "51"}) master.on(voted{member});
    master.did<redraw>();
    master.did<redraw>();
    story twin;
    opened o;
    o.number = 9;
    o.what = kind::bug;
    o.reporter = reporter_of(9, "43").who;
    o.channel = o.show_in = "bugs";
    twin.on(o);
    twin.did<show>("m2");
    for (auto* member : {"42", "51", "52"}) twin.on(voted{member});
    twin.did<redraw>();
    twin.did<redraw>();
    WHEN("an agent says that the second is the same") {
      const auto given = twin.on(merged{7});
      const auto joins = std::get<tell_case>(twin.last.commands[0].what);
      const auto shown = master.on(joined_by{9, joins.listeners, joins.voters});
      THEN("everybody stands behind the master, and nobody is counted twice") {
        CHECK_EQ(given, "join case 7 with 1, redraw open 1 vote");
        CHECK_EQ(shown, "redraw open 5 votes"); // 42, who reported; 43, 50, 51, 52
        CHECK_EQ(facts_of(master.now).votes, 5u);
        CHECK_EQ(facts_of(twin.now).votes, 1u);
      }
    }
  }
}

SCENARIO("a duplicate has the status of its master from the beginning") {
  GIVEN("a report that an agent put to pending") {
    auto master = reported();
    master.on(changed{.by = "Ana", .status = "pending"});
    master.did<redraw>();
    WHEN("another member joins it") {
      const auto told = master.on(joined_by{9, {reporter_of(9, "43")}});
      THEN("the duplicate hears of it, and its reporter has missed nothing") {
        CHECK_EQ(told, "case 9 pending, redraw pending 2 votes");
      }
    }
  }
}

SCENARIO("a report can be a duplicate from its first moment") { // checklist 30
  GIVEN("a report that is shown") {
    auto master = reported();
    WHEN("another member joins it with one press") {
      story twin;
      opened o;
      o.number = 9;
      o.what = kind::bug;
      o.reporter = reporter_of(9, "43").who;
      o.urgency = priority::high;
      o.master = 7;
      const auto given = twin.on(o);
      const auto joins = std::get<tell_case>(twin.last.commands[0].what);
      master.on(joined_by{9, joins.listeners});
      THEN("its listeners are the master's in the same step, and it is shown nowhere") {
        CHECK_EQ(given, "join case 7 with 1");
        CHECK_EQ(twin.now.master, 7u);
        CHECK(twin.now.listeners.empty());
        CHECK_EQ(twin.now.urgency, priority::high);
        CHECK_EQ(master.now.listeners.size(), 2u);
      }
    }
  }
}

SCENARIO("a member may agree later to be written to") {
  GIVEN("a report and a duplicate of it whose reporters agreed to nothing") {
    auto master = reported();
    master.now.listeners[0].may_dm = false;
    story twin;
    opened o;
    o.number = 9;
    o.what = kind::bug;
    o.reporter = reporter_of(9, "43").who;
    o.master = 7;
    twin.on(o);
    master.on(joined_by{9, std::get<tell_case>(twin.last.commands[0].what).listeners});
    master.did<redraw>();
    WHEN("both agree, and a stranger too") {
      master.on(allowed{"42"});
      master.on(allowed{"99"});
      const auto stranger = twin.on(allowed{"99"});
      const auto forwarded = twin.on(allowed{"43"});
      const auto again =
          master.on(joined_by{9, std::get<tell_case>(twin.last.commands[0].what).listeners});
      THEN("it is known where their news come from, and nothing is told twice") {
        CHECK_EQ(stranger, "");
        CHECK_EQ(forwarded, "join case 7 with 1");
        CHECK_EQ(again, "");
        CHECK_EQ(master.entries(), "");
        REQUIRE_EQ(master.now.listeners.size(), 2u);
        CHECK(master.now.listeners[0].may_dm);
        CHECK(master.now.listeners[1].may_dm);
      }
    }
  }
}

SCENARIO("who joins a case that is settled already is told at once") {
  GIVEN("a resolved report") {
    auto s = reported();
    s.on(changed{.by = "Ana", .status = "resolved"});
    s.did<redraw>();
    WHEN("a duplicate joins") {
      auto given = s.on(joined_by{9, {reporter_of(9, "43")}});
      THEN("its reporter hears of it, nobody else again") {
        CHECK_EQ(given, "tell 43 #9 resolved, case 9 resolved, redraw resolved 2 votes");
      }
    }
  }
}

SCENARIO("a reporter who takes no private message is named where they reported") {
  GIVEN("a resolved report whose reporter cannot be written to") {
    auto s = reported();
    s.on(changed{.by = "Ana", .status = "resolved"});
    WHEN("telling them fails") {
      auto then = s.could_not<tell>("closed");
      auto at_last = s.could_not<tell>("gone");
      THEN("they are mentioned once, and only then it is given up for a person to see") {
        CHECK_EQ(then, "mention 42 #7 resolved");
        CHECK_EQ(at_last, "");
        CHECK_EQ(s.last.dead, "gone");
      }
    }
  }
}

SCENARIO("a post that a moderator removed is not drawn again") {
  GIVEN("a report whose message is gone") {
    auto s = reported();
    s.on(voted{"50"});
    WHEN("the edit finds nothing") {
      auto then = s.could_not<redraw>("gone");
      THEN("it is left alone from then on, and no letter is dead") {
        CHECK_EQ(then, "");
        CHECK(s.last.dead.empty());
        CHECK_EQ(s.on(voted{"51"}), "");
      }
    }
  }
}

SCENARIO("the same request for a person goes on under its number") {
  GIVEN("a handoff that was resolved") { // checklist 31
    story s;
    opened o;
    o.number = 3;
    o.talk = "discord:1";
    o.reporter = {"42", "Ada", "en-US"};
    s.on(o);
    s.on(progressed{"", "agent joined", "joined"});
    s.on(progressed{"resolved", "agent finished", "left"});
    WHEN("the user asks again") {
      s.on(o);
      THEN("it is open again, and says so") {
        CHECK_EQ(s.now.number, 3u);
        CHECK_EQ(s.now.now, status::open);
        CHECK_EQ(s.entries(), "asked asked again, status reopened");
        CHECK(s.now.joined > 0 && s.now.left > s.now.joined && s.now.resolved == 0);
      }
    }
  }
}

SCENARIO("an outside case system hears of everything, in order") {
  GIVEN("a hook") {
    story s;
    s.how.hook = true;
    WHEN("a case is opened, noted and closed") {
      opened o;
      o.number = 1;
      auto first = s.on(o);
      auto second = s.on(changed{.by = "Ana", .note = "called back"});
      auto third = s.on(changed{.by = "Ana", .status = "closed", .assignee = "Bo"});
      THEN("each is one call") {
        CHECK_EQ(first, "hook case.opened");
        CHECK_EQ(second, "hook case.note");
        CHECK_EQ(third, "tell  #1 closed, hook case.changed");
      }
    }
  }
}

SCENARIO("of two who change a case at once, the first keeps the field; the second keeps the rest") {
  GIVEN("a report that two agents look at") { // checklist 33, 36
    auto s = reported();
    s.on(changed{.by = "Ana", .status = "pending", .assignee = "Ana", .saw_status = "open"});
    WHEN("the second saves what they decided about the report as it was before") {
      auto given = s.on(changed{.by = "Bo",
                                .status = "resolved",
                                .priority = "high",
                                .assignee = "Bo",
                                .set_tags = true,
                                .tags = {"rain"},
                                .note = "checked it",
                                .saw_status = "open",
                                .saw_priority = "normal",
                                .saw_assignee = "",
                                .saw_tags = std::vector<std::string>{}});
      THEN("only what nobody else has changed is set, and the note is kept") {
        CHECK_EQ(given, ""); // nobody is told of a status that was not set
        CHECK_EQ(s.entries(), "priority high by Bo, tags rain by Bo, note checked it by Bo");
        CHECK_EQ(s.now.now, status::pending);
        CHECK_EQ(s.now.assignee, "Ana");
        CHECK_EQ(s.now.urgency, priority::high);
        CHECK_EQ(s.now.tags, (std::vector<std::string>{"rain"}));
      }
    }
  }
}

SCENARIO("what is already as wanted is no conflict, and what was seen last decides") {
  GIVEN("a report that somebody has made pending and tagged") {
    auto s = reported();
    s.on(changed{.by = "Ana", .status = "pending", .set_tags = true, .tags = {"rain"}});
    WHEN("another wants the same, then something else with open eyes") {
      s.on(changed{.by = "Bo",
                   .status = "pending",
                   .set_tags = true,
                   .tags = {"fog"},
                   .saw_status = "open",
                   .saw_tags = std::vector<std::string>{}});
      const auto first = s.entries();
      s.on(changed{.by = "Bo", .status = "resolved", .unassign = true, .saw_status = "pending"});
      THEN("nothing happens at first, then it is done") {
        CHECK_EQ(first, "");
        CHECK_EQ(s.now.tags, (std::vector<std::string>{"rain"}));
        CHECK_EQ(s.entries(), "status resolved by Bo");
      }
    }
  }
}

SCENARIO("a case that an agent opens for somebody says who opened it") {
  GIVEN("an agent with a customer") { // checklist 35
    story s;
    WHEN("they open a case for them") {
      opened o;
      o.number = 9;
      o.what = kind::question;
      o.reporter = {"42", "Ada", {}};
      o.by = "Mike";
      o.urgency = priority::urgent;
      s.on(o);
      THEN("it is the customer's, made by the agent, as urgent as they said") {
        CHECK_EQ(s.entries(), "opened opened by Mike");
        CHECK_EQ(facts_of(s.now).reporter, "42");
        CHECK_EQ(facts_of(s.now).priority, "urgent");
      }
    }
  }
}
