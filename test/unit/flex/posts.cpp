#define CAF_SUITE flex_posts
#include "test/unit/flex/world.hpp"

#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord;
using namespace flexcord::conversation;
using namespace flexcord::test;

namespace {

struct scenario_world {
  world w;
  fake_state state() {
    std::lock_guard lock(w.fake.mutex);
    return w.fake.state;
  }
};

template <class T>
T as(const envelope& e) {
  auto* x = std::get_if<T>(&e.what);
  CHECK(x != nullptr);
  return x ? *x : T{};
}

} // namespace

BEGIN_FIXTURE_SCOPE(scenario_world)

SCENARIO("a user's message reaches the desk in the user's name") {
  GIVEN("an open desk") {
    w.opened();
    WHEN("a text is posted") {
      auto e = w.run(post{"fc-1", author::user, "m1", "hello", {}, w.user, 5});
      auto d = as<delivered>(e);
      THEN("it is there with our mark, and the outcome names it") {
        auto m = state().conversations[0].messages;
        CHECK_EQ(m.size(), 1u);
        CHECK_EQ(m[0].author, "discord-42");
        CHECK_EQ(m[0].attributes, R"({"fc":{"n":"discord:1#7"}})");
        CHECK_EQ(d.ids, std::vector<std::string>{m[0].sid});
        CHECK_EQ(d.index, 0);
        CHECK_EQ(e.id, "done:7");
        CHECK_EQ(e.conversation, "discord:1");
        CHECK_EQ(e.trace, "trace");
        CHECK_EQ(e.desk, "");
      }
    }
  }
}

SCENARIO("a file that cannot be had is told by name") {
  GIVEN("one file that is there, one that is not and one that is too large") {
    w.opened();
    w.files["there"] = "abc";
    post p{"fc-1", author::user, "m1", "", {}, w.user, 5};
    p.files = {
        {"there", "a.png", "image/png", 3}, {"gone", "b.png", "", 3}, {"there", "c", "", 1u << 30}};
    WHEN("they are posted") {
      auto d = as<delivered>(w.run(p));
      THEN("one is uploaded and the others are named") {
        auto s = state();
        auto& m = s.conversations[0].messages;
        CHECK_EQ(m.size(), 3u);
        CHECK_EQ(s.media[m[0].media], "abc");
        CHECK_EQ(m[1].body, "[file b.png could not be passed on]");
        CHECK_EQ(m[2].body, "[file c could not be passed on]");
        CHECK_EQ(d.ids.size(), 3u);
        CHECK_EQ(w.counted("file-lost"), 2u);
      }
    }
  }
}

SCENARIO("a post that was made before a restart is not made again") {
  GIVEN("a desk that has the message, and agents who wrote since") {
    auto& c = w.opened();
    c.messages.push_back({"IM9", "discord-42", "hello", R"({"fc":{"n":"discord:1#7"}})", "", ""});
    for (int i = 0; i < 40; ++i)
      c.messages.push_back({"IM-" + std::to_string(i), "mike", "x", "{}", "", ""});
    w.maybe_done = true;
    WHEN("it is posted again") {
      auto d = as<delivered>(w.run(post{"fc-1", author::user, "m1", "hello", {}, w.user, 5}));
      THEN("the one that is there is taken") {
        CHECK_EQ(d.ids, std::vector<std::string>{"IM9"});
        CHECK_EQ(d.index, 0);
        CHECK_EQ(state().conversations[0].messages.size(), 41u);
      }
    }
  }
}

SCENARIO("a post to a closed or missing desk says so") {
  GIVEN("a closed conversation, a missing one, and one that was never there") {
    w.opened().state = "closed";
    WHEN("texts are posted") {
      post p{"fc-1", author::user, "m1", "hello", {}, w.user, 5};
      auto closed = as<undeliverable>(w.run(p));
      w.desk.conversation = "CH404";
      auto missing = as<undeliverable>(w.run(p));
      w.desk.conversation = "";
      auto unknown = as<undeliverable>(w.run(p));
      THEN("they are gone") {
        CHECK_EQ(closed.reason, "gone");
        CHECK_EQ(missing.reason, "gone");
        CHECK_EQ(unknown.reason, "gone");
      }
    }
  }
}

SCENARIO("a post that is refused, or fails for a day, is given up") {
  GIVEN("a desk that does not take the text, and an order of yesterday") {
    w.opened();
    WHEN("both are posted") {
      post p{"fc-1", author::user, "m1", "unacceptable", {}, w.user, 5};
      auto refused = as<undeliverable>(w.run(p));
      p.text = "late";
      w.created = w.now - 86'400'001;
      w.fake.plan(0, fault::error_before);
      auto late = as<undeliverable>(w.run(p));
      THEN("each has its reason") {
        CHECK_EQ(refused.reason, "refused");
        CHECK_EQ(late.reason, "failed");
        CHECK_EQ(state().conversations[0].messages.size(), 0u);
      }
    }
  }
}

SCENARIO("the transcript comes in order, without notices and without what is refused") {
  GIVEN("lines of before, of the talk, and of later") {
    w.opened();
    w.around->journal_refusals = 1;
    w.around->lines = {{"0", "user", "Ana", "old", "[]", 5},
                       {"1", "user", "Ana", "hi", R"([{"name":"a.png"}])", 10},
                       {"2", "bot", "", "hello", "[]", 20},
                       {"3", "notice", "", "transferring", "[]", 21},
                       {"4", "user", "Ana", "unacceptable", "[]", 25},
                       {"5", "agent", "Mike", "back", "[]", 30},
                       {"6", "user", "Ana", "later", "[]", 31}};
    WHEN("it is copied") {
      auto d = as<delivered>(w.run(backfill{"fc-1", 5, 30, w.user}));
      THEN("three lines are at the desk") {
        auto m = state().conversations[0].messages;
        CHECK_EQ(m.size(), 3u);
        CHECK_EQ(m[0].body, "hi\n[file a.png]");
        CHECK_EQ(m[0].author, "discord-42");
        CHECK_EQ(m[0].attributes, R"({"fc":{"n":"discord:1#t10"}})");
        CHECK(m[0].date.starts_with("1970-01-01T00:00:00"));
        CHECK_EQ(m[1].author, "flexcord-bot");
        CHECK_EQ(m[2].body, "Mike: back");
        CHECK_EQ(d.ids.size(), 3u);
        CHECK_EQ(d.index, 2);
        CHECK_EQ(w.counted("line-refused"), 1u);
      }
    }
  }
}

SCENARIO("an edit changes the text's copy, a delete removes every copy") {
  GIVEN("a message with two copies, one of them gone") {
    auto& c = w.opened();
    c.messages = {{"IM1", "discord-42", "old", "{}", "", ""},
                  {"IM2", "discord-42", "", "{}", "ME1", ""}};
    w.around->links = {{"m1", "IM1", 0}, {"m1", "IM2", 1}, {"m1", "IM3", 2}, {"m2", "IM4", 0}};
    WHEN("it is edited and then deleted") {
      auto edited = as<delivered>(w.run(edit_post{"fc-1", "m1", "new"}));
      auto text = state().conversations[0].messages[0].body;
      auto deleted = as<delivered>(w.run(delete_post{"fc-1", "m1"}));
      auto gone = as<delivered>(w.run(edit_post{"fc-1", "m2", "new"}));
      auto unknown = as<delivered>(w.run(edit_post{"fc-1", "m3", "new"}));
      THEN("what is not there needs nothing") {
        CHECK_EQ(edited.ids, std::vector<std::string>{"IM1"});
        CHECK_EQ(text, "new");
        CHECK_GE(deleted.ids.size(), 2u);
        CHECK(state().conversations[0].messages.empty());
        CHECK(gone.ids.empty());
        CHECK(unknown.ids.empty());
      }
    }
  }
}

END_FIXTURE_SCOPE()
