#define CAF_SUITE flex_legacy_faults
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

#include "test/unit/flex/legacy_world.hpp"
#include "test/unit/flex/replay.hpp"

using namespace flexcord;
using namespace flexcord::conversation;
using namespace flexcord::test;

namespace {

struct scenario_world : legacy_world {
  /// All that the service holds of channels and tasks.
  std::string everything() {
    auto s = state();
    std::string all = std::to_string(s.users.size()) + " users";
    for (auto& c : s.channels) {
      all += " | " + c.attributes;
      for (auto& m : c.members) all += " " + m;
      for (auto& h : c.webhooks) all += " " + h.second;
      for (auto& m : c.messages)
        all += " " + m.author + ":" + m.body + (m.media.empty() ? "" : "+");
    }
    for (auto& t : s.tasks) all += " " + t.sid + ":" + t.assignment;
    for (auto& f : s.flow) all += " flow:" + f.second;
    return all;
  }
};

} // namespace

BEGIN_FIXTURE_SCOPE(scenario_world)

SCENARIO("opening a desk makes one channel whatever request fails") {
  GIVEN("a Twilio that fails at each request in turn") {
    w.case_page = "https://desk.example/case/";
    WHEN("a desk is opened") {
      auto wrong = replay(w, [&](auto ready) {
        ready();
        auto e = w.run(open_desk{"fc-1", 3, w.user});
        return std::to_string(e.what.index()) + everything();
      });
      THEN("there is always one user, one channel, one webhook and one link") {
        CHECK_EQ(wrong, 0);
      }
    }
  }
}

SCENARIO("a channel is used again whatever request fails") {
  GIVEN("an open channel with history") {
    WHEN("a desk is opened") {
      auto wrong = replay(w, [&](auto ready) {
        w.channel().messages = {{"IM1", "mike", "old", "{}", "", ""}};
        w.fake.state.channels[0].attributes = R"({"from":"1","status":"ACTIVE"})";
        w.desk.conversation.clear();
        ready();
        auto e = w.run(open_desk{"fc-1", 3, w.user});
        return std::to_string(e.what.index()) + everything();
      });
      THEN("it is the one, with its history behind it") { CHECK_EQ(wrong, 0); }
    }
  }
}

SCENARIO("a post is there once and heard whatever request fails") {
  GIVEN("a text with a file, for which the flow is told first that an agent is wanted") {
    w.on_legacy->route = true;
    w.files["there"] = "abc";
    post p{"fc-1", author::user, "m1", "hello", {{"there", "a.png", "image/png", 3}}, w.user, 5};
    WHEN("it is posted while requests fail") {
      auto wrong = replay(w, [&](auto ready) {
        w.channel();
        ready();
        auto e = w.run(p);
        auto* d = std::get_if<delivered>(&e.what);
        return everything() + (d ? std::to_string(d->ids.size()) : "not delivered");
      });
      THEN("text and file are each there once, and the flow heard the text once") {
        CHECK_EQ(wrong, 0);
      }
    }
  }
}

SCENARIO("a look at a channel tells every message once whatever request fails") {
  GIVEN("an agent with two messages") {
    WHEN("the channel is looked at while requests fail") {
      auto wrong = replay(w, [&](auto ready) {
        auto& c = w.channel();
        c.members.push_back("mike");
        c.messages = {{"IM1", "mike", "one", "{}", "", ""}, {"IM2", "mike", "two", "{}", "", ""}};
        w.fake.state.tasks = {{"WT1", "CH1", "assigned"}};
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

SCENARIO("the flow's task is adopted once whatever request fails") {
  GIVEN("a task") {
    WHEN("it is waited for while requests fail") {
      auto wrong = replay(w, [&](auto ready) {
        w.channel();
        w.fake.state.tasks = {{"WT1", "CH1", "reserved"}};
        ready();
        auto e = w.run(invite{"fc-1", 3, "help", "", "", w.user, false});
        auto* i = std::get_if<agent_invited>(&e.what);
        return (i ? i->task : "none") + everything();
      });
      THEN("it is ours") { CHECK_EQ(wrong, 0); }
    }
  }
}

SCENARIO("a channel is put aside whatever request fails") {
  GIVEN("a channel with a task in an agent's hands and our webhook") {
    WHEN("it is closed while requests fail") {
      auto wrong = replay(w, [&](auto ready) {
        w.channel().webhooks["WH1"] = "https://example.test/forward-to-discord?k=discord%3A1";
        w.fake.state.tasks = {{"WT1", "CH1", "assigned"}};
        ready();
        auto e = w.run(close_desk{"fc-1"});
        return std::to_string(e.what.index()) + everything();
      });
      THEN("task, channel and webhook are all done with") { CHECK_EQ(wrong, 0); }
    }
  }
}

END_FIXTURE_SCOPE()
