// Checklist: gates on opening conversations with a person, by whatever way.
#include "test/unit/conversation/script.hpp"

#define CAF_SUITE machine_gates
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::conversation;

namespace {

/// One request was made and taken back a moment ago.
talk after_one(gates::limits limits) {
  talk t;
  t.rule.gates = std::move(limits);
  t.on(agent_requested{"button", ada()});
  t.on(request_cancelled{});
  return t;
}
const std::string too_fast = "notice 'You opened a request only a moment ago'";

} // namespace

SCENARIO("one member cannot flood the desk, whichever way they ask") {
  GIVEN("a cooldown, and a request a moment ago") {
    auto t = after_one({.cooldown = 30'000});
    WHEN("a person is asked for by button, by words and by the bot") {
      THEN("each is refused with the reason, counted, and the bot goes on") {
        CHECK_EQ(t.on(agent_requested{"button", ada()}), "with_bot (refused): " + too_fast);
        CHECK(t.last_of<say>().text.find("Please wait 30 seconds") != std::string::npos);
        CHECK_EQ(std::string(t.last.gate), "cooldown");
        CHECK_EQ(t.on(wrote("m2", "talk to a person")), "with_bot (refused): " + too_fast);
        t.on(wrote("m3", "please"));
        CHECK_EQ(t.on(bot_answered{t.turn(), {{"Moment", {}, {}, {}}}, true, {}, {}}),
                 "with_bot (refused): bot 'Moment', " + too_fast);
        CHECK_EQ(t.on(wrote("m4", "and now")), "with_bot thinking: ask_bot 2 'and now'");
        CHECK_EQ(std::string(t.last.gate), "");
        t.time += 30'000;
        CHECK_EQ(t.on(agent_requested{"button", ada()}),
                 "awaiting_agent/case_asked: open_case handoff 'button'");
      }
    }
  }
}

SCENARIO("a wish that the agent did not hear any more does not get past the gates") {
  GIVEN("one request a day, and an agent who is done while the user writes") {
    talk t;
    t.rule.gates = {.per_user = 1};
    t.to_agent();
    t.desk(desk_ended{desk_ended::how::completed});
    WHEN("they ask for a person, and the desk is seen closed") {
      t.on(wrote("m8", "and the map?"));
      t.on(wrote("m9", "Talk to a person!"));
      const auto seen = t.seen({}, "closed");
      THEN("they are told why not, and the bot hears the rest") {
        CHECK_EQ(seen, "with_bot thinking: notice 'Ana has left the conversation', "
                       "notice 'You are back with the assistant', "
                       "notice 'You have opened as many requests as one member may within a day', "
                       "ask_bot 2 'and the map'");
      }
    }
  }
}

SCENARIO("a flow that brings an agent by itself does not get past the gates") {
  GIVEN("a flow that decides, and a request a moment ago") {
    auto t = after_one({.cooldown = 30'000});
    t.rule.routed = true;
    t.on(wrote("m1", "hello"));
    t.opened();
    WHEN("words ask for a person, and the flow then brings one") {
      const auto words = t.on(wrote("m2", "talk to a person"));
      auto brought = t.seen({}, "active", true);
      THEN("the flow is not told to, and what it asked for is withdrawn; the bot is asked "
           "directly") {
        CHECK_EQ(words.find("flag_request"), std::string::npos);
        CHECK(words.find(too_fast) != std::string::npos);
        CHECK(brought.find(too_fast) != std::string::npos);
        CHECK(brought.find("close_desk fc-1") != std::string::npos);
        CHECK(std::holds_alternative<with_bot>(t.now.now));
        CHECK(!t.now.shared.desk.open);
      }
    }
  }
}

SCENARIO("the cap counts what was opened, not what was refused or asked while waiting") {
  GIVEN("two requests a day") {
    talk t;
    t.rule.gates.per_user = 2;
    WHEN("a member asks, asks again while they wait, gives up, and asks twice more") {
      t.on(agent_requested{"button", ada()});
      t.on(agent_requested{"button", ada()});
      t.on(request_cancelled{});
      t.on(agent_requested{"button", ada()});
      t.on(request_cancelled{});
      auto third = t.on(agent_requested{"button", ada()});
      t.on(agent_requested{"button", ada()});
      THEN("the third is refused, and possible a day after the first") {
        CHECK_EQ(third,
                 "with_bot (refused): notice 'You have opened as many requests as one member "
                 "may within a day'");
        CHECK_EQ(t.now.shared.requests.size(), 2u);
        CHECK_EQ(std::string(t.last.gate), "cap");
        t.time = 1000 + gates::day;
        CHECK_EQ(t.on(agent_requested{"button", ada()}),
                 "awaiting_agent/case_asked: open_case handoff 'button'");
      }
    }
  }
}

SCENARIO("outside the hours a wish counts once, and what is kept is not refused") {
  GIVEN("a cooldown, and nobody there") {
    talk t;
    t.rule.gates.cooldown = 3'600'000;
    t.open = false;
    t.on(agent_requested{"button", ada()});
    t.on(case_opened{7});
    WHEN("the member asks again at once, and when the desk is open") {
      auto again = t.on(agent_requested{"button", ada()});
      t.open = true;
      auto inside = t.on(agent_requested{"button", ada()});
      THEN("they are told the same case, and then it is used") {
        CHECK_EQ(again, "idle (refused): notice 'Nobody is here yet' [cancel]");
        CHECK(inside.starts_with("awaiting_agent/desk_asked"));
        CHECK_EQ(t.now.shared.requests.size(), 1u);
      }
    }
  }
}

SCENARIO("a role and the account's age are known from what the member did before") {
  GIVEN("a role and a week that are needed") {
    talk t;
    t.time = 30 * gates::day;
    t.rule.gates.role = "77";
    t.rule.gates.minimum_account_age = 7 * gates::day;
    auto member = ada();
    member.since = t.time - 8 * gates::day;
    WHEN("they ask in the DM, are seen without the role, and then with it") {
      const auto unseen = t.on(agent_requested{"button", member});
      member.roles_known = true;
      member.roles = {"76"};
      t.on(help_requested{"", "T1", member});
      const auto without = t.on(agent_requested{"button", ada()});
      member.roles = {"76", "77"};
      t.on(help_requested{"", "T2", member});
      THEN("each answer says what is missing, and the last lets them in") {
        CHECK(unseen.find("and I have not seen yours yet") != std::string::npos);
        CHECK_EQ(without,
                 "with_bot (refused): notice 'This is only for members with a certain role'");
        CHECK_EQ(t.on(wrote("m2", "talk to a person")),
                 "awaiting_agent/case_asked: open_case handoff 'asked in words'");
        CHECK(t.now.shared.user == ada());
      }
      THEN("a younger account waits") {
        talk young;
        young.time = t.time;
        young.rule.gates = t.rule.gates;
        member.since = t.time - 6 * gates::day;
        CHECK_EQ(young.on(agent_requested{"button", member}),
                 "idle (refused): notice 'Your account is too new for this'");
        CHECK(young.last_of<say>().text.find(": 24 hours.") != std::string::npos);
      }
    }
  }
}

SCENARIO("who is blocked is told once in a day, and the rest is silence") {
  GIVEN("a blocked member") {
    talk t;
    t.time = 5 * gates::day;
    t.rule.gates.blocked = {"u9", "u1"};
    WHEN("they write, press buttons and use the command") {
      const auto first = t.on(wrote("m1", "hello"));
      const auto second = t.on(wrote("m2", "hello?"));
      const auto press = t.on(agent_requested{"button", ada()});
      const auto help = t.on(help_requested{"topic", "T1", ada()});
      const auto edit = t.on(user_edited{"m1", "x"});
      const auto refused = std::string(t.last.gate);
      THEN("one notice goes out, nothing is recorded or asked, and each is counted") {
        CHECK_EQ(first, "idle (refused): notice 'You cannot use this service'");
        CHECK_EQ(second, "idle (refused)");
        CHECK_EQ(press, "idle (refused)");
        CHECK_EQ(help, "idle (refused)");
        CHECK_EQ(edit, "idle (refused)");
        CHECK_EQ(refused, "blocked");
        CHECK_EQ(t.now.shared.last_line, 0);
        CHECK_EQ(t.on(user_deleted{"m1"}), "idle (ignored)");
      }
      THEN("a day later they are told again, by the command where they used it") {
        t.time = 6 * gates::day;
        CHECK_EQ(t.on(help_requested{"topic", "T1", ada()}),
                 "idle (refused): answer_ticket T1 'You cannot use this service'");
        CHECK_EQ(t.on(request_cancelled{}), "idle (refused)");
      }
      THEN("somebody else is not meant") {
        talk other;
        other.rule.gates.blocked = {"u9"};
        CHECK_EQ(other.on(wrote("m1", "hello")), "with_bot thinking: ask_bot 1 'hello'");
      }
    }
  }
}
