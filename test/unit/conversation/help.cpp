#include "test/unit/conversation/script.hpp"

#define CAF_SUITE machine_help
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

namespace {
help_requested help(std::string topic) { return {std::move(topic), "T1", ada()}; }
} // namespace

SCENARIO("help without a topic") {
  GIVEN("each phase") {
    talk idle, bot, queue, agent, survey;
    bot.on(wrote("m1", "x"));
    bot.bot("y");
    queue.to_queue();
    agent.to_agent();
    survey.to_survey();
    WHEN("the user asks for help elsewhere") {
      THEN("they are written to, in words that fit") {
        CHECK_EQ(idle.on(help("")),
                 "with_bot: notice 'Hello Ada, this is customer service' [agent] ticket T1");
        CHECK_EQ(idle.timers(), "+idle 86400s");
        CHECK_EQ(idle.now.shared.epoch, 1u);
        CHECK_EQ(bot.on(help("")),
                 "with_bot: notice 'Hello Ada, this is customer service' [agent] ticket T1");
        CHECK_EQ(queue.on(help("")), "awaiting_agent/queued: notice 'Your request for a person is "
                                     "already under way' ticket T1");
        CHECK_EQ(agent.on(help("")),
                 "with_agent Ana: notice 'You are already talking with a person' ticket T1");
        CHECK_EQ(survey.on(help("")),
                 "with_bot: notice 'Hello Ada, this is customer service' [agent] ticket T1");
        CHECK_EQ(survey.timers(), "+idle 86400s, -survey");
      }
    }
  }
}

SCENARIO("help with a topic") {
  GIVEN("each phase") {
    talk idle, bot, queue, agent, survey, parked;
    bot.on(wrote("m1", "x"));
    queue.to_queue();
    agent.to_agent();
    survey.to_survey();
    parked.to_agent();
    parked.desk(agent_left{"id-Ana"});
    parked.seen({}, "inactive");
    WHEN("the user asks for help with a topic") {
      THEN("who has the talk hears it") {
        CHECK_EQ(idle.on(help("lost sword")),
                 "with_bot thinking: notice 'Hello Ada, this is customer service' [agent] ticket T1"
                 ", ask_bot 1 'lost sword'");
        CHECK_EQ(bot.on(help("lost sword")), "with_bot thinking +1: notice 'Hello Ada, this is "
                                             "customer service' [agent] ticket T1");
        CHECK_EQ(queue.on(help("lost sword")),
                 "awaiting_agent/queued: notice 'Your request for a person is already under way' "
                 "ticket T1, post fc-1 user e1050 'lost sword'");
        CHECK_EQ(agent.on(help("lost sword")),
                 "with_agent Ana: notice 'You are already talking with a person' ticket T1, "
                 "post fc-1 user e1060 'lost sword'");
        CHECK_EQ(survey.on(help("lost sword")),
                 "with_bot thinking: notice 'Hello Ada, this is customer service' [agent] ticket T1"
                 ", ask_bot 2 'lost sword'");
        CHECK_EQ(parked.on(help("lost sword")),
                 "with_agent parked inviting: notice 'You are already talking with a person' "
                 "ticket T1, post fc-1 user e1080 'lost sword', "
                 "invite fc-1 case 7 'wrote again' again");
      }
    }
  }
}

SCENARIO("the user is told where they asked how it went") {
  GIVEN("help was asked for") {
    talk t;
    t.on(help(""));
    auto greeting = t.last_of<say>();
    WHEN("the greeting arrives, or the user takes no direct messages") {
      auto other = t;
      THEN("they get a link, or are told what to do with a way to try again") {
        CHECK_EQ(t.on(delivered{greeting, {"d1"}, -1}),
                 "with_bot: answer_ticket T1 'Please check your direct messages: I wrote to you "
                 "there' link");
        CHECK_EQ(t.last_of<answer_ticket>().link_label, "Open the conversation");
        CHECK_EQ(other.on(undeliverable{greeting, "closed"}),
                 "with_bot: answer_ticket T1 'I could not send you a direct message' retry");
        CHECK_EQ(other.last_of<answer_ticket>().retry_label, "Retry");
        CHECK_EQ(other.last.dead, ""); // they were told and can try again themselves
      }
    }
  }
}

SCENARIO("no agents, no button") {
  GIVEN("a node without agents") {
    talk t;
    t.rule.desk_available = false;
    WHEN("help is asked for") {
      THEN("no person is offered") {
        CHECK_EQ(t.on(help_requested{"", "T1", ada("fr")}),
                 "with_bot: notice 'Bonjour Ada, ici le service client' ticket T1");
      }
    }
  }
}
