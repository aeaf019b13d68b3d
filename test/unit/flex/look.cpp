#define CAF_SUITE flex_look
#include "test/unit/flex/world.hpp"

#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord;
using namespace flexcord::conversation;
using namespace flexcord::test;

namespace {

struct scenario_world {
  world w;
};

template <class T>
T as(const envelope& e) {
  auto* x = std::get_if<T>(&e.what);
  CHECK(x != nullptr);
  return x ? *x : T{};
}

} // namespace

BEGIN_FIXTURE_SCOPE(scenario_world)

SCENARIO("a look tells the agents' messages in order and then how the desk stands") {
  GIVEN("messages of everybody, an agent and a supervisor") {
    auto& c = w.opened();
    c.identities = {"discord-42", "mike_40x", "boss"};
    c.messages = {{"IM0", "discord-42", "hi", "{}", "", ""},
                  {"IM1", "mike_40x", "one", "{}", "", ""},
                  {"IM2", "flexcord-bot", "x", "{}", "", ""},
                  {"IM3", "mike_40x", "", "{}", "ME1", ""},
                  {"IM4", "other", "ours", R"({"fc":{"n":"discord:1#3"}})", "", ""}};
    w.invited().assignment = "assigned";
    w.fake.state.members = {{"agent", "WT1", "WK1"}, {"supervisor", "", "WK2"}};
    w.fake.state.workers["WK1"] =
        R"({"sid":"WK1","friendly_name":"mike@x","attributes":"{\"full_name\":\"Mike M.\"}"})";
    w.fake.state.workers["WK2"] =
        R"({"sid":"WK2","friendly_name":"b","attributes":"{\"contact_uri\":\"client:boss\"}"})";
    WHEN("the desk is looked at twice") {
      auto e = w.run(look{"fc-1", -1});
      auto messages = w.events<agent_wrote>();
      auto second = as<desk_seen>(w.run(look{"fc-1", 4}));
      THEN("two messages came first, and the workers were read once") {
        CHECK_EQ(messages.size(), 2u);
        CHECK_EQ(messages[0].text, "one");
        CHECK(messages[0].listed);
        CHECK_EQ(messages[0].index, 1);
        CHECK_EQ(messages[1].files.size(), 1u);
        CHECK_EQ(messages[1].files[0].place, "ME1");
        CHECK_EQ(w.around->heard[0].id, "twilio:IM1:added");
        CHECK_EQ(w.around->heard[0].desk, "CH1");
        CHECK_EQ(w.around->heard[0].completes, 0u);
        auto seen = as<desk_seen>(e);
        CHECK_EQ(seen.last_index, 4);
        CHECK_EQ(seen.channel, "active");
        CHECK(seen.agents == std::vector<agent>({{"mike_40x", "Mike M.", true}}));
        CHECK_EQ(seen.supervisors, std::vector<std::string>{"boss"});
        CHECK(seen.tasks_known);
        CHECK(seen.task_assigned);
        CHECK(!seen.invite_open);
        CHECK(!seen.conversation_closed);
        CHECK(second == seen);
        CHECK_EQ(w.fake.count("GET", "/Workers/WK1"), 1u);
      }
    }
  }
}

SCENARIO("a message that is not committed is told again before anything after it") {
  GIVEN("a conversation that cannot commit at first") {
    auto& c = w.opened();
    c.messages = {{"IM0", "mike", "one", "{}", "", ""}, {"IM1", "mike", "two", "{}", "", ""}};
    w.around->envelopes_to_refuse = 2;
    WHEN("the desk is looked at") {
      auto seen = as<desk_seen>(w.run(look{"fc-1", -1}));
      THEN("both are heard once, in order") {
        auto messages = w.events<agent_wrote>();
        CHECK_EQ(messages.size(), 2u);
        CHECK_EQ(messages[0].text, "one");
        CHECK_EQ(seen.last_index, 1);
      }
    }
  }
}

SCENARIO("what the desk refuses to tell is left out") {
  GIVEN("a stand-in without TaskRouter and Interactions") {
    w.opened().identities.push_back("mike");
    w.invited();
    for (auto what : {"GET /Interactions", "GET /Workspaces", "GET /Users"})
      w.fake.state.refusals[what] = 404;
    WHEN("the desk is looked at") {
      auto seen = as<desk_seen>(w.run(look{"fc-1", -1}));
      THEN("the participants are told all the same") {
        CHECK(seen.agents == std::vector<agent>({{"mike", "", true}}));
        CHECK(!seen.tasks_known);
        CHECK_EQ(seen.channel, "");
        CHECK_EQ(seen.last_index, -1);
      }
    }
  }
}

SCENARIO("TaskRouter being down does not hide the agents") {
  GIVEN("a TaskRouter that always fails") {
    w.opened().identities.push_back("mike");
    w.fake.state.users["mike"] = "Mike";
    w.fake.state.refusals["GET /Workspaces"] = 503;
    WHEN("the desk is looked at") {
      auto seen = as<desk_seen>(w.run(look{"fc-1", -1}));
      THEN("the agents are told after a second try") {
        CHECK(seen.agents == std::vector<agent>({{"mike", "Mike", true}}));
        CHECK(!seen.tasks_known);
        CHECK_EQ(w.counted("retried"), 1u);
      }
    }
  }
}

SCENARIO("a desk that does not tell who is there is not taken for empty") {
  GIVEN("a Twilio that refuses the participants") {
    w.opened();
    w.fake.state.refusals["GET /Participants"] = 403;
    WHEN("the desk is looked at") {
      auto e = as<undeliverable>(w.run(look{"fc-1", -1}));
      THEN("nothing is said about agents") { CHECK_EQ(e.reason, "refused"); }
    }
  }
}

SCENARIO("last words that come while the desk is looked at are not missed") {
  GIVEN("a talk that goes on, and one that closes while its agent is still listed") {
    auto& c = w.opened();
    c.identities = {"discord-42", "mike_40x"};
    c.messages = {{"IM0", "mike_40x", "bye", "{}", "", ""}};
    WHEN("each is looked at") {
      w.run(look{"fc-1", -1});
      const auto once = w.fake.count("GET", "/Messages");
      c.state = "closed";
      const auto seen = as<desk_seen>(w.run(look{"fc-1", -1}));
      THEN("the messages of the one that is over are read once more behind everything else") {
        CHECK_EQ(once, 1u);
        CHECK(seen.conversation_closed);
        CHECK_EQ(seen.agents.size(), 1u);
        CHECK_EQ(w.fake.count("GET", "/Messages"), 3u);
      }
    }
  }
}

SCENARIO("a conversation that is closed or gone is told as closed") {
  GIVEN("a closed one and a missing one") {
    auto& c = w.opened();
    c.state = "closed";
    c.messages = {{"IM0", "mike", "bye", "{}", "", ""}};
    WHEN("both are looked at") {
      auto closed = as<desk_seen>(w.run(look{"fc-1", -1}));
      auto messages = w.events<agent_wrote>().size();
      w.desk.conversation = "CH404";
      auto missing = as<desk_seen>(w.run(look{"fc-1", 5}));
      THEN("the last message still came") {
        CHECK(closed.conversation_closed);
        CHECK_EQ(messages, 1u);
        CHECK(missing.conversation_closed);
        CHECK_EQ(missing.last_index, 5);
      }
    }
  }
}

END_FIXTURE_SCOPE()
