#define CAF_SUITE flex_desk_view
#include "actors/twilio/desk_view.hpp"
#include "actors/twilio/attributes.hpp"
#include "actors/twilio/tasks.hpp"
#include "net/twilio/json.hpp"

#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::actors::twilio;
using flexcord::conversation::agent;
namespace tw = flexcord::net::twilio;

namespace {

tw::task task_of(std::string sid, std::string status, std::string conversation = "CH1",
                 std::string channel = "UO1") {
  return {std::move(sid),
          std::move(status),
          R"({"conversationSid":")" + conversation +
              R"(","flexInteractionSid":"KD1","flexInteractionChannelSid":")" + channel + "\"}",
          {}};
}

} // namespace

SCENARIO("agents are the foreign participants without supervisors") {
  GIVEN("the user, the bot, an agent and a supervisor") {
    desk_view v;
    v.participants = {{"MB1", "discord-42", ""},
                      {"MB2", "flexcord-bot", ""},
                      {"MB3", "mike", ""},
                      {"MB4", "boss_40x", ""}};
    v.members = {{"UT1", "agent", "WT1", "WK1"}, {"UT2", "supervisor", "", "WK2"}};
    v.workers = {{"WK1", {"WK1", "mike", "Mike M.", "mike"}},
                 {"WK2", {"WK2", "boss@x", "Boss", ""}}};
    WHEN("it is summed up") {
      auto seen = v.sum_up();
      THEN("the agent is there by name and the supervisor apart") {
        CHECK(seen.agents == std::vector<agent>({{"mike", "Mike M.", true}}));
        CHECK(seen.supervisors == std::vector<std::string>{"boss_40x"});
      }
    }
  }
}

SCENARIO("without foreign participants the interaction's agents count") {
  GIVEN("members whose tasks are assigned, over and unknown") {
    desk_view v;
    v.members = {{"UT1", "agent", "WT1", "WK1"},
                 {"UT2", "agent", "WT2", "WK2"},
                 {"UT3", "agent", "", "WK3"},
                 {"UT4", "customer", "", ""}};
    v.workers = {{"WK1", {"WK1", "mike@x.com", "mike@x.com", ""}}};
    v.tasks_known = true;
    v.tasks = {task_of("WT1", "assigned"), task_of("WT2", "completed")};
    WHEN("it is summed up") {
      auto seen = v.sum_up();
      THEN("who is done does not count, and an address is no name") {
        CHECK(seen.agents == std::vector<agent>({{"mike_40x_2Ecom", "", true}, {"WK3", "", true}}));
        CHECK(seen.task_assigned);
        CHECK(!seen.invite_open);
      }
    }
  }
}

SCENARIO("only this conversation's tasks count, the furthest first") {
  GIVEN("tasks of two conversations") {
    std::vector<tw::task> all{task_of("WT1", "pending"),
                              task_of("WT2", "assigned", "CH2"),
                              task_of("WT3", "reserved", "CH1", "UO3"),
                              task_of("WT4", "canceled"),
                              {"WT5", "pending", "not json", {}}};
    WHEN("the open ones are asked for") {
      auto open = open_tasks(all, "CH1");
      THEN("they are ours, reserved before pending") {
        CHECK_EQ(open.size(), 2u);
        CHECK_EQ(open[0].where.task_sid, "WT3");
        CHECK_EQ(open[0].where.channel_sid, "UO3");
        CHECK_EQ(open[1].where.task_sid, "WT1");
        CHECK_EQ(tasks_for(all, "CH1").size(), 3u);
      }
    }
  }
}

SCENARIO("a request's attributes hold what the agent needs, cut to size") {
  GIVEN("a user with a very long name") {
    std::string name;
    for (int i = 0; i < 100; ++i) name += "é";
    flexcord::conversation::invite i{"fc-1", 3, "billing", "", "", {"42", name, "fr"}, false};
    WHEN("the attributes are written") {
      auto text = task_attributes(i, "discord:1", "CH1", "discord-42", "web");
      THEN("they can be read back") {
        CHECK_EQ(tw::attribute(text, "customerAddress"), "discord-42");
        CHECK_EQ(tw::attribute(text, "conversationSid"), "CH1");
        CHECK_EQ(tw::attribute(text, "caseNumber"), "3");
        CHECK_EQ(tw::attribute(text, "reason"), "billing");
        CHECK_EQ(tw::attribute(text, "queue"), "");
        CHECK_EQ(tw::attribute(text, "customerName").size(), 128u);
        CHECK_EQ(tw::attribute(text, "case_url"), "");
        CHECK_EQ(tw::nonce_of(message_attributes("n#1")), "n#1");
      }
      THEN("the link to the case's page is whole however long it is") {
        const auto url = "https://desk.example/" + std::string(150, 'p') + "/case/3?e=1&s=x";
        CHECK_EQ(tw::attribute(task_attributes(i, "discord:1", "CH1", "discord-42", "web", url),
                               "case_url"),
                 url);
        // Where a flow decides, the conversation hands it on.
        CHECK_EQ(
            tw::attribute(conversation_attributes("discord:1", 3, "Ana", true, url), "case_url"),
            url);
        CHECK_EQ(tw::attribute(conversation_attributes("discord:1", 0, "Ana"), "case_url"), "");
      }
    }
  }
}

SCENARIO("a task that a flow made before the case had a number is given its page once") {
  GIVEN("a flow's task") {
    const std::string url = "https://desk.example/case/3?e=1&s=x";
    WHEN("its case is known") {
      const auto named = with_case(R"({"from":"Ana","case_url":"","fc":{"key":"k"}})", 3, url);
      THEN("page and number are added, what stood there stays, and it is not done again") {
        CHECK_EQ(named,
                 R"({"from":"Ana","case_url":")" + url + R"(","fc":{"key":"k"},"caseNumber":"3"})");
        CHECK_EQ(with_case(named, 3, url), "");
        CHECK_EQ(with_case("{}", 0, url), "");
        CHECK_EQ(with_case("{}", 3, ""), "");
        CHECK_EQ(with_case("not json", 3, url), "");
      }
    }
  }
}

SCENARIO("a text is cut between characters only") {
  GIVEN("a text of two-byte characters") {
    WHEN("it is cut in the middle of one") {
      auto cut = shorten("aéé", 4);
      THEN("the whole character goes") {
        CHECK_EQ(cut, "aé");
        CHECK_EQ(shorten("abc", 3), "abc");
      }
    }
  }
}

SCENARIO("the names of a line's files are read from its record") {
  GIVEN("good and bad lists") {
    WHEN("they are read") {
      auto good = file_names(R"([{"name":"a.png"},{"x":1},{"name":"b.pdf"}])");
      THEN("what cannot be read is left out") {
        CHECK_EQ(good, std::vector<std::string>({"a.png", "b.pdf"}));
        CHECK(file_names("").empty());
        CHECK(file_names("{]").empty());
        CHECK(file_names(R"({"name":"a"})").empty());
      }
    }
  }
}
