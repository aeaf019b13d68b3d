#define CAF_SUITE flex_legacy_end
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

#include "test/unit/flex/legacy_world.hpp"

using namespace flexcord;
using namespace flexcord::conversation;
using namespace flexcord::test;

namespace {

struct scenario_world : legacy_world {
  invite ask() { return {"fc-1", 3, "help", "sales", "", w.user, false}; }
  std::string status() { return state().channels.at(0).attributes; }
};

} // namespace

BEGIN_FIXTURE_SCOPE(scenario_world)

SCENARIO("the task that the flow made is adopted") {
  GIVEN("a flow that ran twice, one task of which an agent has taken, and a foreign task") {
    w.channel();
    change([](fake_state& s) {
      s.tasks = {{"WT0", "CH9", "assigned"}, {"WT1", "CH1", "pending"}, {"WT2", "CH1", "reserved"}};
    });
    WHEN("an agent is waited for") {
      auto e = as<agent_invited>(w.run(ask()));
      THEN("the one that is furthest is ours, and the other is withdrawn") {
        CHECK(e == agent_invited({"fc-1", "", "", "WT2"}));
        CHECK_EQ(w.counted("surplus-closed"), 1u);
        CHECK_EQ(w.fake.count("POST", "/v1/Interactions"), 0u);
      }
    }
  }
}

SCENARIO("a handoff that the flow does not take up is told") {
  GIVEN("a flow that makes no task, and one whose desk is not known") {
    w.channel();
    w.on_legacy->taken_up_within = actors::twilio::milliseconds{10};
    WHEN("an agent is waited for") {
      auto none = as<desk_failed>(w.run(ask()));
      auto looks = w.fake.count("GET", "/Tasks");
      w.fake.state.refusals["GET /Tasks"] = 403;
      auto shut = as<desk_failed>(w.run(ask()));
      w.desk.conversation = "";
      auto unknown = as<desk_failed>(w.run(ask()));
      THEN("each says why") {
        CHECK_EQ(none.reason, "not-taken-up");
        CHECK_GT(looks, 1u);
        CHECK_EQ(shut.reason, "refused");
        CHECK_EQ(unknown.reason, "gone");
      }
    }
  }
}

SCENARIO("closing ends the task as its state demands, puts the channel aside and unhooks it") {
  GIVEN("a channel with a webhook of ours, one of another address, and a foreign one") {
    auto& c = w.channel();
    c.webhooks = {{"WH1", "https://example.test/forward-to-discord?k=discord%3A1"},
                  {"WH2", "https://before.test/forward-to-discord?k=discord%3A1"},
                  {"WH3", "https://example.test/forward-to-discord?k=discord%3A12"}};
    c.attributes = R"({"mine":"stays","status":"ACTIVE","fc":{"key":"discord:1","name":"fc-1"}})";
    change([](fake_state& s) {
      s.tasks = {{"WT1", "CH1", "pending"},
                 {"WT2", "CH1", "assigned"},
                 {"WT3", "CH1", "wrapping"},
                 {"WT4", "CH2", "assigned"}};
    });
    WHEN("it is closed twice") {
      auto first = w.run(close_desk{"fc-1"});
      auto s = state();
      forget_calls();
      auto second = w.run(close_desk{"fc-1"});
      THEN("an agent who writes notes is left alone, and so is everything that is not ours") {
        CHECK(std::holds_alternative<delivered>(first.what));
        std::string tasks;
        for (auto& t : s.tasks) tasks += t.assignment + " ";
        CHECK_EQ(tasks, "canceled completed wrapping assigned ");
        CHECK_EQ(s.channels[0].attributes,
                 R"({"mine":"stays","status":"INACTIVE","fc":{"key":"discord:1","name":"fc-1"}})");
        REQUIRE_EQ(s.channels[0].webhooks.size(), 1u);
        CHECK(s.channels[0].webhooks.contains("WH3"));
      }
      THEN("the second time nothing is changed") {
        CHECK(std::holds_alternative<delivered>(second.what));
        CHECK_EQ(calls().find("POST"), std::string::npos);
        CHECK_EQ(calls().find("DELETE"), std::string::npos);
      }
    }
  }
}

SCENARIO("a task that changes hands while it is ended is ended in the other way") {
  GIVEN("a TaskRouter that refuses the first end, and one that refuses all of them") {
    w.channel();
    change([](fake_state& s) { s.tasks = {{"WT1", "CH1", "pending"}}; });
    WHEN("the desk is closed") {
      w.fake.state.refusals["POST /Tasks"] = 400;
      auto e = w.run(close_desk{"fc-1"});
      THEN("the channel is put aside all the same after three rounds, and three more behind that") {
        CHECK(std::holds_alternative<delivered>(e.what));
        CHECK_EQ(w.fake.count("POST", "/Tasks/WT1"), 6u);
        CHECK(status().find("INACTIVE") != std::string::npos);
      }
    }
  }
}

SCENARIO("what is missing counts as closed, and what serves a later talk stays open") {
  GIVEN("a channel that a later talk uses") {
    w.channel().attributes = R"({"status":"ACTIVE","fc":{"key":"discord:1","name":"fc-2"}})";
    change([](fake_state& s) { s.tasks = {{"WT1", "CH1", "assigned"}}; });
    WHEN("the earlier desk is closed, one that is gone, and one never seen") {
      std::vector<envelope> all{w.run(close_desk{"fc-1"})};
      w.desk.conversation = "CH404";
      all.push_back(w.run(close_desk{"fc-1"}));
      w.desk.conversation = "";
      all.push_back(w.run(close_desk{"fc-1"}));
      all.push_back(w.run(close_desk{""}));
      change([](fake_state& s) { s.users.clear(); });
      all.push_back(w.run(close_desk{"fc-1"}));
      THEN("all are done and the later talk goes on") {
        for (auto& e : all) CHECK(std::holds_alternative<delivered>(e.what));
        CHECK(status().find("INACTIVE") == std::string::npos);
        CHECK_EQ(state().tasks[0].assignment, "assigned");
      }
    }
  }
}

SCENARIO("a channel whose id never reached us is found by the desk's name in it") {
  GIVEN("an open channel of the user") {
    w.channel();
    w.desk.conversation = "";
    WHEN("the desk is closed") {
      auto e = w.run(close_desk{"fc-1"});
      THEN("it is put aside") {
        CHECK(std::holds_alternative<delivered>(e.what));
        CHECK(status().find("INACTIVE") != std::string::npos);
      }
    }
  }
}

END_FIXTURE_SCOPE()
