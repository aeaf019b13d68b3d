#include "actors/audit/journal_view.hpp"

#include "actors/codec.hpp"
#include "net/discord/types.hpp"
#include "test/unit/audit/scene.hpp"

#define CAF_SUITE audit_journal
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors;
using namespace flexcord::actors::audit;

namespace {

const std::string wrote = net::discord::snowflake_at(then),
                  told = net::discord::snowflake_at(then + 9),
                  copy = net::discord::snowflake_at(then + 20);

store::history history_of_a_talk() {
  store::history h;
  h.now.state = encode(conversation::state{scene{}.journal.state});
  h.first = then - 5;
  h.events = {"discord:msg:" + wrote, "discord:delete:999", "twilio:IM7:removed"};
  h.lines = {{wrote, "user", "Ada", "hello", "", then},
             {told, "bot", "", std::string(4100, 'x'), "", then + 10},
             {"IM2", "agent", "Mike", "hi", "", then + 20}};
  h.links = {{wrote, "IM1", 0}, {"out:" + copy, "IM7", 0}, {"5", "IM5", 0}};
  conversation::order close{4, 1, "t", conversation::close_desk{"fc-0"}};
  conversation::order text{5, 2, "t", conversation::say{}};
  h.now.outbox = {
      {4, "desk", 0, encode(close), 1}, {5, "user", 0, encode(text), 2}, {6, "desk", 0, "?", 3}};
  h.dead = {{"discord:77", "command:3", 7, "say", "closed", "{}"}};
  return h;
}

} // namespace

SCENARIO("the journal's rows say what should be on the other sides") {
  GIVEN("a talk with a long answer, an agent's text and a deleted one") {
    const auto h = history_of_a_talk();
    WHEN("they are read") {
      const auto v = view_of("discord:77", h);
      REQUIRE(v.has_value());
      THEN("texts told, copies and deletions are known by their ids and times") {
        REQUIRE_EQ(v->told.size(), 2u);
        CHECK_EQ(v->told[0].id, told);
        CHECK_EQ(v->told[0].at, then + 9);
        CHECK_EQ(v->told[0].pieces, 3u);
        CHECK_EQ(v->told[1].id, copy);
        CHECK(v->told_pieces == std::set<std::string>{copy});
        REQUIRE_EQ(v->copied.size(), 1u);
        CHECK_EQ(v->copied[0].desk_message, "IM1");
        CHECK_EQ(v->copied[0].at, then);
        CHECK(v->withdrawn == std::set<std::string>{copy});
        CHECK(v->deleted == std::set<std::string>{"999"});
        // and what is under way, and what was given up
        REQUIRE_EQ(v->open.size(), 3u);
        CHECK_EQ(v->open[0].closes, "fc-0");
        CHECK(v->open[1].to_user);
        CHECK_EQ(v->open[1].name, "say");
        CHECK_EQ(v->open[2].name, "unreadable");
        REQUIRE_EQ(v->dead.size(), 1u);
        CHECK_EQ(v->dead[0].id, "command:3");
      }
    }
  }
  GIVEN("a record of something else") {
    auto h = history_of_a_talk();
    h.now.state = "not ours";
    THEN("it is not guessed at") { CHECK(!view_of("discord:77", h).has_value()); }
  }
}
