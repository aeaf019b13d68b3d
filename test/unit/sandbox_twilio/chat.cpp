#define CAF_SUITE sandbox_chat
#include "fixture.hpp"

#include "net/twilio/webhook.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

const std::string chat = "/chat/v2/Services/IS00000000000000000000000000000002";

std::string names_of(const received_hook& h) {
  std::string out;
  for (const auto& [name, value] : h.parameters) out += name + " ";
  return out;
}

form hook_fields(const std::string& url, std::initializer_list<const char*> filters) {
  form out{{"Type", "webhook"}, {"Configuration.Method", "POST"}, {"Configuration.Url", url}};
  for (const auto* filter : filters) out.emplace_back("Configuration.Filters", filter);
  return out;
}

/// The SID of a channel with discord-42 in it.
std::string new_channel(twilio_fixture& f) {
  auto sid = f.rest("POST", chat + "/Channels", {{"FriendlyName", "Ana"}}).at("sid");
  f.rest("POST", chat + "/Channels/" + sid + "/Members", {{"Identity", "discord-42"}});
  return sid;
}

} // namespace

SCENARIO("users of Programmable Chat are those of Conversations") {
  GIVEN("a service without users") {
    twilio_fixture f;
    WHEN("a user is looked for, created, and renamed") {
      auto nobody = f.rest("GET", chat + "/Users/discord-42");
      auto made =
          f.rest("POST", chat + "/Users", {{"Identity", "discord-42"}, {"FriendlyName", "Ana"}});
      auto again = f.rest("POST", chat + "/Users", {{"Identity", "discord-42"}});
      auto renamed = f.rest("POST", chat + "/Users/discord-42", {{"FriendlyName", "Ana B"}});
      THEN("it is there by identity and by SID, on both planes") {
        CHECK_EQ(nobody.status, 404);
        CHECK_EQ(nobody.at("code"), "20404");
        CHECK_EQ(made.status, 201);
        CHECK_EQ(again.status, 409);
        CHECK_EQ(renamed.at("friendly_name"), "Ana B");
        CHECK_EQ(f.rest("GET", chat + "/Users/" + made.at("sid")).at("identity"), "discord-42");
        CHECK_EQ(f.rest("GET", service_path("/Users/discord-42")).at("friendly_name"), "Ana B");
        CHECK_EQ(f.rest("GET", chat + "/Users").size("users"), 1u);
        CHECK_EQ(f.rest("GET", chat).at("friendly_name"), "Flex Chat Service");
      }
    }
  }
}

SCENARIO("channels, members and messages have Programmable Chat's shape") {
  GIVEN("a channel with a member and a message") {
    twilio_fixture f;
    auto sid = new_channel(f);
    const auto channel = chat + "/Channels/" + sid;
    auto said = f.rest("POST", channel + "/Messages",
                       {{"From", "discord-42"}, {"Body", "hi"}, {"Attributes", R"({"a":1})"}});
    WHEN("they are read and changed") {
      auto edited = f.rest("POST", channel + "/Messages/" + said.at("sid"), {{"Body", "hello"}});
      THEN("each shows what the old API shows") {
        CHECK_EQ(said.status, 201);
        CHECK_EQ(said.at("from"), "discord-42");
        CHECK_EQ(said.at("to"), sid);
        CHECK_EQ(said.at("type"), "text");
        CHECK_EQ(said.at("was_edited"), "false");
        CHECK_EQ(edited.at("was_edited"), "true");
        CHECK_EQ(edited.at("last_updated_by"), "system");
        CHECK_EQ(f.rest("GET", channel).at("members_count"), "1");
        CHECK_EQ(f.rest("GET", channel + "/Members?Identity=discord-42").size("members"), 1u);
        CHECK_EQ(f.rest("GET", channel + "/Members?Identity=else").size("members"), 0u);
        auto twice = f.rest("POST", channel + "/Members", {{"Identity", "discord-42"}});
        CHECK_EQ(twice.at("code"), "50404");
        auto mine = f.rest("GET", chat + "/Users/discord-42/Channels");
        CHECK_EQ(mine.at("meta.key"), "channels");
        CHECK_EQ(mine.at("channels.0.channel_sid"), sid);
        CHECK_EQ(mine.at("channels.0.status"), "joined");
        CHECK_EQ(f.rest("GET", channel + "/Messages?Order=desc&PageSize=1").at("messages.0.body"),
                 "hello");
        auto changed = f.rest("POST", channel, {{"Attributes", R"({"handoff":"requested"})"}});
        CHECK_EQ(changed.at("attributes"), R"({"handoff":"requested"})");
      }
      THEN("Conversations shows the same objects in its own words") {
        auto twin = f.rest("GET", service_path("/Conversations/" + sid + "/Messages"));
        CHECK_EQ(twin.at("messages.0.author"), "discord-42");
        CHECK_EQ(twin.at("messages.0.body"), "hello");
      }
      THEN("what is wrong is refused") {
        CHECK_EQ(f.rest("POST", channel + "/Messages", {{"From", "discord-42"}}).status, 400);
        CHECK_EQ(f.rest("POST", channel + "/Messages", {{"MediaSid", "MEx"}}).status, 400);
        CHECK_EQ(f.rest("POST", channel, {{"Attributes", "{"}}).status, 400);
        CHECK_EQ(f.rest("GET", chat + "/Channels/CHx").status, 404);
        CHECK_EQ(f.rest("GET", "/chat/v2/Services/ISx/Channels").status, 404);
      }
    }
  }
}

SCENARIO("webhooks of a channel have Programmable Chat's names") {
  GIVEN("a channel with a webhook for what agents write") {
    twilio_fixture f;
    auto sid = new_channel(f);
    const auto channel = chat + "/Channels/" + sid;
    f.rest("POST", channel + "/Webhooks",
           hook_fields(f.hook_url("chat"),
                       {"onMessageSent", "onMessageUpdated", "onMediaMessageSent"}));
    WHEN("a message is sent with webhooks, edited and followed by another without") {
      auto said =
          f.rest("POST", channel + "/Messages", {{"From", "discord-42"}, {"Body", "é & +"}}, true);
      auto sent = f.hooks("onMessageSent");
      f.rest("POST", channel + "/Messages/" + said.at("sid"), {{"Body", "b"}}, true);
      auto updated = f.hooks("onMessageUpdated");
      f.rest("POST", channel + "/Messages", {{"From", "discord-42"}, {"Body", "quiet"}});
      THEN("two signed hooks came, in the captured order") {
        REQUIRE_EQ(sent.size(), 1u);
        CHECK_EQ(names_of(sent[0]),
                 "EventType InstanceSid AccountSid ChannelSid MessageSid Index From Body "
                 "Attributes DateCreated Source RetryCount ");
        CHECK_EQ(sent[0].get("Body"), "é & +");
        CHECK_EQ(sent[0].get("Source"), "API");
        CHECK_EQ(sent[0].get("ChannelSid"), sid);
        CHECK(net::twilio::valid_signature({"sandbox-auth-token"}, f.base(), sent[0].request));
        REQUIRE_EQ(updated.size(), 1u);
        CHECK_EQ(updated[0].get("ModifiedBy"), "system");
        CHECK_NE(updated[0].get("DateUpdated"), "");
        CHECK_EQ(f.hooks_so_far(), 2u);
      }
    }
  }
}

SCENARIO("a channel's webhooks are checked when they are made") {
  GIVEN("a channel with a webhook for what agents write") {
    twilio_fixture f;
    auto sid = new_channel(f);
    const auto channel = chat + "/Channels/" + sid;
    auto made = f.rest("POST", channel + "/Webhooks",
                       hook_fields(f.hook_url("chat"),
                                   {"onMessageSent", "onMessageUpdated", "onMediaMessageSent"}));
    WHEN("others are added") {
      const auto all = channel + "/Webhooks";
      auto bad = f.rest("POST", all, hook_fields(f.hook_url("x"), {"onMessageAdded"}));
      THEN("bad ones and the sixth are refused, and Conversations does not list them") {
        CHECK_EQ(made.status, 201);
        CHECK_EQ(made.at("type"), "webhook");
        CHECK_EQ(made.at("configuration.retry_count"), "0");
        CHECK_EQ(bad.at("code"), "50365");
        CHECK_EQ(f.rest("POST", all, hook_fields(f.hook_url("x"), {})).at("code"), "50370");
        CHECK_EQ(f.rest("POST", all, {{"Type", "pigeon"}}).status, 400);
        CHECK_EQ(f.rest("POST", all, {{"Type", "studio"}}).status, 400);
        auto retries = hook_fields(f.hook_url("x"), {"onMessageSent"});
        retries.emplace_back("Configuration.RetryCount", "4");
        CHECK_EQ(f.rest("POST", all, retries).status, 400);
        for (int n = 0; n < 4; ++n)
          CHECK_EQ(f.rest("POST", all, hook_fields(f.hook_url("x"), {"onMessageSent"})).status,
                   201);
        CHECK_EQ(f.rest("POST", all, hook_fields(f.hook_url("x"), {"onMessageSent"})).status, 400);
        CHECK_EQ(f.rest("GET", all).size("webhooks"), 5u);
        CHECK_EQ(
            f.rest("GET", service_path("/Conversations/" + sid + "/Webhooks")).size("webhooks"),
            0u);
        CHECK_EQ(f.rest("DELETE", all + "/" + made.at("sid")).status, 204);
        CHECK_EQ(f.rest("GET", all).size("webhooks"), 4u);
      }
    }
  }
}

SCENARIO("a webhook of a channel is tried again when it asks for that") {
  GIVEN("a channel whose webhook fails, with two retries") {
    twilio_fixture f;
    const auto channel = chat + "/Channels/" + new_channel(f);
    f.answer_hooks("chat", 503, "");
    auto fields = hook_fields(f.hook_url("chat"), {"onMessageSent"});
    fields.emplace_back("Configuration.RetryCount", "2");
    f.rest("POST", channel + "/Webhooks", fields);
    WHEN("a message is sent") {
      f.rest("POST", channel + "/Messages", {{"From", "discord-42"}, {"Body", "b"}}, true);
      auto first = f.hooks("onMessageSent", 1);
      f.control("POST", "/clock", R"({"rate":100})");
      auto came = f.hooks("onMessageSent", 3);
      THEN("it comes three times, counted, as one notification") {
        REQUIRE_EQ(came.size(), 3u);
        for (std::size_t n = 0; n < 3; ++n) {
          CHECK_EQ(came[n].get("RetryCount"), std::to_string(n));
          CHECK_EQ(came[n].request.headers.get("I-Twilio-Idempotency-Token"),
                   came[0].request.headers.get("I-Twilio-Idempotency-Token"));
          CHECK(net::twilio::valid_signature({"sandbox-auth-token"}, f.base(), came[n].request));
        }
      }
    }
  }
}
