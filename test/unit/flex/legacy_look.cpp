#define CAF_SUITE flex_legacy_look
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

#include "test/unit/flex/legacy_world.hpp"

using namespace flexcord;
using namespace flexcord::conversation;
using namespace flexcord::test;

BEGIN_FIXTURE_SCOPE(legacy_world)

SCENARIO("a look tells the agents' messages in order and then how the channel stands") {
  GIVEN("messages of everybody, an agent, and a task in the agent's hands") {
    auto& c = w.channel();
    c.members.push_back("mike_40x");
    c.messages = {{"IM0", "discord-42", "hi", "{}", "", ""},
                  {"IM1", "mike_40x", "one", "{}", "", ""},
                  {"IM2", "flexcord-bot", "x", "{}", "", ""},
                  {"IM3", "mike_40x", "", "{}", "ME1", ""},
                  {"IM4", "other", "ours", R"({"fc":{"n":"discord:1#3"}})", "", ""}};
    w.fake.state.users["mike_40x"] = "Mike M.";
    w.fake.state.tasks = {{"WT1", "CH1", "assigned"}, {"WT2", "CH2", "pending"}};
    WHEN("the channel is looked at") {
      auto e = w.run(look{"fc-1", -1});
      THEN("two messages came first, with the ids that their webhooks have") {
        auto messages = w.events<agent_wrote>();
        REQUIRE_EQ(messages.size(), 2u);
        CHECK_EQ(messages[0].text + " " + messages[0].from.name, "one Mike M.");
        CHECK(messages[0].listed);
        REQUIRE_EQ(messages[1].files.size(), 1u);
        CHECK_EQ(messages[1].files[0].place, "ME1");
        CHECK_EQ(w.around->heard[0].id, "twilio:IM1:added");
        CHECK_EQ(w.around->heard[0].desk, "CH1");
      }
      THEN("the agent is there and the other channel's task is not ours") {
        auto seen = as<desk_seen>(e);
        CHECK_EQ(seen.name, "fc-1");
        CHECK_EQ(seen.last_index, 4);
        CHECK(seen.agents == std::vector<agent>({{"mike_40x", "Mike M.", true}}));
        CHECK(seen.tasks_known);
        CHECK(seen.task_assigned);
        CHECK(!seen.invite_open);
        CHECK(!seen.conversation_closed);
        CHECK_EQ(seen.channel, "active");
      }
    }
  }
}

SCENARIO("who is there follows from members and tasks together") {
  GIVEN("a channel with an agent whose task goes through its states") {
    w.channel().members.push_back("mike");
    auto looked = [&](std::string assignment) {
      change([&](fake_state& s) { s.tasks = {{"WT1", "CH1", std::move(assignment)}}; });
      return as<desk_seen>(w.run(look{"fc-1", 0}));
    };
    WHEN("it is looked at in each") {
      auto assigned = looked("assigned"), wrapping = looked("wrapping"),
           pending = looked("pending");
      change([](fake_state& s) { s.channels[0].members.pop_back(); });
      auto on_the_way = looked("assigned");
      change([](fake_state& s) { s.channels[0].members.push_back("mike"); });
      change([](fake_state& s) { s.tasks.clear(); });
      auto no_task = as<desk_seen>(w.run(look{"fc-1", 0}));
      w.desk.task = "WT1";
      auto finished = as<desk_seen>(w.run(look{"fc-1", 0}));
      THEN("an agent in wrap-up is done although the channel still lists them") {
        CHECK_EQ(assigned.agents.size(), 1u);
        CHECK(wrapping.agents.empty());
        CHECK(!wrapping.invite_open && !wrapping.task_assigned && wrapping.tasks_known);
        CHECK_EQ(pending.agents.size(), 1u);
        CHECK(pending.invite_open);
      }
      THEN("an assigned task without an agent in the channel counts as being taken up") {
        CHECK(on_the_way.agents.empty());
        CHECK(on_the_way.invite_open);
      }
      THEN("without any task a member is believed, until our own task is known to be gone") {
        CHECK_EQ(no_task.agents.size(), 1u);
        CHECK(finished.agents.empty());
      }
    }
  }
}

SCENARIO("TaskRouter being down or shut does not hide the agents") {
  GIVEN("a TaskRouter that always fails, and one that refuses") {
    w.channel().members.push_back("mike");
    w.desk.task = "WT1";
    WHEN("the channel is looked at") {
      w.fake.state.refusals["GET /Workspaces"] = 503;
      auto down = as<desk_seen>(w.run(look{"fc-1", -1}));
      w.fake.state.refusals["GET /Workspaces"] = 403;
      auto shut = as<desk_seen>(w.run(look{"fc-1", -1}));
      THEN("the agents are told all the same") {
        for (auto* seen : {&down, &shut}) {
          CHECK_EQ(seen->agents.size(), 1u);
          CHECK(!seen->tasks_known);
        }
      }
    }
  }
}

SCENARIO("a channel that is put aside, gone, or in a later talk's use is told as closed") {
  GIVEN("a channel put aside with last words in it") {
    auto& c = w.channel();
    c.attributes = R"({"status":"INACTIVE","fc":{"key":"discord:1","name":"fc-1"}})";
    c.messages = {{"IM0", "mike", "bye", "{}", "", ""}};
    WHEN("it is looked at, then passed on, then missing") {
      auto aside = as<desk_seen>(w.run(look{"fc-1", -1}));
      auto words = w.events<agent_wrote>().size();
      change([](fake_state& s) {
        s.channels[0].attributes = R"({"status":"ACTIVE","fc":{"key":"discord:1","name":"fc-2"}})";
        s.channels[0].messages.push_back({"IM1", "mike", "for fc-2", "{}", "", ""});
      });
      auto passed_on = as<desk_seen>(w.run(look{"fc-1", 0}));
      w.desk.conversation = "CH404";
      auto missing = as<desk_seen>(w.run(look{"fc-1", 5}));
      THEN("the last words came once, and nothing of the later talk") {
        CHECK(aside.conversation_closed);
        CHECK_GE(words, 1u);
        CHECK(passed_on.conversation_closed);
        for (auto& m : w.events<agent_wrote>()) CHECK_EQ(m.text, "bye");
        CHECK(missing.conversation_closed);
        CHECK_EQ(missing.last_index, 5);
      }
    }
  }
}

SCENARIO("a channel that does not tell who is there is not taken for empty") {
  GIVEN("a Chat that refuses the members, and then the channel") {
    w.channel();
    WHEN("it is looked at") {
      w.fake.state.refusals["GET /Members"] = 403;
      auto no_members = as<undeliverable>(w.run(look{"fc-1", -1}));
      w.fake.state.refusals = {{"GET /Channels", 403}};
      auto no_channel = as<undeliverable>(w.run(look{"fc-1", -1}));
      THEN("nothing is said about agents") {
        CHECK_EQ(no_members.reason, "refused");
        CHECK_EQ(no_channel.reason, "refused");
      }
    }
  }
}

END_FIXTURE_SCOPE()
