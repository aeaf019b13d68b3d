#define CAF_SUITE discord_payload

#include "net/discord/payload.hpp"
#include "net/discord/text.hpp"

#include <boost/json/parse.hpp>

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::net::discord;

namespace {

const std::string alice =
    R"("author":{"id":"1200000000000000005","username":"alice","global_name":"Alice","discriminator":"0","avatar":null,"public_flags":0,"flags":0,"primary_guild":null})";

/// A DM message with these fields besides the ones that every message has.
std::string dm(const std::string& more) {
  return R"({"id":"1310000000000000001","channel_id":"1300000000000000009","channel_type":1,"timestamp":"2026-08-07T09:15:02.117000+00:00",)"
         R"("edited_timestamp":null,"tts":false,"mention_everyone":false,"mention_roles":[],"embeds":[],"components":[],"pinned":false,)" +
         alice + "," + more + "}";
}

std::string text_of(const std::string& more) {
  auto m = parse_message(dm(more));
  return m.has_value() ? m->text : "malformed " + m.error().detail;
}

boost::json::value json(const std::string& text) { return boost::json::parse(text); }

} // namespace

SCENARIO("a plain DM is read whole") {
  GIVEN("the message of the reference") {
    WHEN("it is read") {
      auto m = parse_message(dm(
          R"("type":0,"content":"Hello, my order is missing","mentions":[],"attachments":[],"nonce":"1310000000000000000")"));
      THEN("every field is there") {
        REQUIRE(m.has_value());
        CHECK_EQ(m->id, "1310000000000000001");
        CHECK_EQ(m->channel_id, "1300000000000000009");
        CHECK_EQ(m->guild_id, "");
        CHECK_EQ(m->author.id, "1200000000000000005");
        CHECK_EQ(m->author.display_name(), "Alice");
        CHECK(!m->author.bot);
        CHECK_EQ(m->content, "Hello, my order is missing");
        CHECK_EQ(m->text, m->content);
        CHECK_EQ(m->timestamp, "2026-08-07T09:15:02.117000+00:00");
        CHECK_EQ(m->edited_timestamp, "");
        CHECK_EQ(m->nonce, "1310000000000000000");
        CHECK_EQ(m->type, 0);
      }
    }
  }
}

SCENARIO("files, replies, edits and deletions are read") {
  GIVEN("their payloads") {
    WHEN("they are read") {
      auto file = parse_message(dm(
          R"("type":0,"content":"","attachments":[{"id":"1310000000000000011","filename":"shot.png","size":48213,"url":"https://cdn.discordapp.com/a/shot.png?ex=1","content_type":"image/png","width":1080}])"));
      auto reply = parse_message(dm(
          R"("type":19,"content":"yes, that one","message_reference":{"type":0,"channel_id":"1300000000000000009","message_id":"1310000000000000009"},"referenced_message":null)"));
      auto gone =
          parse_deletion(R"({"id":"1310000000000000001","channel_id":"1300000000000000009"})");
      THEN("they say what happened") {
        REQUIRE(file.has_value() && reply.has_value() && gone.has_value());
        REQUIRE_EQ(file->attachments.size(), 1u);
        CHECK_EQ(file->attachments[0].filename, "shot.png");
        CHECK_EQ(file->attachments[0].size, 48213u);
        CHECK_EQ(file->attachments[0].content_type, "image/png");
        CHECK_EQ(file->text, "");
        CHECK_EQ(reply->reply_to, "1310000000000000009");
        CHECK_EQ(reply->text, "yes, that one");
        CHECK_EQ(gone->channel_id, "1300000000000000009");
        CHECK_EQ(gone->guild_id, "");
      }
    }
  }
}

SCENARIO("an agent outside Discord can read everything") {
  GIVEN("messages with what only Discord can show") {
    WHEN("their readable text is made") {
      THEN("it is words") {
        const std::string mentions =
            R"("mentions":[{"id":"77","username":"bob","global_name":null}],)";
        CHECK_EQ(text_of(mentions + R"("type":0,"content":"<@77> <@!77> <@78> <@&5> <#9> ok")"),
                 "@bob @bob @user @role #channel ok");
        CHECK_EQ(
            text_of(
                R"("type":0,"content":"<:smile:1> <a:party:22> </helpme:3> </a b:3> <id:guide>")"),
            ":smile: :party: /helpme /a b #guide");
        CHECK_EQ(text_of(R"("type":0,"content":"<t:1786094205:R> <t:0> <t:-1:d>")"),
                 "2026-08-07 09:16 UTC 1970-01-01 00:00 UTC 1969-12-31 23:59 UTC");
        CHECK_EQ(
            text_of(
                R"("type":0,"content":"a < b > c <@x> <:a> <t:99999999999999> https://x.test/<@1>")"),
            "a < b > c <@x> <:a> <t:99999999999999> https://x.test/@user");
        CHECK_EQ(
            text_of(
                R"("type":0,"content":"","sticker_items":[{"id":"749054660769218631","name":"Wave","format_type":3}])"),
            "[sticker: Wave]");
        CHECK_EQ(
            text_of(
                R"("type":0,"flags":8192,"content":"","attachments":[{"id":"1","duration_secs":3.2,"waveform":"AA=="}])"),
            "[voice message, 3 s]");
        CHECK_EQ(
            text_of(
                R"("type":0,"content":"","poll":{"question":{"text":"Which?"},"answers":[{"answer_id":1,"poll_media":{"text":"A"}},{"answer_id":2,"poll_media":{"text":"B"}}]})"),
            "[poll: Which? - A / B]");
        CHECK_EQ(text_of(R"("type":47,"content":"")"), "[unsupported message]");
        CHECK_EQ(text_of(R"("type":6,"content":"")"), "[pinned a message]");
      }
    }
  }
}

SCENARIO("a forward brings the text and files of the original") {
  GIVEN("a forwarded message") {
    WHEN("it is read") {
      auto m = parse_message(dm(
          R"("type":0,"flags":16384,"content":"","message_reference":{"type":1,"message_id":"5"},"message_snapshots":[{"message":{"type":0,"content":"look <@3>","attachments":[{"id":"4","filename":"a.txt"}],"mentions":[{"id":"3","username":"eve"}]}}])"));
      THEN("both are there, and it is no reply") {
        REQUIRE(m.has_value());
        CHECK_EQ(m->text, "[forwarded message] look @eve");
        CHECK_EQ(m->attachments.size(), 1u);
        CHECK_EQ(m->reply_to, "");
      }
    }
  }
}

SCENARIO("ids as numbers, nulls and absent fields are accepted") {
  GIVEN("a thin message") {
    WHEN("it is read") {
      auto m = parse_message(
          R"({"id":1310000000000000001,"channel_id":18446744073709551615,"author":{"id":5,"username":"x","global_name":null,"bot":null},"content":null,"attachments":null,"mentions":7,"flags":"x","type":null,"nonce":12345})");
      THEN("what is there counts") {
        REQUIRE(m.has_value());
        CHECK_EQ(m->id, "1310000000000000001");
        CHECK_EQ(m->channel_id, "18446744073709551615");
        CHECK_EQ(m->author.id, "5");
        CHECK_EQ(m->author.display_name(), "x");
        CHECK_EQ(m->nonce, "12345");
        CHECK_EQ(m->text, "");
      }
    }
  }
}

SCENARIO("what cannot be used names the field and quotes nothing") {
  GIVEN("broken payloads") {
    WHEN("they are read") {
      THEN("each is malformed with its reason") {
        auto why = [](const std::string& s) {
          auto m = parse_message(s);
          return m.has_error() && m.error().kind == flexcord::net::failure_kind::malformed
                     ? m.error().detail
                     : "accepted";
        };
        CHECK_EQ(why("{"), "message: not JSON");
        CHECK_EQ(why("[1]"), "message: not an object");
        CHECK_EQ(why(R"({"channel_id":"1","content":"secret"})"), "message: id");
        CHECK_EQ(why(R"({"id":"12x","channel_id":"1"})"), "message: id");
        CHECK_EQ(why(R"({"id":{},"channel_id":"1"})"), "message: id");
        CHECK_EQ(why(R"({"id":"1"})"), "message: channel_id");
        CHECK_EQ(why(std::string(500, '[') + std::string(500, ']')), "message: not JSON");
        CHECK(parse_messages(R"([{"id":"1","channel_id":"2"},3])").has_error());
        CHECK(parse_messages("{}").has_error());
        CHECK(parse_deletion(R"({"id":"1"})").has_error());
        CHECK(parse_user(R"({"username":"x"})").has_error());
      }
    }
  }
}

SCENARIO("interactions of every kind are read") {
  GIVEN("a command in a guild, a button in a DM and a form") {
    WHEN("they are read") {
      auto command = parse_interaction(
          R"({"id":"1310000000000000077","application_id":"1100000000000000001","type":2,"token":"aW50","version":1,"guild_id":"1000000000000000001","channel_id":"1000000000000000022","channel":{"id":"1000000000000000022","type":0},"member":{"user":{"id":"1200000000000000005","username":"alice","global_name":"Alice"},"nick":null,"roles":["77",76]},"data":{"id":"9","name":"helpme","type":1,"options":[{"name":"topic","type":3,"value":"billing"},{"name":"n","type":4,"value":3},{"name":"x","type":10,"value":2.5}]},"locale":"fr"})");
      auto button = parse_interaction(
          R"({"id":"2","application_id":"3","type":3,"token":"t","channel":{"id":"8","type":1},"user":{"id":"5","username":"a"},"message":{"id":"44"},"data":{"component_type":2,"custom_id":"v1:agent","values":["x"]}})");
      auto form = parse_interaction(
          R"({"id":"2","application_id":"3","type":5,"token":"t","user":{"id":"5"},"data":{"custom_id":"v1:bug","components":[{"type":18,"id":1,"component":{"type":4,"custom_id":"what","value":"It crashed"}},{"type":18,"component":{"type":3,"custom_id":"sev","values":["high"]}},{"type":1,"components":[{"type":4,"custom_id":"old","value":"style"}]}]}})");
      auto ping = parse_interaction(R"({"id":"2","application_id":"3","type":1,"token":"t"})");
      THEN("each says who did what where") {
        REQUIRE(command.has_value() && button.has_value() && form.has_value() && ping.has_value());
        CHECK_EQ(command->invoker.display_name(), "Alice");
        CHECK_EQ(command->command, "helpme");
        CHECK_EQ(command->locale, "fr");
        REQUIRE(command->member);
        CHECK(command->member->roles == std::vector<std::string>({"77", "76"}));
        CHECK(!button->member);
        CHECK_EQ(command->channel_type, 0);
        REQUIRE_EQ(command->options.size(), 3u);
        CHECK_EQ(command->options[0].first + "=" + command->options[0].second, "topic=billing");
        CHECK_EQ(command->options[1].second, "3");
        CHECK_EQ(command->options[2].second, "2.5");
        CHECK_EQ(button->custom_id, "v1:agent");
        CHECK_EQ(button->message_id, "44");
        CHECK_EQ(button->channel_id, "8");
        CHECK_EQ(button->channel_type, 1);
        CHECK_EQ(button->guild_id, "");
        CHECK_EQ(button->values.size(), 1u);
        REQUIRE_EQ(form->options.size(), 3u);
        CHECK_EQ(form->options[0].second, "It crashed");
        CHECK_EQ(form->options[1].second, "high");
        CHECK_EQ(form->options[2].first, "old");
      }
    }
  }
}

SCENARIO("an interaction without an invoker, token or type is refused") {
  GIVEN("thin interactions") {
    WHEN("they are read") {
      THEN("the missing field is named") {
        CHECK_EQ(parse_interaction(R"({"id":"2","type":2,"token":"t"})").error().detail,
                 "interaction: user");
        CHECK_EQ(parse_interaction(R"({"id":"2","type":2,"user":{"id":"1"}})").error().detail,
                 "interaction: token");
        CHECK_EQ(parse_interaction(R"({"id":"2","token":"t"})").error().detail,
                 "interaction: type");
      }
    }
  }
}

SCENARIO("READY is read, and refused without what a session needs") {
  GIVEN("the READY of the reference and broken ones") {
    WHEN("they are read") {
      auto r = parse_ready(
          R"({"v":10,"user":{"id":"1100000000000000001","username":"helpbot","bot":true},"session_id":"0f3c","resume_gateway_url":"wss://g.test","guilds":[{"id":"1","unavailable":true}],"application":{"id":"1100000000000000002","flags":524288}})");
      THEN("the ids are there") {
        REQUIRE(r.has_value());
        CHECK_EQ(r->session_id, "0f3c");
        CHECK_EQ(r->resume_url, "wss://g.test");
        CHECK_EQ(r->self.id, "1100000000000000001");
        CHECK_EQ(r->application_id, "1100000000000000002");
        CHECK_EQ(r->application_flags, 524288u);
        CHECK(parse_ready(R"({"user":{"id":"1"}})").has_error());
        CHECK(parse_ready(R"({"session_id":"x","user":null})").has_error());
      }
    }
  }
}

SCENARIO("a message to send never mentions anyone and carries its nonce") {
  GIVEN("a message with buttons, a reply and a file") {
    outgoing m;
    m.content = "Hi @everyone \xFF";
    m.nonce = "Zk3v0mB1xq2R5tY8uW7pLA01";
    m.reply_to = "55";
    m.suppress_embeds = true;
    m.rows = {{{.look = button::style::primary,
                .label = std::string(100, 'x'),
                .custom_id = "v1:agent",
                .url = {}},
               {.look = button::style::link,
                .label = "Open",
                .custom_id = "ignored",
                .url = "https://x.test"}},
              {}};
    m.files = {{.filename = "a.txt", .content_type = "text/plain", .bytes = "abc"}};
    WHEN("it is written") {
      auto o = json(to_json(m)).as_object();
      THEN("Discord gets what it asks for") {
        CHECK_EQ(o["content"].as_string(), "Hi @everyone \uFFFD");
        CHECK(o["allowed_mentions"] == json(R"({"parse":[],"replied_user":false})"));
        CHECK_EQ(o["nonce"].as_string(), m.nonce);
        CHECK(o["enforce_nonce"].as_bool());
        CHECK(o["message_reference"] == json(R"({"message_id":"55","fail_if_not_exists":false})"));
        CHECK(o["flags"] == json("4"));
        CHECK(o["attachments"] == json(R"([{"id":"0","filename":"a.txt"}])"));
        CHECK(
            o["components"] ==
            json(
                R"([{"type":1,"components":[{"type":2,"style":1,"label":")" + std::string(80, 'x') +
                R"(","custom_id":"v1:agent"},{"type":2,"style":5,"label":"Open","url":"https://x.test"}]}])"));
      }
    }
  }
}

SCENARIO("an edit can take a message's files away") {
  GIVEN("an edit without files") {
    flexcord::net::discord::outgoing m;
    m.content = "x";
    WHEN("it is written as it is, and to drop what was there") {
      const auto plain = to_json(m);
      m.drop_files = true;
      THEN("only the second says that there are none") {
        CHECK_EQ(plain.find("attachments"), std::string::npos);
        CHECK(to_json(m).find(R"("attachments":[])") != std::string::npos);
      }
    }
  }
}

SCENARIO("first answers to interactions are written as Discord wants them") {
  GIVEN("one of each kind") {
    WHEN("they are written") {
      THEN("the bodies are right") {
        using kind = interaction_reply::kind;
        interaction_reply r;
        r.ephemeral = true;
        CHECK(json(to_json(r)) == json(R"({"type":5,"data":{"flags":64}})"));
        r.type = kind::deferred_update;
        CHECK(json(to_json(r)) == json(R"({"type":6})"));
        r.type = kind::message;
        r.content = "x";
        CHECK(
            json(to_json(r)) ==
            json(
                R"({"type":4,"data":{"content":"x","allowed_mentions":{"parse":[]},"components":[],"flags":64}})"));
        r.type = kind::modal;
        r.modal.id = "v1:bug";
        r.modal.title = "Report a bug";
        r.modal.questions = {
            {.what = form_question::kind::long_text, .id = "what", .label = "What happened?"}};
        CHECK(
            json(to_json(r)) ==
            json(
                R"({"type":9,"data":{"custom_id":"v1:bug","title":"Report a bug","components":[{"type":18,"label":"What happened?","component":{"type":4,"custom_id":"what","style":2,"required":true,"max_length":4000}}]}})"));
      }
    }
  }
}
