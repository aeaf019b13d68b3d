#define CAF_SUITE flex_legacy_open
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

#include "test/unit/flex/legacy_world.hpp"

using namespace flexcord;
using namespace flexcord::conversation;
using namespace flexcord::test;

namespace {

const std::string hook = "https://example.test/forward-to-discord?k=discord%3A1";
const std::string ours = R"("fc":{"key":"discord:1","case":3,"name":"fc-1"})";

struct scenario_world : legacy_world {
  open_desk order() { return {"fc-1", 3, w.user}; }
  /// A channel of the user that was there before.
  void earlier(std::string sid, std::string attributes, std::string created) {
    change([&](fake_state& s) {
      fake_channel c;
      c.sid = std::move(sid);
      c.attributes = std::move(attributes);
      c.created = std::move(created);
      c.members = {"discord-42"};
      s.channels.push_back(std::move(c));
      s.users["discord-42"] = "Ana";
    });
  }
};

} // namespace

BEGIN_FIXTURE_SCOPE(scenario_world)

SCENARIO("a user without a channel gets one by the founding document's steps") {
  GIVEN("a Chat service that knows nobody") {
    WHEN("a desk is opened") {
      auto e = w.run(order());
      THEN("user, channel and webhook are made in this order, each with one request") {
        CHECK_EQ(calls(), "GET /Users/discord-42, POST /Users, GET /Users/discord-42/Channels, "
                          "POST /Channels, POST /Channels/CH1/Webhooks, GET /Channels/CH1, "
                          "POST /Channels/CH1");
        auto s = state();
        REQUIRE_EQ(s.channels.size(), 1u);
        auto& c = s.channels[0];
        CHECK_EQ(as<desk_opened>(e).conversation, c.sid);
        CHECK_EQ(as<desk_opened>(e).name, "fc-1");
        CHECK_EQ(e.desk, c.sid);
        CHECK_EQ(c.webhooks.begin()->second, hook);
        CHECK_EQ(c.attributes, R"({"from":"1","status":"ACTIVE","channel_type":"web",)"
                               R"("customer_name":"Ana",)" +
                                   ours + "}");
        CHECK_EQ(s.users["discord-42"], "Ana");
      }
    }
  }
}

SCENARIO("opening again asks only what is needed") {
  GIVEN("a desk that was opened before a restart") {
    auto first = w.run(order());
    forget_calls();
    w.maybe_done = true;
    WHEN("the order is done again") {
      auto second = w.run(order());
      THEN("the channel is known by the name in it, and nothing is changed") {
        CHECK(first.what == second.what);
        CHECK_EQ(calls(), "GET /Users/discord-42, GET /Users/discord-42/Channels, "
                          "GET /Channels/CH1, GET /Channels/CH1/Webhooks");
        CHECK_EQ(state().channels.size(), 1u);
      }
    }
  }
}

SCENARIO("the newest open channel of the user is used again, and its history is no news") {
  GIVEN("an old open channel, a newer one, the newest put aside, ones of another talk and plane") {
    earlier("CHold", R"({"from":"1","status":"ACTIVE"})", "2025-01-01T00:00:00Z");
    earlier("CHnew", R"({"from":"1","mine":"stays","handoff":"requested"})",
            "2025-01-03T00:00:00Z");
    earlier("CHput", R"({"from":"1","status":"INACTIVE"})", "2025-01-04T00:00:00Z");
    earlier("CHfar", R"({"from":"2","status":"ACTIVE"})", "2025-01-05T00:00:00Z");
    earlier("CHkey", R"({"status":"ACTIVE","fc":{"key":"discord:2","name":"fc-9"}})",
            "2025-01-06T00:00:00Z");
    earlier("CHnow", R"({"fc":{"key":"discord:1"},"customer_name":"Ada"})", "2025-01-07T00:00:00Z");
    earlier("CHodd", "not json", "2025-01-02T00:00:00Z");
    change([](fake_state& s) {
      s.channel("CHnew")->messages = {{"IM1", "mike", "old", "{}", "", ""},
                                      {"IM2", "discord-42", "older", "{}", "", ""}};
    });
    WHEN("a desk is opened and looked at") {
      auto opened = as<desk_opened>(w.run(order()));
      auto made = calls();
      w.desk.conversation = opened.conversation;
      auto seen = as<desk_seen>(w.run(look{"fc-1", -1}));
      THEN("it is the newest open one, with what stood in it") {
        CHECK_EQ(opened.conversation, "CHnew");
        CHECK_EQ(state().channels.size(), 7u);
        CHECK_EQ(w.fake.count("POST", "/v1/Channels"), 0u);
        auto attributes = state().channel("CHnew")->attributes;
        CHECK(attributes.find(R"("mine":"stays")") != std::string::npos);
        CHECK(attributes.find(R"("status":"ACTIVE")") != std::string::npos);
        CHECK(attributes.find("handoff") == std::string::npos);
        CHECK(attributes.find(R"("first":2)") != std::string::npos);
      }
      THEN("what agents wrote in it before is not told") {
        CHECK(w.events<agent_wrote>().empty());
        CHECK_EQ(seen.last_index, 1);
      }
    }
  }
}

SCENARIO("a channel in an agent's hands is left to its agent") {
  GIVEN("an open channel with an open task, and one without") {
    earlier("CHbusy", R"({"from":"1","status":"ACTIVE"})", "2025-01-03T00:00:00Z");
    change([](fake_state& s) {
      s.tasks = {{"WT1", "CHbusy", "assigned"}, {"WT2", "CHother", "pending"}};
    });
    WHEN("desks are opened") {
      auto made = as<desk_opened>(w.run(order()));
      change([](fake_state& s) { s.tasks[0].assignment = "wrapping"; });
      w.fake.state.channels.pop_back();
      auto used = as<desk_opened>(w.run(order()));
      THEN("a new one is made, and the old one used once its task is over") {
        CHECK_NE(made.conversation, "CHbusy");
        CHECK_EQ(used.conversation, "CHbusy");
      }
    }
  }
}

SCENARIO("without a TaskRouter only a channel of our own making is known to be free") {
  GIVEN("a channel of before, and one that is as new as the order") {
    w.fake.state.refusals["GET /Tasks"] = 403;
    earlier("CHold", R"({"from":"1","status":"ACTIVE"})", "2025-10-01T00:00:00Z");
    WHEN("desks are opened") {
      auto made = as<desk_opened>(w.run(order()));
      auto count = state().channels.size();
      change([](fake_state& s) { s.channels.back().attributes = R"({"from":"1"})"; });
      auto adopted = as<desk_opened>(w.run(order()));
      THEN("the old one is not touched and the new one adopted") {
        CHECK_EQ(count, 2u);
        CHECK_EQ(adopted.conversation, made.conversation);
        CHECK_EQ(state().channels.size(), 2u);
      }
    }
  }
}

SCENARIO("a TaskRouter that is down does not keep a talk from beginning") {
  GIVEN("a channel of before whose tasks cannot be read") {
    w.fake.state.refusals["GET /Tasks"] = 503;
    earlier("CHold", R"({"from":"1","status":"ACTIVE"})", "2025-01-01T00:00:00Z");
    WHEN("a desk is opened") {
      auto made = as<desk_opened>(w.run(order()));
      THEN("it is a new one, after a second try") {
        CHECK_NE(made.conversation, "CHold");
        CHECK_EQ(w.counted("retried"), 2u);
      }
    }
  }
}

SCENARIO("a desk that was put aside is not opened again") {
  GIVEN("a channel with the desk's name, put aside") {
    earlier("CH9", R"({"status":"INACTIVE","fc":{"key":"discord:1","name":"fc-1"}})",
            "2025-01-03T00:00:00Z");
    WHEN("the desk is opened") {
      auto e = as<desk_failed>(w.run(order()));
      THEN("it is gone") {
        CHECK_EQ(e.reason, "gone");
        CHECK_EQ(w.fake.count("POST", "/v1/Channels"), 0u);
      }
    }
  }
}

SCENARIO("what stands in the way of a desk is told") {
  GIVEN("a Flex without the flow, and a Chat that refuses the key") {
    WHEN("desks are opened") {
      w.fake.state.refusals["POST /v1/Channels"] = 400;
      auto no_flow = as<desk_failed>(w.run(order()));
      w.fake.state.refusals = {{"GET /Users", 401}};
      auto no_key = as<desk_failed>(w.run(order()));
      THEN("both fail at once") {
        CHECK_EQ(no_flow.reason, "refused");
        CHECK_EQ(no_key.reason, "refused");
        CHECK_EQ(w.counted("retried"), 0u);
      }
    }
  }
}

SCENARIO("a name that would break the flow's JSON is made harmless") {
  GIVEN("a user with quotes, a backslash and a line break in the name") {
    w.user.name = "A\"n\\a\n";
    WHEN("a desk is opened") {
      w.run(order());
      THEN("the attribute that Studio pastes has none of them") {
        auto attributes = state().channels.at(0).attributes;
        CHECK(attributes.find(R"("customer_name":"Ana")") != std::string::npos);
      }
    }
  }
}

END_FIXTURE_SCOPE()
