#define CAF_SUITE reports_show

#include "actors/reports/show.hpp"
#include "net/discord/payload.hpp"
#include "net/discord/text.hpp"

#include <boost/json/parse.hpp>

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::reports;
using flexcord::net::discord::outgoing;
namespace json = boost::json;

namespace {

standing some() {
  standing s;
  s.number = 12;
  s.said.what = kind::bug;
  s.said.title = "Crash";
  s.said.text = "It crashed";
  s.said.extra = "open the map";
  s.said.how_bad = severity::high;
  s.reporter = "1200000000000000005";
  s.votes = 3;
  return s;
}

json::object written(const outgoing& m) { return json::parse(to_json(m)).as_object(); }
json::object embed_of(const outgoing& m) { return written(m).at("embeds").at(0).as_object(); }
std::string text_of(const json::object& o, const char* key) {
  return std::string(o.at(key).as_string());
}
std::string field(const outgoing& m, std::string_view name) {
  for (const auto& f : m.embeds->front().fields)
    if (f.name == name) return f.value;
  return "none";
}

} // namespace

SCENARIO("a report is posted with number, status and votes (checklist 14, 15, 16, 32)") {
  GIVEN("a report with three votes") {
    WHEN("its post is made") {
      const auto m = post_of(some(), language::en);
      const auto e = embed_of(m);
      THEN("everything stands in the embed") {
        CHECK_EQ(text_of(e, "title"), "#12 Crash");
        CHECK_EQ(text_of(e, "description"), "It crashed");
        CHECK_EQ(field(m, "Status"), "Open");
        CHECK_EQ(field(m, "Severity"), "High");
        CHECK_EQ(field(m, "Votes"), "3");
        CHECK_EQ(field(m, "How to see it"), "open the map");
        CHECK_EQ(field(m, "Reported by"), "<@1200000000000000005>");
      }
      THEN("there are a vote and a join button, and nobody is called") {
        REQUIRE_EQ(m.rows.size(), 1u);
        CHECK_EQ(m.rows[0].at(0).label, "▲ 3");
        CHECK_EQ(m.rows[0].at(0).custom_id, "v1:vote:12");
        CHECK_EQ(m.rows[0].at(1).label, "I have this too");
        CHECK_EQ(m.rows[0].at(1).custom_id, "v1:join:12");
        CHECK(written(m).at("allowed_mentions") ==
              json::parse(R"({"parse":[],"replied_user":false})"));
      }
    }
    WHEN("it is resolved") {
      auto s = some();
      s.now = status::resolved;
      const auto m = post_of(s, language::fr);
      THEN("the same post says so, and cannot be voted for any more") {
        CHECK_EQ(field(m, "État"), "Résolu");
        CHECK(m.rows.at(0).at(0).disabled && m.rows.at(0).at(1).disabled);
        CHECK(m.embeds->front().colour != post_of(some(), language::fr).embeds->front().colour);
      }
    }
    WHEN("it becomes a duplicate of another") {
      auto s = some();
      s.master = 7;
      const auto m = post_of(s, language::en);
      THEN("it points there and has no buttons") {
        CHECK(m.embeds->front().description.starts_with("The same as #7"));
        CHECK(m.rows.empty());
      }
    }
  }
}

SCENARIO("what members write is never markup in a post") {
  GIVEN("a report full of marks, mentions and invites, of the greatest length") {
    auto s = some();
    s.said.title = "**@everyone** [x](https://evil.test) <@1> `a`\n# head\u202E";
    s.said.text = "> quote\n# head\n- list\nhttps://discord.gg/abc and DISCORD.com/invite/x <@&5>" +
                  std::string(4000, '*');
    s.said.extra = std::string(4000, '`');
    s.reporter = "1> @everyone";
    WHEN("the post is made") {
      const auto m = post_of(s, language::en);
      const auto& e = m.embeds->front();
      THEN("nothing of it acts") {
        CHECK_EQ(e.title,
                 "#12 \\*\\*\\@everyone\\*\\* \\[x\\](https://evil.test) \\<\\@1> \\`a\\` # head");
        CHECK(e.description.starts_with("\\> quote\n\\# head\n\\- list\ndiscord\\[.\\]gg/abc and "
                                        "DISCORD\\[.\\]com/invite/x \\<\\@&5>\\*"));
        CHECK_EQ(field(m, "Reported by"), "none");
      }
      THEN("it is within Discord's limits") {
        CHECK_LE(flexcord::net::discord::length(e.title), 256u);
        CHECK_LE(size_of(e), 6000u);
        CHECK_EQ(flexcord::net::discord::length(field(m, "How to see it")), 1023u);
        CHECK(!e.description.ends_with("\\"));
      }
    }
  }
}

SCENARIO("reports that look alike are offered to the writer") {
  GIVEN("five of them") {
    std::vector<suggestion> like(5);
    for (std::size_t i = 0; i < like.size(); ++i)
      like[i] = {i + 1, "Crash *" + std::to_string(i), status::open, 2, ""};
    like[0].link = link_to("1", "2", "3");
    WHEN("they are shown") {
      const auto m = suggest(like, "d1", language::en);
      THEN("four can be joined, and one's own be posted") {
        REQUIRE_EQ(m.rows.size(), 2u);
        CHECK_EQ(m.rows[0].size(), 4u);
        CHECK_EQ(m.rows[0][3].custom_id, "v1:join:4:d1");
        CHECK_EQ(m.rows[1][0].custom_id, "v1:report-post:d1");
        CHECK(m.content.find("#1 Crash \\*0 · Open · ▲ 2 · https://discord.com/channels/1/2/3") !=
              m.content.npos);
        CHECK_LT(flexcord::net::discord::length(m.content), 2000u);
      }
    }
    WHEN("a link would not be one") {
      THEN("there is none") { CHECK_EQ(link_to("1", "@me/../x", "3"), ""); }
    }
  }
}

SCENARIO("news calls exactly one member, and only in the channel (checklist 34)") {
  GIVEN("a title that tries to call everybody") {
    WHEN("news is written") {
      const auto dm = news_of(12, "@everyone", status::resolved, language::en);
      const auto in_channel = news_of(12, "@everyone", status::resolved, language::de, "5");
      THEN("the DM calls nobody, the post one") {
        CHECK_EQ(dm.content, "Case #12 (\\@everyone): Resolved.");
        CHECK(dm.mentions.empty());
        CHECK_EQ(in_channel.content, "<@5> Fall Nr. 12 (\\@everyone): Gelöst.");
        CHECK(written(in_channel).at("allowed_mentions") ==
              json::parse(R"({"parse":[],"replied_user":false,"users":["5"]})"));
      }
    }
  }
}

SCENARIO("a reporter who is known by name only is shown by it, as plain text") {
  GIVEN("a report of somebody with a hostile name") {
    auto s = some();
    s.reporter.clear();
    s.name = "<@1200000000000000005> **boss**";
    WHEN("its post is made") {
      const auto m = post_of(s, language::en);
      THEN("the name does nothing") {
        CHECK_EQ(field(m, "Reported by").find("<@1"), std::string::npos);
        CHECK(field(m, "Reported by").find("\\*\\*boss") != std::string::npos);
      }
    }
  }
}

SCENARIO("who has reported can ask for news by direct message") {
  GIVEN("an answer to a report") {
    WHEN("it gets its button") {
      const auto m = with_tell_me("Thank you.", 12, language::en);
      THEN("it names the case") {
        CHECK_EQ(m.content, "Thank you.");
        CHECK_EQ(m.rows.at(0).at(0).custom_id, "v1:tell-me:12");
      }
    }
  }
}

SCENARIO("what is wrong is shown with a button that opens the form again") {
  GIVEN("two problems") {
    const std::vector<std::string> problems{"Title: please write something.",
                                            "x.txt is not an image."};
    WHEN("they are shown") {
      const auto m = correct(problems, "d1", language::en);
      THEN("both stand there") {
        CHECK_EQ(
            m.content,
            "That did not work yet:\n- Title: please write something.\n- x.txt is not an image.");
        CHECK_EQ(m.rows.at(0).at(0).custom_id, "v1:report-again:d1");
      }
    }
  }
}
