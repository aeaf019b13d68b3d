#define CAF_SUITE flex_handoff
#include "test/unit/flex/world.hpp"

#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

#include <algorithm>

using namespace flexcord;
using namespace flexcord::conversation;
using namespace flexcord::test;

namespace {

struct scenario_world {
  world w;
  fake_state state() {
    std::lock_guard lock(w.fake.mutex);
    return w.fake.state;
  }
  invite ask(bool again = false) { return {"fc-1", 3, "help", "sales", "", w.user, again}; }
};

template <class T>
T as(const envelope& e) {
  auto* x = std::get_if<T>(&e.what);
  CHECK(x != nullptr);
  return x ? *x : T{};
}

} // namespace

BEGIN_FIXTURE_SCOPE(scenario_world)

SCENARIO("a desk is opened with the user in it and our webhook on it") {
  GIVEN("nothing") {
    WHEN("a desk is opened twice, the second time as after a restart") {
      auto first = w.run(open_desk{"fc-1", 3, w.user});
      w.maybe_done = true;
      auto second = w.run(open_desk{"fc-1", 3, w.user});
      THEN("both times it is the same") {
        auto s = state();
        CHECK_EQ(s.conversations.size(), 1u);
        auto& c = s.conversations[0];
        CHECK_EQ(as<desk_opened>(first).conversation, c.sid);
        CHECK(first.what == second.what);
        CHECK_EQ(first.desk, c.sid);
        CHECK_EQ(c.identities, std::vector<std::string>{"discord-42"});
        std::vector<std::string> hooks{"https://example.test/twilio/conversations?k=discord%3A1"};
        CHECK_EQ(c.webhooks, hooks);
        CHECK_EQ(c.attributes, R"({"fc":{"key":"discord:1","case":3},"customer_name":"Ana"})");
      }
    }
  }
}

SCENARIO("the link to the case's page is the first message at the desk, once") {
  GIVEN("pages of cases") { // checklist 29, 36
    w.case_page = "https://desk.example/case/";
    WHEN("a desk is opened, and again by a node that does not know whether it was") {
      w.run(open_desk{"fc-1", 3, w.user});
      w.maybe_done = w.same_order = true;
      w.run(open_desk{"fc-1", 3, w.user});
      THEN("it is there once, from us, good from the moment when the desk was asked for") {
        auto c = state().conversations.at(0);
        REQUIRE_EQ(c.messages.size(), 1u);
        const auto url = "https://desk.example/case/3?e=" + std::to_string(w.created);
        CHECK_EQ(c.messages[0].body, "Case #3: " + url);
        CHECK_EQ(c.messages[0].author, "flexcord-bot");
        CHECK(c.attributes.find(R"("case_url":")" + url) != std::string::npos);
      }
    }
  }
}

SCENARIO("a desk for no case yet has no link") {
  GIVEN("pages of cases") {
    w.case_page = "https://desk.example/case/";
    WHEN("a desk is opened while the bot has the talk") {
      w.run(open_desk{"fc-1", 0, w.user});
      THEN("nothing is posted") { CHECK(state().conversations.at(0).messages.empty()); }
    }
  }
}

SCENARIO("a link that Twilio does not take keeps nobody from an agent") {
  GIVEN("a Twilio that refuses the message") {
    w.case_page = "https://unacceptable.example/";
    WHEN("a desk is opened") {
      auto e = w.run(open_desk{"fc-1", 3, w.user});
      THEN("it is open") { as<desk_opened>(e); }
    }
  }
}

SCENARIO("a desk whose name is taken by us is used, a closed one is not") {
  GIVEN("a conversation of that name") {
    w.opened();
    WHEN("a desk is opened, and again when it is closed") {
      auto taken = as<desk_opened>(w.run(open_desk{"fc-1", 0, w.user}));
      {
        std::lock_guard lock(w.fake.mutex);
        w.fake.state.conversations[0].state = "closed";
      }
      auto closed = as<desk_failed>(w.run(open_desk{"fc-1", 0, w.user}));
      THEN("the first is adopted and the second fails") {
        CHECK_EQ(taken.conversation, "CH1");
        CHECK_EQ(closed.reason, "gone");
      }
    }
  }
}

SCENARIO("a desk that is refused fails at once") {
  GIVEN("a Twilio that refuses our key") {
    w.fake.state.refusals["POST /Conversations"] = 401;
    WHEN("a desk is opened") {
      auto e = as<desk_failed>(w.run(open_desk{"fc-1", 3, w.user}));
      THEN("the conversation hears why") {
        CHECK_EQ(e.name, "fc-1");
        CHECK_EQ(e.reason, "refused");
        CHECK_EQ(w.fake.count("POST", "/Conversations"), 1u);
      }
    }
  }
}

SCENARIO("an agent is asked for and the user waits until it is set up") {
  GIVEN("a channel that takes a while") {
    w.opened();
    w.fake.state.polls_to_active = 4;
    WHEN("an agent is asked for") {
      auto e = as<agent_invited>(w.run(ask()));
      THEN("the outcome names interaction, channel and task") {
        auto i = state().interactions.at(0);
        CHECK(e == agent_invited({"fc-1", i.sid, i.channel, i.task}));
        CHECK_EQ(i.polls, 5);
        CHECK(i.attributes.find(R"("queue":"sales")") != std::string::npos);
        CHECK(i.attributes.find(R"("conversationSid":"CH1")") != std::string::npos);
      }
    }
  }
}

SCENARIO("a set-up that fails is told") {
  GIVEN("a channel that fails") {
    w.opened();
    w.fake.state.settled = "failed";
    WHEN("an agent is asked for") {
      auto e = as<desk_failed>(w.run(ask()));
      THEN("the conversation hears it") { CHECK_EQ(e.reason, "setup-failed"); }
    }
  }
}

SCENARIO("a desk that cannot tell how its channels stand is taken at its word") {
  GIVEN("a stand-in without that call") {
    w.opened();
    w.fake.state.refusals["GET /Channels"] = 404;
    WHEN("an agent is asked for") {
      auto e = as<agent_invited>(w.run(ask()));
      THEN("it counts as asked after three looks") {
        CHECK_EQ(e.interaction, state().interactions.at(0).sid);
        CHECK_EQ(w.fake.count("GET", "/Channels/" + e.channel), 3u);
      }
    }
  }
}

SCENARIO("after a restart the request that is there is adopted and a second one withdrawn") {
  GIVEN("two requests of one conversation") {
    w.opened();
    w.invited();
    w.desk.interaction = w.desk.channel = w.desk.task = "";
    w.fake.state.interactions.push_back(
        {"KD2", "UO2", "WT2", "CH1", {}, "active", "reserved", 0, 0});
    w.maybe_done = true;
    WHEN("the order is done again") {
      auto e = as<agent_invited>(w.run(ask()));
      THEN("the one that is further stays and nothing new is made") {
        CHECK_EQ(e.interaction, "KD2");
        CHECK_EQ(e.task, "WT2");
        CHECK_EQ(w.fake.count("POST", "/Channels/UO1"), 1u);
        CHECK_EQ(w.fake.count("POST", "/v1/Interactions"), 0u);
        CHECK_EQ(w.counted("surplus-closed"), 1u);
      }
    }
  }
}

SCENARIO("after a restart with nothing there the request is made") {
  GIVEN("an open desk, and a desk without TaskRouter") {
    w.opened();
    w.maybe_done = true;
    WHEN("the order is done") {
      auto looked = as<agent_invited>(w.run(ask()));
      auto looks = w.fake.count("GET", "/Tasks");
      w.fake.state.interactions.clear();
      w.fake.state.refusals["GET /Tasks"] = 403;
      auto blind = as<agent_invited>(w.run(ask()));
      THEN("it is made once each time") {
        CHECK_GT(looks, 1u);
        CHECK(!looked.interaction.empty());
        CHECK(!blind.interaction.empty());
        CHECK_EQ(w.fake.count("POST", "/v1/Interactions"), 2u);
      }
    }
  }
}

SCENARIO("a conversation that was put aside is offered again, by a new request if need be") {
  GIVEN("a known interaction, and one that takes no more invites") {
    w.opened();
    w.invited();
    WHEN("an agent is asked for again") {
      auto known = as<agent_invited>(w.run(ask(true)));
      auto invites = state().interactions.at(0).invites;
      w.fake.state.refusals["POST /Invites"] = 404;
      auto fresh = as<agent_invited>(w.run(ask(true)));
      THEN("the first is an invite and the second a new interaction") {
        CHECK_EQ(known.interaction, "KD1");
        CHECK_EQ(invites, 1);
        CHECK_EQ(state().interactions.size(), 2u);
        CHECK_EQ(fresh.interaction, state().interactions.at(1).sid);
      }
    }
  }
}

SCENARIO("closing ends the interaction, or the conversation when there is none") {
  GIVEN("a desk with a request, one whose request is not known, one without") {
    w.opened();
    w.invited();
    WHEN("each is closed") {
      auto known = w.run(close_desk{"fc-1"});
      auto by_channel = w.fake.count("POST", "/Channels/UO1");
      auto again = w.run(close_desk{"fc-1"});
      w.fake.reset();
      w.desk = {.name = "fc-1"};
      w.opened();
      w.desk.conversation = "";
      auto by_name = w.run(close_desk{"fc-1"});
      auto closed = state().conversations.at(0).state;
      w.fake.reset();
      auto nothing = w.run(close_desk{"fc-1"});
      THEN("all are done") {
        for (auto* e : {&known, &again, &by_name, &nothing})
          CHECK(std::holds_alternative<delivered>(e->what));
        CHECK_EQ(by_channel, 1u);
        CHECK_EQ(closed, "closed");
      }
    }
  }
}

SCENARIO("an actor that ends leaves its orders to the journal") {
  GIVEN("an operation that keeps failing") {
    w.opened();
    w.fake.state.refusals["POST /Messages"] = 503;
    w.send(post{"fc-1", author::user, "m1", "hello", {}, w.user, 5});
    WHEN("the actor ends and later commands come") {
      w.end_flex();
      w.send(close_desk{"fc-1"});
      THEN("no outcome is told") { CHECK_EQ(w.heard(), 0u); }
    }
  }
}

END_FIXTURE_SCOPE()
