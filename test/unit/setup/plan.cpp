#include "test/unit/setup/account.hpp"

#define CAF_SUITE setup_plan
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

/// How a subject stands in the plan; "-" when it is not in it.
std::string how(const plan& p, subject what) {
  const auto* i = find(p, what);
  if (!i) return "-";
  constexpr const char* names[] = {"as wanted", "create", "change", "left", "cannot"};
  return names[static_cast<int>(i->how)];
}

bool says(const plan& p, subject what, const std::string& text) {
  const auto* i = find(p, what);
  return i && (i->text.find(text) != std::string::npos || i->mend.find(text) != std::string::npos);
}

config::settings in_mode(const std::string& mode, const std::string& plane) {
  auto s = complete_settings();
  s.routing.mode = mode;
  s.twilio.plane = plane;
  return s;
}

} // namespace

SCENARIO("an account that is as wanted is left alone") {
  GIVEN("the three ways to run") {
    WHEN("setup looks at an account where all is there") {
      THEN("there is nothing to change, and the sids are known") {
        for (auto [mode, plane] : {std::pair{"direct", "conversations"},
                                   {"studio", "conversations"},
                                   {"studio", "legacy-chat"}}) {
          const auto s = in_mode(mode, plane);
          const auto p = make_plan(s, complete_account(s));
          CHECK(!p.changes());
          CHECK(!p.blocked());
          for (const auto& i : p.items) CHECK(i.how == standing::as_wanted);
          CHECK_EQ(p.so_far.workflow_sid + p.so_far.task_channel_sid, "WW1TC1");
        }
      }
      THEN("each way needs its own things") {
        const auto direct = in_mode("direct", "conversations");
        CHECK_EQ(how(make_plan(direct, complete_account(direct)), subject::studio_flow), "-");
        const auto legacy = in_mode("studio", "legacy-chat");
        const auto p = make_plan(legacy, complete_account(legacy));
        CHECK_EQ(how(p, subject::studio_flow) + how(p, subject::flex_flow), "as wantedas wanted");
        CHECK_EQ(how(p, subject::interaction_webhook), "-");
      }
    }
  }
}

SCENARIO("an empty account gets everything") {
  GIVEN("an account as Flex makes it, and settings with nothing but credentials") {
    auto s = in_mode("studio", "legacy-chat");
    s.twilio.service_sid = s.twilio.workspace_sid = s.twilio.workflow_sid = "";
    auto f = complete_account(s);
    f.commands = std::string("[]");
    f.workspaces = std::vector<net::twilio::workspace>{{"WS9", "Another", "", ""},
                                                       {"WS1", flex_workspace, "", ""}};
    f.workspace = net::twilio::workspace{"WS1", flex_workspace, "", ""};
    f.task_channels = std::vector<net::twilio::task_channel>{{"TC9", "voice"}};
    f.flows = std::vector<net::twilio::studio_flow>{};
    f.flow.reset();
    f.flex_flows = std::vector<net::twilio::flex_flow>{};
    WHEN("setup looks at it") {
      const auto p = make_plan(s, f);
      THEN("each thing is to be made, in an order in which it can be") {
        std::vector<subject> made;
        for (const auto& i : p.items)
          if (i.how == standing::create) made.push_back(i.what);
        CHECK(made ==
              (std::vector{subject::commands, subject::workflow, subject::task_channel,
                           subject::studio_flow, subject::flex_flow, subject::event_callback}));
        CHECK(!p.blocked());
      }
      THEN("service and workspace are the account's own") {
        CHECK_EQ(p.so_far.service_sid + p.so_far.workspace_sid + p.so_far.queue_sid, "IS1WS1WQ1");
        CHECK_EQ(p.so_far.flex_flow.chat_service_sid, "IS1");
      }
    }
  }
}

SCENARIO("the slash commands are registered only when they differ") {
  GIVEN("an account with other commands") {
    const auto s = complete_settings();
    auto f = complete_account(s);
    WHEN("there are none, or somebody else's too") {
      THEN("the plan says which") {
        f.commands = std::string("[]");
        CHECK(says(make_plan(s, f), subject::commands, "new: /helpme"));
        f.commands = std::string(R"([{"name":"dance","type":1}])");
        CHECK_EQ(how(make_plan(s, f), subject::commands), "change");
        CHECK(says(make_plan(s, f), subject::commands, "goes: /dance"));
      }
    }
    WHEN("they cannot be read") {
      THEN("that is in the way, and Twilio is planned all the same") {
        f.commands = refused(403);
        const auto p = make_plan(s, f);
        CHECK_EQ(how(p, subject::commands) + how(p, subject::workflow), "cannotas wanted");
        CHECK(says(p, subject::commands, "applications.commands"));
      }
    }
  }
}

SCENARIO("what belongs to somebody else is not overwritten") {
  GIVEN("callbacks of another program") {
    const auto s = complete_settings();
    auto f = complete_account(s);
    f.workspace = net::twilio::workspace{"WS1", "W", "https://other.example/events", ""};
    f.hooks = std::vector<net::twilio::interaction_hook>{
        {"T1", "interaction", "https://x.example"}, {"T2", "global", "https://other.example/i"}};
    WHEN("setup looks at them") {
      const auto p = make_plan(s, f);
      THEN("they are left, and said") {
        CHECK_EQ(how(p, subject::event_callback) + how(p, subject::interaction_webhook),
                 "leftleft");
        CHECK(says(p, subject::event_callback, "https://other.example/events"));
        CHECK(says(p, subject::interaction_webhook, "https://other.example/i"));
        CHECK(!p.changes() && !p.blocked());
      }
    }
    WHEN("there are only webhooks of single interactions") {
      THEN("a global one is made") {
        f.hooks =
            std::vector<net::twilio::interaction_hook>{{"T1", "interaction", "https://x.example"}};
        CHECK_EQ(how(make_plan(s, f), subject::interaction_webhook), "create");
      }
    }
  }
}

SCENARIO("a Studio flow is replaced only when it differs") {
  GIVEN("a flow in the account") {
    const auto s = in_mode("studio", "conversations");
    auto f = complete_account(s);
    auto with = [&](auto change) {
      auto other = f;
      auto flow = **other.flow;
      change(flow);
      other.flow = flow;
      return make_plan(s, other);
    };
    WHEN("it is a draft, has another definition, or one that Studio added to") {
      THEN("it is published or replaced, or left alone") {
        CHECK(says(with([](auto& flow) { flow.status = "draft"; }), subject::studio_flow,
                   "publish the Studio flow FW1"));
        CHECK_EQ(how(with([](auto& flow) { flow.definition = "{}"; }), subject::studio_flow),
                 "change");
        CHECK_EQ(how(with([](auto& flow) { flow.definition.insert(1, "\"note\":\"theirs\","); }),
                     subject::studio_flow),
                 "as wanted");
      }
    }
    WHEN("the workflow is still to be made") {
      THEN("the definition will be another one") {
        f.workflows = std::vector<net::twilio::workflow>{};
        auto open = s;
        open.twilio.workflow_sid.clear();
        const auto p = make_plan(open, f);
        CHECK_EQ(how(p, subject::workflow) + how(p, subject::studio_flow), "createchange");
      }
    }
    WHEN("two have our name, or the named one is not there") {
      THEN("which is meant has to be said") {
        auto twice = f;
        twice.flows = std::vector<net::twilio::studio_flow>{{"FW1", own_name, "", "", true},
                                                            {"FW2", own_name, "", "", true}};
        CHECK_EQ(how(make_plan(s, twice), subject::studio_flow), "cannot");
        auto named = s;
        named.twilio.studio_flow_sid = "FW2";
        CHECK_EQ(choose_flow("FW2", **twice.flows), "FW2");
        auto gone = f;
        gone.flow = refused(404);
        CHECK_EQ(how(make_plan(named, gone), subject::studio_flow), "cannot");
      }
    }
    WHEN("Twilio has no address to call") {
      THEN("the flow cannot be made") {
        auto silent = s;
        silent.http.public_url.clear();
        const auto p = make_plan(silent, f);
        CHECK_EQ(how(p, subject::studio_flow), "cannot");
        CHECK(says(p, subject::studio_flow, "http.public-url"));
        CHECK(p.blocked());
      }
    }
  }
}

SCENARIO("what cannot be decided is asked for, with the mend") {
  GIVEN("an account that leaves it open") {
    auto s = complete_settings();
    auto f = complete_account(s);
    WHEN("the named workflow is not there") {
      THEN("it is not replaced in silence") {
        f.workflows = std::vector<net::twilio::workflow>{{"WW9", own_name}};
        CHECK_EQ(how(make_plan(s, f), subject::workflow), "cannot");
      }
    }
    WHEN("no workflow is named") {
      s.twilio.workflow_sid.clear();
      THEN("that of our name is taken") {
        f.workflows = std::vector<net::twilio::workflow>{{"WW1", "x"}, {"WW9", own_name}};
        CHECK_EQ(make_plan(s, f).so_far.workflow_sid, "WW9");
      }
      THEN("a new one uses the only queue; of several without Flex's own none is guessed") {
        f.workflows = std::vector<net::twilio::workflow>{{"WW1", "x"}};
        f.queues = std::vector<net::twilio::task_queue>{{"WQ7", "Mine"}};
        CHECK_EQ(make_plan(s, f).so_far.queue_sid, "WQ7");
        f.queues = std::vector<net::twilio::task_queue>{{"WQ7", "Mine"}, {"WQ8", "Yours"}};
        CHECK_EQ(how(make_plan(s, f), subject::workflow), "cannot");
      }
    }
    WHEN("several workspaces could be meant") {
      THEN("it has to be named") {
        CHECK_EQ(choose_workspace("", {{"WS1", "a", "", ""}, {"WS2", "b", "", ""}}), "");
        CHECK_EQ(choose_workspace("", {{"WS1", "a", "", ""}}), "WS1");
        CHECK_EQ(choose_workspace("WS5", {{"WS1", "a", "", ""}}), "WS5");
      }
    }
    WHEN("the credentials are refused") {
      THEN("nothing more of Twilio is planned") {
        f.chat = refused(401);
        const auto p = make_plan(s, f);
        CHECK_EQ(how(p, subject::service) + how(p, subject::workflow), "cannot-");
      }
    }
    WHEN("the default service is another one") {
      THEN("it is said, and not changed") {
        f.chat = net::twilio::chat_defaults{"IS2"};
        CHECK_EQ(how(make_plan(s, f), subject::service), "left");
      }
    }
  }
}

SCENARIO("intents and permissions are checked, not taken") {
  GIVEN("settings that want more than the application has") {
    auto s = complete_settings();
    s.discord.intents = 53761;
    s.discord.guild_id = "1";
    auto f = complete_account(s);
    net::discord::guild g{"1", "G", "2", {{"1", net::discord::permission::view_channel}}};
    f.guild = g;
    f.bot = net::discord::guild_member{"3", {}};
    WHEN("setup looks at it") {
      const auto p = make_plan(s, f);
      THEN("it says what is missing, with the link") {
        CHECK(says(p, subject::intents, "Message Content"));
        CHECK(says(p, subject::permissions, "Send Messages, Embed Links, Attach Files"));
        CHECK(says(p, subject::permissions,
                   "client_id=11&scope=bot+applications.commands&permissions=117760&guild_id=1"));
      }
    }
    WHEN("the bot is not in the server") {
      THEN("it is to be invited") {
        f.bot = refused(404);
        CHECK(says(make_plan(s, f), subject::permissions, "is not in the server 1"));
      }
    }
  }
}
