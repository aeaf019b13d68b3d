#define CAF_SUITE conversation_flow
#include "actors/codec.hpp"
#include "actors/conversation/record.hpp"
#include "test/scenario/world.hpp"

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors;
using namespace flexcord::conversation;

namespace {
const person alice{"5", "Alice", "en-US"};
user_wrote hello(std::string id = "1", std::string text = "hello") {
  return {std::move(id), std::move(text), {}, {}, alice};
}
envelope written(std::string id, std::string text) {
  envelope e;
  e.conversation = "discord:77";
  e.id = "discord:msg:" + id;
  e.what = hello(std::move(id), std::move(text));
  return e;
}
} // namespace

BEGIN_FIXTURE_SCOPE(world_fixture)

SCENARIO("a message is acknowledged once it is committed, and the bot is asked after that") {
  GIVEN("an unknown conversation") {
    WHEN("a member writes") {
      CHECK(tell("discord:msg:1", hello()));
      THEN("the bot is asked with the text") {
        auto turns = asked.all<ask_bot>();
        CHECK_EQ(turns.size(), 1u);
        CHECK_EQ(turns.at(0).text, "hello");
      }
    }
  }
}

SCENARIO("the same message twice is answered once") {
  GIVEN("a message that was taken") {
    tell("discord:msg:1", hello());
    WHEN("the gateway replays it") {
      CHECK(tell("discord:msg:1", hello()));
      THEN("the bot is not asked again") { CHECK_EQ(asked.seen.size(), 1u); }
    }
  }
}

SCENARIO("messages that come while the bot thinks are one further turn, each heard once") {
  GIVEN("a bot that thinks about the first message") {
    tell("discord:msg:1", hello("1", "one"));
    WHEN("two more come and the bot answers") {
      tell("discord:msg:2", hello("2", "two"));
      tell("discord:msg:3", hello("3", "three"));
      CHECK_EQ(asked.seen.size(), 1u);
      done<ask_bot>(asked, bot_answered{1, {{"first answer", {}, {}, {}}}, false, {}, {}});
      THEN("the second turn has both") {
        auto turns = asked.all<ask_bot>();
        CHECK_EQ(turns.size(), 2u);
        CHECK_EQ(turns.at(1).text, "two\nthree");
      }
    }
  }
}

SCENARIO("one command to the user is in flight at a time, in order") {
  GIVEN("a bot that answers with two texts") {
    tell("discord:msg:1", hello());
    WHEN("the answer is committed") {
      done<ask_bot>(
          asked, bot_answered{1, {{"first", {}, {}, {}}, {"second", {}, {}, {}}}, false, {}, {}});
      CHECK_EQ(said.seen.size(), 1u);
      auto first = std::get<say>(said.seen.at(0).what.what);
      done<say>(said, delivered{first, {"100"}, -1});
      THEN("the second goes when the first has been delivered") {
        auto texts = said.all<say>();
        CHECK_EQ(texts.size(), 2u);
        CHECK_EQ(texts.at(0).text, "first");
        CHECK_EQ(texts.at(1).text, "second");
      }
    }
  }
}

SCENARIO("a bot text still waiting when a person is asked for is withdrawn") {
  GIVEN("two bot texts, the first one on its way") {
    tell("discord:msg:1", hello());
    done<ask_bot>(asked,
                  bot_answered{1, {{"first", {}, {}, {}}, {"second", {}, {}, {}}}, false, {}, {}});
    WHEN("the member presses the button") {
      tell("discord:interaction:9", agent_requested{"button", alice});
      auto first = std::get<say>(said.seen.at(0).what.what);
      done<say>(said, delivered{first, {"100"}, -1});
      THEN("the second is never sent and the transfer is told") {
        auto texts = said.all<say>();
        CHECK_EQ(texts.size(), 2u);
        CHECK(texts.back().text.find("Case #1 was created") != std::string::npos);
      }
    }
  }
}

SCENARIO("a person is asked for: the case comes first, then the desk's conversation, then the "
         "copy, then the invite") {
  GIVEN("a talk with the bot") {
    tell("discord:msg:1", hello());
    WHEN("the member presses the button and the desk opens") {
      tell("discord:interaction:9", agent_requested{"button", alice});
      CHECK_EQ(desk.all<open_desk>().size(), 1u);
      CHECK_EQ(desk.all<open_desk>().at(0).case_number, 1u);
      done<open_desk>(desk, desk_opened{"fc-1", "CH1"});
      auto copy = desk.all<backfill>();
      CHECK_EQ(copy.size(), 1u);
      done<backfill>(desk, delivered{desk.seen.back().what.what, {}, 0});
      THEN("an agent is invited") { CHECK_EQ(desk.all<invite>().size(), 1u); }
    }
  }
}

SCENARIO("a conversation with nothing to do leaves memory and comes back with the next message") {
  GIVEN("a conversation whose commands are all done") {
    tell("discord:msg:1", hello());
    done<ask_bot>(asked, bot_answered{1, {{"hi", {}, {}, {}}}, false, {}, {}});
    done<say>(said, delivered{said.seen.back().what.what, {"100"}, -1});
    for (auto* r : {&said, &desk, &asked}) r->seen.clear();
    auto before = sys.registry().running();
    WHEN("it has been quiet for longer than passivate-after") {
      now += 120'000;
      self->send(router, sweep{});
      consume_messages();
      CHECK_EQ(sys.registry().running(), before - 1);
      tell("discord:msg:2", hello("2", "again"));
      THEN("the next message finds its state") {
        CHECK_EQ(asked.all<ask_bot>().size(), 1u);
        CHECK_EQ(asked.all<ask_bot>().at(0).turn, 2u);
      }
    }
  }
}

SCENARIO("a dead letter that two people try again at once is given once") {
  GIVEN("an agent's text that was given up") {
    tell("discord:msg:1", hello());
    say lost;
    lost.as = voice::agent;
    lost.text = "the lost words";
    flexcord::store::dead_letter letter{key,   "command:9", now,
                                        "say", "closed",    encode(order{9, now, "t", lost})};
    WHEN("both orders reach the conversation") {
      for (int i = 0; i < 2; ++i) {
        auto e = envelope_of(letter, now);
        REQUIRE(e.has_value());
        CHECK(tell(e->id, e->what));
      }
      for (int rest = 0; rest < 2 && !said.seen.empty(); ++rest)
        done<say>(said, delivered{said.seen.back().what.what, {"d" + std::to_string(rest)}, -1});
      THEN("the text is on its way once") {
        auto texts = said.all<say>();
        CHECK_EQ(std::ranges::count(texts, "the lost words", &say::text), 1);
      }
    }
  }
}

SCENARIO(
    "a conversation that dies under a message takes it all the same, before the ones behind it") {
  GIVEN("a talk with the bot") {
    tell("discord:msg:1", hello());
    auto conversation = asked.seen.back().reply_to;
    asked.seen.clear();
    WHEN("it dies while one message is on its way to it and another one waits") {
      auto first = self->request(router, caf::infinite, written("2", "first"));
      auto second = self->request(router, caf::infinite, written("3", "second"));
      sched.prioritize(router);
      sched.run_once(); // the router hands the first one over
      caf::anon_send_exit(conversation, caf::exit_reason::kill);
      conversation = nullptr;
      consume_messages();
      THEN("both are acknowledged, and the bot is asked them in order") {
        int acknowledged = 0;
        first.receive([&] { ++acknowledged; }, [](const caf::error&) {});
        second.receive([&] { ++acknowledged; }, [](const caf::error&) {});
        CHECK_EQ(acknowledged, 2);
        done<ask_bot>(asked, bot_answered{1, {{"hi", {}, {}, {}}}, false, {}, {}});
        CHECK_EQ(asked.all<ask_bot>().back().text, "first\nsecond");
      }
    }
  }
}

END_FIXTURE_SCOPE()
