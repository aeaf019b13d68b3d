#define CAF_SUITE codec
#include "actors/codec.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors;
using namespace flexcord::conversation;

SCENARIO("a state comes back from the journal as it was") {
  GIVEN("a state with everything in it") {
    state s;
    s.shared.user = {"5", "Al\"ice\n😀", "fr"};
    s.shared.epoch = 9;
    s.shared.armed = {{2, 7}, {5, 8}};
    s.shared.desk = {.name = "fc-1",
                     .conversation = "CH1",
                     .interaction = "KD1",
                     .channel = "UO1",
                     .task = "WT1",
                     .plane = "legacy-chat",
                     .routed = true,
                     .open = true,
                     .manned = true,
                     .next_index = 4,
                     .ahead = {6, 9},
                     .looking = true,
                     .look_again = true,
                     .ended = true};
    s.shared.past = {{.name = "fc-0", .conversation = "CH0"}};
    s.now = with_agent{{{"mike", "Mike", true}}, 12, true, false, "Sara"};
    WHEN("it is stored and read") {
      auto back = decode_state(encode(s));
      THEN("nothing is different") {
        CHECK(back.has_value());
        CHECK(*back == s);
      }
    }
  }
}

SCENARIO("every kind of command comes back from the outbox as it was") {
  GIVEN("one of each") {
    person p{"5", "Alice", "en"};
    std::vector<command> all{say{voice::agent,
                                 3,
                                 "Mike",
                                 "hi",
                                 {{{"agent", "Talk", "v"}}},
                                 {{"ME1", "a.png", "image/png", 3}},
                                 "url",
                                 "IM1",
                                 "a|b"},
                             edit_said{"IM1", "Mike", "new"},
                             delete_said{"IM1"},
                             answer_ticket{"a|b", "t", true, true, "r", "l"},
                             ask_bot{2, "m", "t", {}, p, 4, 5},
                             open_case{"handoff", "t", p},
                             open_desk{"fc-1", 2, p},
                             backfill{"fc-1", 1, 2, p},
                             post{"fc-1", author::system, "s", "t", {}, p, 8, true},
                             edit_post{"fc-1", "s", "t"},
                             delete_post{"fc-1", "s"},
                             invite{"fc-1", 2, "r", "q", "t", p, true},
                             look{"fc-1", 7},
                             close_desk{"fc-1"},
                             flag_request{"fc-1", 2, p},
                             tell_flow{"flow:FN1:IM1", true},
                             note_case{3, "open", "agent joined", "joined"}};
    CHECK_EQ(all.size(), std::variant_size_v<command>);
    WHEN("each is stored and read") {
      std::size_t same = 0;
      for (auto& c : all) {
        auto back = decode_order(encode(order{7, 8, "trace", c}));
        CHECK(back.has_value());
        if (back && back->what == c && back->trace == "trace") ++same;
      }
      THEN("none is different, and each is still traced") { CHECK_EQ(same, all.size()); }
    }
  }
}

SCENARIO("an event that became a dead letter is read as it was") {
  GIVEN("events of several kinds") {
    const person p{"5", "Alice", "fr"};
    std::vector<event> all{
        user_wrote{"m", "text", {{"u", "n", "t", 3}}, "r", p},
        bot_answered{3, {{"t", "i", "a", {{"reply", "l", "v"}}}}, true, "r", "q"},
        answer_rated{true, "en/refunds"},
        agent_wrote{"IM1", 4, {"mike", "Mike", true}, "hi", {}, true},
        desk_ended{desk_ended::how::cancelled},
        undeliverable{close_desk{"fc-1"}, "failed"},
        command_revived{look{"fc-1", 2}, "command:3"},
        timer_fired{timer::poll, 8}};
    WHEN("each is stored and read") {
      THEN("none is different") {
        for (auto& what : all) {
          envelope e{"discord:1", "id", 7, 8, "CH1", "t", what, "99", true};
          auto back = decode_envelope(encode(e));
          CHECK(back.has_value());
          if (back) CHECK(*back == e);
        }
        CHECK(!decode_envelope("[]").has_value());
      }
    }
  }
}

SCENARIO("a record of an older program is read, one of an unknown kind is not") {
  GIVEN("a record without newer fields and with one that is gone") {
    auto old = R"({"shared":{"epoch":4,"gone":[1,2]},"now":{"is":"idle"}})";
    WHEN("it is read") {
      auto back = decode_state(old);
      THEN("what it says counts and the rest has its default") {
        CHECK(back.has_value());
        CHECK_EQ(back->shared.epoch, 4u);
        CHECK_EQ(back->shared.next_command, 1u);
        CHECK(!decode_state(R"({"shared":{},"now":{"is":"from the future"}})").has_value());
        CHECK(!decode_state(R"({"shared":{"epoch":"four"},"now":{"is":"idle"}})").has_value());
        CHECK(!decode_state("not json").has_value());
        CHECK(!decode_order("[]").has_value());
      }
    }
  }
}
