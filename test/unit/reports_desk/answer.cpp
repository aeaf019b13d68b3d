#define CAF_SUITE reports_desk_answer

#include "actors/reports_desk/first_answer.hpp"
#include "test/unit/discord/scripted_discord.hpp"

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors;
using namespace flexcord::actors::reports_desk;
using flexcord::discord_tests::scripted_discord;
using kind = net::discord::interaction_reply::kind;

namespace {

constexpr std::int64_t came = 1'700'000'000'000;

struct fixture {
  scripted_discord discord;
  std::mutex mutex;
  std::vector<net::discord::interaction_reply> replies;
  std::promise<void> first;
  bool dropping = false; ///< the time is over when an answer reaches the gateway

  std::shared_ptr<first_answer> made(std::int64_t age, first_answer::way how) {
    net::discord::interaction i;
    i.id = net::discord::snowflake_at(came);
    i.application_id = "11";
    i.token = "tok";
    guild_turn turn;
    turn.answer = [this](net::discord::interaction_reply r, std::function<void()> too_late) {
      if (dropping) return too_late ? too_late() : void();
      std::lock_guard lock(mutex);
      replies.push_back(std::move(r));
      if (replies.size() == 1) first.set_value();
    };
    turn.taken = [] {};
    auto a = std::make_shared<first_answer>(
        answer_tools{&discord.rt, discord.api.get(), [age] { return came + age; }}, i,
        std::move(turn), how);
    a->start();
    return a;
  }
  /// Waits until so many requests came, and tells them.
  std::string asked(std::size_t n) {
    for (const auto end = std::chrono::steady_clock::now() + discord_tests::limit;;) {
      std::lock_guard lock(discord.mutex);
      if (discord.asked.size() >= n || std::chrono::steady_clock::now() > end) {
        std::string out;
        for (auto& r : discord.asked) out += r.method + " " + std::string(r.target) + "\n";
        return out;
      }
    }
  }
};

net::discord::outgoing text(std::string s) {
  net::discord::outgoing m;
  m.content = std::move(s);
  return m;
}

constexpr auto original = "PATCH /api/v10/webhooks/11/tok/messages/@original\n";

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("what is ready in time is the first answer, for the invoker alone, once") {
  GIVEN("an interaction of this moment") {
    auto a = made(100, first_answer::way::message);
    WHEN("two answers are given") {
      a->say(text("one"));
      a->say(text("two"));
      THEN("the first counts") {
        REQUIRE_EQ(replies.size(), 1u);
        CHECK(replies[0].type == kind::message);
        CHECK(replies[0].ephemeral);
        CHECK_EQ(replies[0].content, "one");
      }
    }
  }
}

SCENARIO("an interaction that comes late is answered behind its first answer") {
  GIVEN("one of a minute ago, which Discord finds at the second try only") {
    discord.reply(404, R"({"code":10015,"message":"Unknown Webhook"})");
    discord.reply(200, "{}");
    auto a = made(60'000, first_answer::way::message);
    WHEN("the answer is given") {
      a->say(text("one"));
      THEN("it follows") {
        REQUIRE_EQ(replies.size(), 1u);
        CHECK(replies[0].type == kind::deferred);
        CHECK(replies[0].ephemeral);
        CHECK_EQ(asked(2), std::string(original) + original);
      }
    }
  }
}

SCENARIO("what takes long is announced in time") {
  GIVEN("an interaction whose answer takes long") {
    discord.reply(200, "{}");
    auto a = made(0, first_answer::way::update);
    WHEN("time goes by") {
      first.get_future().wait_for(discord_tests::limit);
      a->say(text("at last"));
      THEN("Discord is asked to wait, and the message changes then") {
        CHECK(replies.at(0).type == kind::deferred_update);
        CHECK_EQ(asked(1), original);
        CHECK_EQ(replies.size(), 1u);
      }
    }
  }
}

SCENARIO("what comes to the gateway too late follows") {
  GIVEN("an answer and a form that were ready in time, and had a long way") {
    discord.reply(200, "{}");
    discord.reply(200, "{}");
    dropping = true;
    auto a = made(100, first_answer::way::message), b = made(100, first_answer::way::form);
    WHEN("they are given") {
      a->say(text("one"));
      const auto first_asked = asked(1);
      net::discord::form f;
      f.id = "v1:report:bug";
      b->open(f, "again, please");
      const auto both_asked = asked(2);
      THEN("the member is told all the same") {
        CHECK(replies.empty());
        CHECK_EQ(first_asked, original);
        CHECK_EQ(both_asked, std::string(original) + original);
        CHECK(discord.asked.at(0).body.find("\"one\"") != std::string::npos);
        CHECK(discord.asked.at(1).body.find("again, please") != std::string::npos);
      }
    }
  }
}

SCENARIO("Discord is asked to wait in time, however old an interaction is when it comes") {
  GIVEN("interactions of all ages") {
    using way = first_answer::way;
    using std::chrono::milliseconds;
    WHEN("it is decided how long their answers may take") {
      THEN("the wait ends before the time for a first answer does") {
        CHECK_EQ(first_answer::hold_in(0, way::message), milliseconds(1200));
        CHECK_EQ(first_answer::hold_in(0, way::form), milliseconds(1900));
        CHECK_EQ(first_answer::hold_in(-50, way::update), milliseconds(1200));
        for (const auto how : {way::message, way::update, way::form})
          for (std::int64_t age = -10'000; age < 10'000; age += 10) {
            const auto wait = first_answer::hold_in(age, how).count();
            CHECK(wait == 0 || age + wait < first_answer_within - 200);
          }
        CHECK_EQ(first_answer::hold_in(2'000, way::form), milliseconds(200));
        CHECK_EQ(first_answer::hold_in(2'300, way::message), milliseconds(0));
      }
    }
  }
}

SCENARIO("it can be too late for a form") {
  GIVEN("an interaction of a minute ago") {
    discord.reply(200, "{}");
    auto late = made(60'000, first_answer::way::form);
    WHEN("a form is to be opened") {
      net::discord::form f;
      f.id = "v1:report:bug";
      late->open(f, "again, please");
      THEN("the member is told to try again") {
        CHECK_EQ(asked(1), original);
        CHECK(discord.asked.back().body.find("again, please") != std::string::npos);
      }
    }
  }
}

SCENARIO("a form opens when there is time") {
  GIVEN("an interaction of this moment") {
    auto a = made(100, first_answer::way::form);
    WHEN("its form is opened") {
      net::discord::form f;
      f.id = "v1:report:bug";
      a->open(f, "again, please");
      THEN("it is the answer") {
        REQUIRE_EQ(replies.size(), 1u);
        CHECK(replies[0].type == kind::modal);
        CHECK_EQ(replies[0].modal.id, "v1:report:bug");
      }
    }
  }
}

END_FIXTURE_SCOPE()
