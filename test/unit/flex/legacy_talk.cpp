#define CAF_SUITE flex_legacy_talk
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

#include "test/unit/flex/legacy_world.hpp"

using namespace flexcord;
using namespace flexcord::conversation;
using namespace flexcord::test;

BEGIN_FIXTURE_SCOPE(legacy_world)

SCENARIO("a message carries Discord's ids and the flow hears it when it is to") {
  GIVEN("an open channel") {
    w.channel();
    WHEN("a text is posted for the flow, one is not, and one is the bot's") {
      w.on_legacy->route = true;
      auto heard = w.run(post{"fc-1", author::user, "m1", "hello", {}, w.user, 5});
      w.on_legacy->route = false;
      w.run(post{"fc-1", author::user, "m2", "again", {}, w.user, 6});
      w.run(post{"fc-1", author::bot, "8", "hi", {}, {}, 7});
      THEN("only the first is heard, and each has its nonce") {
        auto s = state();
        auto& m = s.channels[0].messages;
        REQUIRE_EQ(m.size(), 3u);
        CHECK_EQ(m[0].author, "discord-42");
        CHECK_EQ(m[0].attributes, R"({"fc":{"n":"discord:1#7"},"channel":{"id":"1"},)"
                                  R"("author":{"id":"42"},"message":{"id":"m1"}})");
        CHECK_EQ(m[2].author, "flexcord-bot");
        CHECK_EQ(m[2].attributes, R"({"fc":{"n":"discord:1#9"},"channel":{"id":"1"}})");
        CHECK_EQ(s.flow.size(), 1u);
        CHECK_EQ(s.flow[m[0].sid], "hello");
        CHECK_EQ(as<delivered>(heard).ids, std::vector<std::string>{m[0].sid});
        CHECK_EQ(as<delivered>(heard).index, 0);
      }
    }
  }
}

SCENARIO("a message with files is one turn for the flow") {
  GIVEN("a text with a file, and a file alone") {
    w.channel();
    w.on_legacy->route = true;
    w.files["there"] = "abc";
    post p{"fc-1", author::user, "m1", "look", {{"there", "a.png", "image/png", 3}}, w.user, 5};
    WHEN("they are posted") {
      w.run(p);
      p.text.clear();
      p.files.push_back(p.files[0]);
      w.run(p);
      THEN("the flow hears the first part of each") {
        auto s = state();
        auto& m = s.channels[0].messages;
        REQUIRE_EQ(m.size(), 4u);
        CHECK_EQ(s.media[m[1].media], "abc");
        CHECK_EQ(s.flow.size(), 2u);
        CHECK(s.flow.contains(m[0].sid));
        CHECK(s.flow.contains(m[2].sid));
      }
    }
  }
}

SCENARIO("the wish for an agent is written into the channel for the flow") {
  GIVEN("an open channel") {
    w.channel();
    WHEN("a person is asked for twice") {
      w.run(flag_request{"fc-1", 7, w.user});
      auto first = calls();
      forget_calls();
      auto second = w.run(flag_request{"fc-1", 7, w.user});
      THEN("the attribute is set once, and the rest of them is kept") {
        CHECK_EQ(first, "GET /Channels/CH1, POST /Channels/CH1");
        CHECK_EQ(calls(), "GET /Channels/CH1");
        CHECK(std::holds_alternative<delivered>(second.what));
        auto attributes = state().channels[0].attributes;
        CHECK(attributes.find(R"("handoff":"requested")") != std::string::npos);
        CHECK(attributes.find(R"("name":"fc-1")") != std::string::npos);
      }
    }
  }
}

SCENARIO("a message that was posted before a restart is not posted again") {
  GIVEN("a channel that has it") {
    w.channel().messages = {
        {"IM9", "discord-42", "hello", R"({"fc":{"n":"discord:1#7"}})", "", ""}};
    w.maybe_done = true;
    WHEN("it is posted again") {
      auto d = as<delivered>(w.run(post{"fc-1", author::user, "m1", "hello", {}, w.user, 5}));
      THEN("the one that is there is taken, and the flow is left alone") {
        CHECK_EQ(d.ids, std::vector<std::string>{"IM9"});
        CHECK_EQ(state().channels[0].messages.size(), 1u);
        CHECK_EQ(w.fake.count("POST", "/Channels/CH1"), 0u);
      }
    }
  }
}

SCENARIO("a channel that is gone takes no message, and a text that is refused is given up") {
  GIVEN("a channel, one that is gone, and none") {
    w.channel();
    WHEN("texts are posted") {
      post p{"fc-1", author::user, "m1", "unacceptable", {}, w.user, 5};
      auto refused = as<undeliverable>(w.run(p));
      w.desk.conversation = "CH404";
      auto missing = as<undeliverable>(w.run(p));
      w.desk.conversation = "";
      auto unknown = as<undeliverable>(w.run(p));
      THEN("each says why") {
        CHECK_EQ(refused.reason, "refused");
        CHECK_EQ(missing.reason, "gone");
        CHECK_EQ(unknown.reason, "gone");
      }
    }
  }
}

SCENARIO("what the user writes for an agent is not lost with the agent") {
  GIVEN("a channel that Flex puts aside when the agent is done") {
    w.channel();
    WHEN("the user writes before and after, for the flow, and when a later talk has the channel") {
      post p{"fc-1", author::user, "m1", "hello", {}, w.user, 5};
      auto before = w.run(p);
      change([](fake_state& s) {
        s.channels[0].attributes = R"({"status":"INACTIVE","fc":{"name":"fc-1"}})";
      });
      auto after = as<undeliverable>(w.run(p));
      w.on_legacy->route = true;
      auto heard = w.run(p);
      w.on_legacy->route = false;
      change([](fake_state& s) {
        s.channels[0].attributes = R"({"status":"ACTIVE","fc":{"name":"fc-2"}})";
      });
      auto another = as<undeliverable>(w.run(p));
      w.fake.state.refusals["GET /Channels/CH1"] = 403;
      auto not_told = w.run(p);
      THEN("the conversation hears that nobody will read it") {
        CHECK(std::holds_alternative<delivered>(before.what));
        CHECK_EQ(after.reason, "gone");
        CHECK(std::holds_alternative<delivered>(heard.what));
        CHECK_EQ(another.reason, "gone");
        CHECK(std::holds_alternative<delivered>(not_told.what));
      }
    }
  }
}

SCENARIO("copies in a channel are edited and deleted, and a transcript is copied") {
  GIVEN("a message with two copies") {
    w.channel().messages = {{"IM1", "discord-42", "old", "{}", "", ""},
                            {"IM2", "discord-42", "", "{}", "ME1", ""}};
    w.around->links = {{"m1", "IM1", 0}, {"m1", "IM2", 1}};
    w.around->lines = {{"1", "user", "Ana", "hi", "[]", 10}, {"2", "bot", "", "hello", "[]", 20}};
    WHEN("it is edited, deleted, and the talk copied") {
      auto edited = as<delivered>(w.run(edit_post{"fc-1", "m1", "new"}));
      auto text = state().channels[0].messages[0].body;
      w.run(delete_post{"fc-1", "m1"});
      auto left = state().channels[0].messages.size();
      auto copied = as<delivered>(w.run(backfill{"fc-1", 0, 30, w.user}));
      THEN("each is done on the channel, and the flow hears of none") {
        CHECK_EQ(edited.ids, std::vector<std::string>{"IM1"});
        CHECK_EQ(text, "new");
        CHECK_EQ(left, 0u);
        auto s = state();
        REQUIRE_EQ(s.channels[0].messages.size(), 2u);
        CHECK_EQ(s.channels[0].messages[1].author, "flexcord-bot");
        CHECK_EQ(copied.ids.size(), 2u);
        CHECK(s.flow.empty());
      }
    }
  }
}

END_FIXTURE_SCOPE()
