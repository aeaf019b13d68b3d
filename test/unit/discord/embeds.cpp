#define CAF_SUITE discord_embeds

#include "net/discord/payload.hpp"
#include "net/discord/text.hpp"

#include <boost/json/parse.hpp>

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <random>

using namespace flexcord::net::discord;

namespace {

boost::json::object json(const std::string& text) { return boost::json::parse(text).as_object(); }

std::string many(std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += "é";
  return out;
}

} // namespace

SCENARIO("a post in a channel is written with its embed, buttons and files") {
  GIVEN("a whole post") {
    embed e;
    e.title = "#12 Crash";
    e.description = "It crashed";
    e.url = "https://x.test";
    e.footer = "Bug report";
    e.timestamp = "2026-08-07T09:15:02.000Z";
    e.colour = 0xE07B1F;
    e.fields = {{"Status", "Open", true}};
    outgoing m;
    m.embeds = {e};
    m.rows = {{{.label = "▲ 3", .custom_id = "v1:vote:12", .url = {}, .disabled = true}}};
    m.nonce = "n";
    m.files = {{.filename = "a.png", .content_type = "image/png", .bytes = "x"}};
    WHEN("it is written") {
      THEN("everything is there, and nobody is mentioned") {
        CHECK(json(to_json(m)) ==
              json(R"({"content":"","allowed_mentions":{"parse":[],"replied_user":false},
          "components":[{"type":1,"components":[{"type":2,"style":2,"label":"▲ 3","custom_id":"v1:vote:12","disabled":true}]}],
          "embeds":[{"title":"#12 Crash","description":"It crashed","url":"https://x.test",
            "timestamp":"2026-08-07T09:15:02.000Z","footer":{"text":"Bug report"},"color":14711583,
            "fields":[{"name":"Status","value":"Open","inline":true}]}],
          "nonce":"n","enforce_nonce":true,"attachments":[{"id":"0","filename":"a.png"}]})"));
      }
    }
    WHEN("it may mention two members, one of them named twice, and something that is no id") {
      m.mentions = {"5", "6", "5", "everyone", ""};
      THEN("these two are allowed and nobody else") {
        CHECK(json(to_json(m)).at("allowed_mentions") ==
              json(R"({"parse":[],"replied_user":false,"users":["5","6"]})"));
      }
    }
    WHEN("embeds are not spoken of, or to go") {
      THEN("they are left out, or an empty list") {
        m.embeds.reset();
        CHECK(!json(to_json(m)).contains("embeds"));
        m.embeds.emplace();
        CHECK_EQ(json(to_json(m)).at("embeds").as_array().size(), 0u);
      }
    }
  }
  GIVEN("answers to interactions") {
    interaction_reply r;
    r.type = interaction_reply::kind::message;
    r.ephemeral = true;
    r.embeds = {{.title = "T", .description = {}}};
    WHEN("they are written") {
      THEN("an ephemeral one carries the embed, an update replaces what was there") {
        CHECK(json(to_json(r)) ==
              json(R"({"type":4,"data":{"content":"","allowed_mentions":{"parse":[]},
          "components":[],"embeds":[{"title":"T"}],"flags":64}})"));
        r.type = interaction_reply::kind::update;
        r.embeds.clear();
        r.content = "done";
        CHECK(json(to_json(r)) ==
              json(R"({"type":7,"data":{"content":"done","allowed_mentions":{"parse":[]},
          "components":[],"embeds":[]}})"));
      }
    }
  }
}

SCENARIO("an embed never breaks Discord's limits") {
  GIVEN("one that is too long everywhere") {
    embed e{.title = many(300), .description = many(5000)};
    e.footer = many(3000);
    for (int i = 0; i < 30; ++i) e.fields.push_back({many(300), many(2000), false});
    WHEN("it is fitted") {
      const auto out = fitted({e});
      THEN("each text is cut, and all of them together") {
        REQUIRE_EQ(out.size(), 1u);
        CHECK_EQ(length(out[0].title), 256u);
        CHECK(out[0].title.ends_with("…"));
        CHECK_LE(length(out[0].footer), 2048u);
        CHECK_LE(size_of(out[0]), 6000u);
        CHECK(!out[0].fields.empty());
        CHECK_EQ(length(out[0].fields[0].name), 256u);
        CHECK_EQ(length(out[0].fields[0].value), 1024u);
      }
    }
  }
  GIVEN("two that are too long together, and one that shows nothing") {
    embed long_one{.title = "a", .description = many(4096)};
    embed blank{.title = " ", .description = "\u3000"};
    blank.fields = {{"name", " \n"}, {"", "value"}};
    WHEN("they are fitted") {
      const auto out = fitted({blank, long_one, long_one});
      THEN("the total holds over both, and the empty one is gone") {
        REQUIRE_EQ(out.size(), 2u);
        CHECK_EQ(size_of(out[0]), 4097u);
        CHECK_EQ(size_of(out[0]) + size_of(out[1]), 6000u);
      }
    }
  }
  GIVEN("embeds of random sizes") {
    WHEN("they are fitted") {
      THEN("no limit is ever broken") {
        for (unsigned seed = 0; seed < 300; ++seed) {
          std::mt19937 random(seed);
          auto text = [&](std::size_t most) {
            return many(random() % 3 ? random() % 40 : random() % most);
          };
          std::vector<embed> all(random() % 14);
          for (auto& e : all) {
            e = {.title = text(600), .description = text(9000)};
            e.footer = text(5000);
            e.fields.resize(random() % 40, {text(600), text(3000), false});
          }
          const auto out = fitted(all);
          std::size_t total = 0;
          CHECK_LE(out.size(), 10u);
          for (const auto& e : out) {
            total += size_of(e);
            const bool good = length(e.title) <= 256 && length(e.description) <= 4096 &&
                              length(e.footer) <= 2048 && e.fields.size() <= 25 && size_of(e) > 0;
            if (!good) CAF_FAIL("seed " << seed);
          }
          CHECK_LE(total, 6000u);
        }
      }
    }
  }
}
