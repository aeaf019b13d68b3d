#define CAF_SUITE inbound
#include "actors/discord/inbound.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors::discord;
using namespace flexcord::conversation;
namespace wire = flexcord::net::discord;

namespace {

wire::message dm(std::string text) {
  wire::message m;
  m.id = "1310000000000000001";
  m.channel_id = "77";
  m.author = {"5", "alice", "Alice", false};
  m.content = m.text = std::move(text);
  return m;
}

wire::interaction press(std::string custom_id) {
  wire::interaction i;
  i.id = "1310000000000000077";
  i.application_id = "11";
  i.token = "tok";
  i.channel_id = "77";
  i.channel_type = 1;
  i.type = 3;
  i.invoker = {"5", "alice", "Alice", false};
  i.locale = "fr";
  i.custom_id = std::move(custom_id);
  return i;
}

template <class Event>
bool means(const std::string& custom_id) {
  auto w = from_interaction(press(custom_id));
  return w && std::holds_alternative<Event>(w->what.what);
}

event meaning(const std::string& custom_id) {
  auto w = from_interaction(press(custom_id));
  return w ? w->what.what : event{request_cancelled{}};
}

} // namespace

SCENARIO("a member's direct message is an event of their conversation") {
  GIVEN("a message in a DM") {
    WHEN("it is read") {
      auto e = from_message(dm("hello"));
      THEN("it has the conversation's key and an id that a replay repeats") {
        CHECK(e.has_value());
        CHECK_EQ(e->conversation, "discord:77");
        CHECK_EQ(e->id, "discord:msg:1310000000000000001");
        const auto& from = std::get<user_wrote>(e->what).from;
        CHECK_EQ(from.name, "Alice");
        CHECK_EQ(from.since, 1420070400000); // Discord's epoch, at which the smallest ids begin
        CHECK(!from.roles_known);
      }
    }
  }
}

SCENARIO("what no member wrote to us is no event") {
  GIVEN("messages of bots, webhooks, guild channels and the system") {
    auto bot = dm("x"), hook = dm("x"), guild = dm("x"), pin = dm("x");
    bot.author.bot = true;
    hook.webhook_id = "8";
    guild.guild_id = "9";
    pin.type = 6;
    WHEN("they are read") {
      THEN("nothing comes of them") {
        for (auto& m : {bot, hook, guild, pin}) CHECK(!from_message(m).has_value());
      }
    }
  }
}

SCENARIO("an unfurled link is not an edit") {
  GIVEN("an update without an edit time, and one with it") {
    auto unfurl = dm("x"), edit = dm("y");
    edit.edited_timestamp = "2026-08-07T09:16:40.500000+00:00";
    WHEN("they are read") {
      THEN("only the second is an edit, with its time in its id") {
        CHECK(!from_update(unfurl).has_value());
        CHECK_EQ(from_update(edit)->id,
                 "discord:edit:1310000000000000001:2026-08-07T09:16:40.500000+00:00");
      }
    }
  }
}

SCENARIO("a button means what it says, and a made-up one means nothing") {
  GIVEN("custom ids as they may come from anybody") {
    WHEN("they are pressed") {
      THEN("ours are understood") {
        CHECK(means<agent_requested>("v1:agent"));
        CHECK(means<request_cancelled>("v1:cancel"));
        CHECK(means<answer_rated>("v1:helped-no"));
        CHECK(meaning("v1:helped-no") == event{answer_rated{false}});
        const event rated = answer_rated{true, "en/refunds,~abc234"};
        CHECK(meaning("v1:helped-yes:en/refunds,~abc234") == rated);
        CHECK(means<survey_answered>("v1:rate-5"));
        CHECK(means<user_wrote>("v1:reply:/refund"));
        CHECK(means<help_requested>("v1:retry"));
        for (auto bad : {"v1:rate-0", "v1:rate-6", "v1:rate-", "v1:rate-5x", "v2:agent", "agent",
                         "", "v1:", "v1:helped-yesno", "v1:helped"})
          CHECK(!from_interaction(press(bad)).has_value());
      }
    }
  }
}

SCENARIO("/helpme in a guild is answered where it was asked and needs the direct message channel") {
  GIVEN("the command with a topic, in a guild") {
    auto i = press("");
    i.type = 2;
    i.guild_id = "1";
    i.channel_type = 0;
    i.command = "helpme";
    i.options = {{"topic", "billing"}};
    i.member = wire::membership{{}, {}, {"76", "77"}, 0};
    WHEN("it is read") {
      auto w = from_interaction(i);
      THEN("the first answer is deferred and only the member sees it") {
        CHECK(w.has_value());
        CHECK(w->needs_dm);
        CHECK(w->first_answer.ephemeral);
        CHECK(w->first_answer.type == wire::interaction_reply::kind::deferred);
        auto& h = std::get<help_requested>(w->what.what);
        CHECK_EQ(h.topic, "billing");
        CHECK_EQ(h.ticket, "11|tok");
        CHECK_EQ(h.from.locale, "fr");
        CHECK(h.from.roles_known);
        CHECK(h.from.roles == std::vector<std::string>({"76", "77"}));
      }
    }
  }
}
