#define CAF_SUITE flex_faults
#include "test/unit/flex/world.hpp"

#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

#include "test/unit/flex/replay.hpp"

#include <set>

using namespace flexcord;
using namespace flexcord::conversation;
using namespace flexcord::test;

namespace {

std::string describe(const event& e) {
  if (std::holds_alternative<delivered>(e))
    return "delivered " + std::to_string(std::get<delivered>(e).ids.size()) + " " +
           std::to_string(std::get<delivered>(e).index);
  return std::to_string(e.index());
}

/// The messages of the one conversation, in order.
std::string texts(world& w) {
  std::lock_guard lock(w.fake.mutex);
  std::string all = std::to_string(w.fake.state.conversations.size()) + " conversations:";
  for (auto& c : w.fake.state.conversations) {
    for (auto& i : c.identities) all += " " + i;
    for (auto& u : c.webhooks) all += " " + u;
    for (auto& m : c.messages)
      all += " | " + m.author + ":" + m.body + (m.media.empty() ? "" : "+");
    all += " " + c.state;
  }
  return all;
}

struct scenario_world {
  world w;
};

} // namespace

BEGIN_FIXTURE_SCOPE(scenario_world)

SCENARIO("opening a desk makes one conversation whatever request fails") {
  GIVEN("a Twilio that fails at each request in turn") {
    w.case_page = "https://desk.example/case/";
    WHEN("a desk is opened") {
      auto wrong = replay(w, [&](auto ready) {
        ready();
        auto e = w.run(open_desk{"fc-1", 3, w.user});
        return describe(e.what) + texts(w);
      });
      THEN("there is always one conversation, one user, one webhook and one link") {
        CHECK_EQ(wrong, 0);
      }
    }
  }
}

SCENARIO("a post is there once and in order whatever request fails") {
  GIVEN("a text with a file") {
    w.files["there"] = "abc";
    post p{"fc-1", author::user, "m1", "hello", {{"there", "a.png", "image/png", 3}}, w.user, 5};
    WHEN("it is posted while requests fail") {
      auto wrong = replay(w, [&](auto ready) {
        w.opened();
        ready();
        auto e = w.run(p);
        return describe(e.what) + texts(w);
      });
      THEN("text and file are each there once") { CHECK_EQ(wrong, 0); }
    }
  }
}

SCENARIO("the transcript is copied once and in order whatever request fails") {
  GIVEN("three lines") {
    w.around->lines = {{"1", "user", "Ana", "hi", "[]", 10},
                       {"2", "bot", "", "hello", "[]", 20},
                       {"3", "user", "Ana", "a person please", "[]", 30}};
    WHEN("they are copied while requests fail") {
      auto wrong = replay(w, [&](auto ready) {
        w.opened();
        ready();
        auto e = w.run(backfill{"fc-1", 0, 30, w.user});
        return describe(e.what) + texts(w);
      });
      THEN("each is there once") { CHECK_EQ(wrong, 0); }
    }
  }
}

SCENARIO("an agent is asked for once whatever request fails") {
  GIVEN("an open desk") {
    WHEN("an agent is asked for while requests fail") {
      auto wrong = replay(w, [&](auto ready) {
        w.opened();
        ready();
        auto e = w.run(invite{"fc-1", 3, "help", "", "", w.user, false});
        std::lock_guard lock(w.fake.mutex);
        std::set<std::string> open;
        for (auto& i : w.fake.state.interactions)
          if (i.assignment == "pending") open.insert(i.sid);
        return describe(e.what) + " open " + std::to_string(open.size());
      });
      THEN("the user is in the queue once") { CHECK_EQ(wrong, 0); }
    }
  }
}

SCENARIO("a look tells every message once whatever request fails") {
  GIVEN("an agent with two messages") {
    WHEN("the desk is looked at while requests fail") {
      auto wrong = replay(w, [&](auto ready) {
        auto& c = w.opened();
        c.identities.push_back("mike");
        c.messages = {{"IM1", "mike", "one", "{}", "", ""}, {"IM2", "mike", "two", "{}", "", ""}};
        w.invited().assignment = "assigned";
        ready();
        auto e = w.run(look{"fc-1", -1});
        std::string found;
        for (auto& m : w.events<agent_wrote>()) found += m.text + " ";
        auto* seen = std::get_if<desk_seen>(&e.what);
        return found + (seen ? std::to_string(seen->agents.size()) + seen->channel : "nothing");
      });
      THEN("both come in order, then who is there") { CHECK_EQ(wrong, 0); }
    }
  }
}

SCENARIO("a desk is closed whatever request fails") {
  GIVEN("a desk with an open request") {
    WHEN("it is closed while requests fail") {
      auto wrong = replay(w, [&](auto ready) {
        w.opened();
        w.invited();
        w.desk.interaction.clear();
        ready();
        auto e = w.run(close_desk{"fc-1"});
        return describe(e.what) + texts(w);
      });
      THEN("it is closed") { CHECK_EQ(wrong, 0); }
    }
  }
}

END_FIXTURE_SCOPE()
