#define CAF_SUITE catch_up
#include "actors/codec.hpp"
#include "actors/discord/gateway_actor.hpp"
#include "actors/reconcile/catch_up_queue.hpp"
#include "test/scenario/world.hpp"

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors;
using namespace flexcord::conversation;

namespace {

const person alice{"5", "Alice", "en-US"};

envelope written(const std::string& id, std::string text) {
  envelope e;
  e.conversation = "discord:77";
  e.id = "discord:msg:" + id;
  e.what = user_wrote{id, std::move(text), {}, {}, alice};
  e.mark = id;
  return e;
}

envelope found(const std::string& id, std::string text) {
  auto e = written(id, std::move(text));
  e.late = true;
  return e;
}

struct fixture : world_fixture {
  bool hear(envelope e) {
    bool acknowledged = false;
    auto answer = self->request(router, caf::infinite, std::move(e));
    consume_messages();
    answer.receive([&] { acknowledged = true; }, [](const caf::error&) {});
    return acknowledged;
  }
  /// Ends the bot turn under way; the next one, if there is one, is asked.
  std::string bot_was_asked() {
    auto turn = asked.all<ask_bot>().back();
    done<ask_bot>(asked, bot_answered{turn.turn, {{"answer", {}, {}, {}}}, false, {}, {}});
    done<say>(said, delivered{said.seen.back().what.what, {"d" + turn.message}, -1});
    return turn.text;
  }
  std::string phase_now() {
    auto known = decode_state(stored().state);
    return known ? name_of(known->now) : "not known";
  }
  /// The same record under its next version, as if somebody else had written it.
  void store_anew() {
    auto now_stored = stored();
    flexcord::store::step same;
    same.conversation = key;
    same.version = now_stored.version + 1;
    same.state = now_stored.state;
    same.owner = "bot";
    store(std::move(same));
  }
  void lose_events() { book->user_lost(now + 1); }
};

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("what was missed is taken before the message that came after the loss") {
  GIVEN("a talk with the bot, and a loss in which the member wrote twice") {
    hear(written("10", "before"));
    bot_was_asked();
    lose_events();
    unseen = {found("20", "missed one"), found("30", "missed two")};
    WHEN("the member writes again") {
      CHECK(hear(written("40", "after")));
      THEN("the bot is asked all of it in the order in which it was written") {
        CHECK_EQ(bot_was_asked(), "missed one");
        CHECK_EQ(bot_was_asked(), "missed two\nafter");
      }
    }
  }
}

SCENARIO("a message that is both found and heard counts once, and a loss is looked into once") {
  GIVEN("a loss in which the member wrote") {
    hear(written("10", "before"));
    bot_was_asked();
    lose_events();
    unseen = {found("20", "missed")};
    WHEN("the gateway brings the same message after all, and another one") {
      CHECK(hear(written("20", "missed")));
      unseen = {found("25", "this would be a second search")};
      CHECK(hear(written("30", "after")));
      THEN("the bot is asked each text once") {
        CHECK_EQ(bot_was_asked(), "missed");
        CHECK_EQ(bot_was_asked(), "after");
      }
    }
  }
}

SCENARIO("a button pressed before the text that was missed counts before it") {
  GIVEN("a request for a person, and a loss in which the member cancelled it and asked anew") {
    auto press = [](const std::string& id, millis at, event what) {
      envelope e;
      e.conversation = "discord:77";
      e.id = "discord:interaction:" + id;
      e.at = at;
      e.what = std::move(what);
      return e;
    };
    hear(press("10", 10, agent_requested{"pressed the button", alice}));
    lose_events();
    unseen = {press("30", 30, agent_requested{"asked in words", alice})};
    unseen.front().late = true;
    WHEN("the press comes after all, since the session goes on") {
      CHECK(hear(press("20", 20, request_cancelled{})));
      THEN("the first request is cancelled, and the second one is not") {
        CHECK_EQ(phase_now(), "awaiting_agent");
      }
    }
  }
}

SCENARIO("what was found keeps its order when another has written the record meanwhile") {
  GIVEN("a talk whose record has moved on, and a loss in which the member wrote twice") {
    hear(written("10", "before"));
    bot_was_asked();
    lose_events();
    store_anew();
    unseen = {found("20", "missed one"), found("30", "missed two")};
    WHEN("the first of them conflicts with it") {
      CHECK(hear(written("40", "after")));
      THEN("the bot is asked all of it in the order in which it was written") {
        CHECK_EQ(bot_was_asked(), "missed one");
        CHECK_EQ(bot_was_asked(), "missed two\nafter");
      }
    }
  }
}

SCENARIO("a timer that is overdue after a loss waits for what was missed") {
  GIVEN("a talk with the bot and a loss in which the member asked for a person") {
    hear(written("10", "before"));
    bot_was_asked();
    auto idle =
        std::find_if(armed.rbegin(), armed.rend(), [](auto& t) { return t.which == timer::idle; });
    REQUIRE(idle != armed.rend());
    lose_events();
    unseen = {found("20", "still there?")};
    WHEN("the talk's time is over") {
      tell("timer:idle:" + std::to_string(idle->generation),
           timer_fired{timer::idle, idle->generation});
      THEN("the member's message came first, so the talk goes on") {
        CHECK_EQ(bot_was_asked(), "still there?");
        auto answers = said.all<say>();
        CHECK_EQ(answers.size(), 2u);
        CHECK_EQ(answers.front().epoch, answers.back().epoch); // a talk that ends raises it
      }
    }
  }
}

SCENARIO("a bot's text waits until it is known who has the talk") {
  GIVEN("an answer of the bot's that is on its way when events are lost") {
    hear(written("10", "hello"));
    lose_events();
    envelope wish;
    wish.conversation = key;
    wish.id = "discord:interaction:20";
    wish.what = agent_requested{"pressed the button", alice};
    wish.late = true;
    unseen = {wish};
    WHEN("the answer comes") {
      done<ask_bot>(asked, bot_answered{1, {{"the bot's answer", {}, {}, {}}}, false, {}, {}});
      THEN("it is stale, since the member had asked for a person") {
        for (auto& s : said.all<say>()) CHECK_NE(s.text, "the bot's answer");
        CHECK_EQ(desk.all<open_desk>().size(), 1u);
      }
    }
  }
}

END_FIXTURE_SCOPE()

SCENARIO("those for whom somebody waits are caught up first") {
  GIVEN("three in the line") {
    catch_up_queue<int> line;
    line.add("a", 1, false);
    line.add("b", 2, false);
    line.add("c", 3, true);
    WHEN("an event comes for the second") {
      line.hurry("b");
      line.hurry("unknown");
      THEN("the order is hurried ones, then the rest") {
        CHECK_EQ(line.next().value(), 3);
        CHECK_EQ(line.next().value(), 2);
        CHECK_EQ(line.next().value(), 1);
        CHECK(!line.next().has_value());
        line.hurry("a");
        CHECK_EQ(line.size(), 0u);
      }
    }
  }
}

SCENARIO("a loss reaches back to the oldest one that still counts") {
  constexpr std::int64_t minute = 60'000, day = 24 * 60 * minute;
  GIVEN("a loss of an hour ago whose search was not finished") {
    auto first = with_loss({}, 9 * day, 10 * day, 7 * day);
    WHEN("events are lost again") {
      auto second = with_loss(first, 11 * day, 12 * day, 7 * day);
      THEN("the second record reaches to the first loss, a little before it began") {
        CHECK_EQ(second.user_side, 12 * day);
        CHECK_EQ(second.since, 9 * day - 5 * minute);
        CHECK(!second.swept);
        CHECK_EQ(loss_record_from(to_text(second)), second);
      }
      THEN("what is older than the horizon is given up, and nonsense is no record") {
        CHECK_EQ(with_loss(second, 29 * day, 30 * day, 7 * day).since, 23 * day);
        CHECK_EQ(loss_record_from("not a record"), loss_record{});
      }
    }
  }
}

SCENARIO(
    "a session that was kept too long cannot be resumed, but says since when events are missing") {
  GIVEN("a session kept by the process before") {
    const std::string kept = "s1\nwss://resume\n42\n1000000";
    WHEN("it is read within a minute and after an hour") {
      auto soon = kept_session_from(kept, 1'060'000);
      auto late = kept_session_from(kept, 4'600'000);
      THEN("only the first can be resumed") {
        CHECK_EQ(soon.position.session_id, "s1");
        CHECK_EQ(soon.position.sequence, 42u);
        CHECK(late.position.empty());
        CHECK_EQ(late.complete_until, 1'000'000);
        CHECK_EQ(kept_session_from("", 5).complete_until, 0);
      }
    }
  }
}
