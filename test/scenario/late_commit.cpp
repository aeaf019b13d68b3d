#define CAF_SUITE late_commit
#include "actors/codec.hpp"
#include "actors/conversation/record.hpp"
#include "test/scenario/world.hpp"

#include <caf/test/bdd_dsl.hpp>

#include <algorithm>

using namespace flexcord::actors;
using namespace flexcord::conversation;

namespace {

const person alice{"5", "Alice", "en-US"};

// A database may still carry out the last commit of a process that was killed when the next process
// has read the record already.
struct fixture : world_fixture {
  envelope outcome_of(const perform& p, event what) {
    envelope e;
    e.conversation = key;
    e.id = "done:" + std::to_string(p.what.id);
    e.at = now;
    e.completes = p.what.id;
    e.what = std::move(what);
    return e;
  }
  /// Commits an event as the life before would have.
  void stored_late(const envelope& e) {
    const auto known = stored();
    auto state = decode_state(known.state);
    if (!state) CAF_FAIL("the record cannot be read");
    const rules usual;
    auto step = advance(*state, e, context{usual, now, true, "fc-earlier", {}});
    std::vector<std::uint64_t> done;
    if (e.completes != 0) done.push_back(e.completes);
    store(record_step({key, known.version + 1, now}, e, step, done));
  }
  bool hear(const envelope& e) {
    bool acknowledged = false;
    auto answer = self->request(router, caf::infinite, e);
    consume_messages();
    answer.receive([&] { acknowledged = true; }, [](const caf::error&) {});
    return acknowledged;
  }
  bool is_set(timer which) {
    return std::ranges::any_of(armed, [&](auto& t) { return t.which == which; });
  }
};

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("an answer of the bot's that the life before stored late is still said") {
  GIVEN("a question to the bot, whose answer the life before has stored after we read the record") {
    tell("discord:msg:1", user_wrote{"1", "hello", {}, {}, alice});
    auto answered =
        outcome_of(asked.seen.back(), bot_answered{1, {{"good day", {}, {}, {}}}, false, {}, {}});
    stored_late(answered);
    WHEN("the bot answers the question again") {
      const bool acknowledged = hear(answered);
      THEN("the member hears it, once") {
        CHECK(acknowledged);
        auto heard = said.all<say>();
        REQUIRE_EQ(heard.size(), 1u);
        CHECK_EQ(heard.at(0).text, "good day");
        CHECK_EQ(asked.seen.size(), 1u);
      }
    }
  }
}

SCENARIO(
    "a request for a person that the life before stored late is carried out, with its timers") {
  GIVEN("a talk in which the life before has stored a request after we read the record") {
    tell("discord:msg:1", user_wrote{"1", "hello", {}, {}, alice});
    envelope request;
    request.conversation = key;
    request.id = "discord:interaction:9";
    request.at = now;
    request.what = agent_requested{"pressed the button", alice};
    stored_late(request);
    armed.clear();
    WHEN("Discord brings the request again") {
      const bool acknowledged = hear(request);
      THEN("the desk is opened, and its time is watched") {
        CHECK(acknowledged);
        CHECK_EQ(desk.all<open_desk>().size(), 1u);
        CHECK(is_set(timer::opening));
      }
    }
  }
}

SCENARIO("what is being done is not begun again when the record has moved on") {
  GIVEN("a question to the bot, and a record that the life before has written meanwhile") {
    tell("discord:msg:1", user_wrote{"1", "hello", {}, {}, alice});
    envelope edited;
    edited.conversation = key;
    edited.id = "discord:edit:1";
    edited.at = now;
    edited.what = user_edited{"1", "hello?"};
    stored_late(edited);
    WHEN("the member writes on") {
      const bool acknowledged = tell("discord:msg:2", user_wrote{"2", "is it you?", {}, {}, alice});
      THEN("the bot is not asked a second time, and its answer counts") {
        CHECK(acknowledged);
        CHECK_EQ(asked.seen.size(), 1u);
        CHECK(done<ask_bot>(asked, bot_answered{1, {{"good day", {}, {}, {}}}, false, {}, {}}));
        CHECK_EQ(said.all<say>().size(), 1u);
      }
    }
  }
}

END_FIXTURE_SCOPE()
