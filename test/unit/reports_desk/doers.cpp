#define CAF_SUITE reports_desk_doers

#include "actors/reports_desk/doers.hpp"
#include "actors/reports/show.hpp"
#include "test/unit/discord/scripted_discord.hpp"

#include <boost/json/serialize.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors;
using flexcord::discord_tests::scripted_discord;

namespace {

const std::string png = std::string("\x89PNG\r\n\x1A\n", 8) + "the rest";
constexpr auto made = R"({"id":"99","channel_id":"20"})";

struct fixture : test_coordinator_fixture<> {
  metrics numbers{sys.metrics()};
  scripted_discord discord;
  std::shared_ptr<actors::discord::channel_tools> tools =
      std::make_shared<actors::discord::channel_tools>();
  case_doers::show_order order;

  fixture() {
    *tools = {&discord.rt, discord.api.get(), [] { return std::int64_t{1'700'000'000'000}; },
              [] { return 0.0; }, &numbers};
    order.id = 5;
    order.created = 1'700'000'000'000;
  }

  cases::show bug(std::size_t files = 0) const {
    cases::show s;
    s.channel = "20";
    s.it.number = 7;
    s.it.title = "Lantern";
    s.it.answers = {{"What happened", "It goes out"}};
    for (std::size_t i = 0; i < files; ++i)
      s.it.files.push_back(
          {discord.base + "/cdn/" + std::to_string(i), "@everyone <script>.png", "image/png", 70});
    return s;
  }
  cases::tell news() const {
    cases::tell t;
    t.whom.who = {"42", "Ada", "de"};
    t.number = 9;
    t.now = cases::status::resolved;
    t.title = "Lantern <@1> **x**";
    t.channel = "20";
    t.mention = true;
    return t;
  }

  /// "done <id>" or the reason.
  template <class Run>
  std::string outcome(Run run) {
    auto told = std::make_shared<std::promise<std::string>>();
    auto future = told->get_future();
    run([told](const std::string& id, const std::string& reason) {
      told->set_value(reason.empty() ? "done " + id : reason);
    });
    if (future.wait_for(discord_tests::limit) != std::future_status::ready)
      CAF_FAIL("no outcome within the limit");
    return future.get();
  }
  std::string post(const cases::show& s, bool maybe_done = false) {
    return outcome([&](auto done) {
      reports_desk::post_report(tools, order, s, maybe_done, reports::language::en, done);
    });
  }
  std::string tell(bool maybe_done = false) {
    return outcome(
        [&](auto done) { reports_desk::mention(tools, order, news(), maybe_done, done); });
  }
  std::string asked() const {
    std::string out;
    for (auto& r : discord.asked)
      out += (out.empty() ? "" : ", ") + r.method + " " +
             std::string(r.target.substr(0, r.target.find('?')));
    return out;
  }
};

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("a report is posted with its screenshots, whatever they were called (checklist 14)") {
  GIVEN("a bug with three files, one gone and one no image") {
    discord.reply(200, png);
    discord.reply(404, "");
    discord.reply(200, "<svg onload=alert(1)>");
    discord.reply(200, made);
    WHEN("it is posted") {
      const auto how = post(bug(3));
      THEN("the image goes along under a name of ours, and the nonce makes it one post") {
        CHECK_EQ(how, "done 99");
        CHECK_EQ(asked(), "GET /cdn/0, GET /cdn/1, GET /cdn/2, POST /api/v10/channels/20/messages");
        const auto& body = discord.asked.back().body;
        CHECK(body.find("screenshot-1.png") != std::string::npos);
        CHECK(body.find("screenshot-2") == std::string::npos);
        CHECK(body.find("everyone") == std::string::npos);
        CHECK(body.find("svg") == std::string::npos);
        CHECK(body.find("\"nonce\":\"" + reports::post_nonce(7)) != std::string::npos);
        CHECK(body.find("\"enforce_nonce\":true") != std::string::npos);
      }
    }
  }
}

SCENARIO("a report that an earlier life has posted is found by its nonce") {
  GIVEN("a channel with our post") {
    WHEN("the report is to be posted, perhaps again") {
      discord.reply(200, R"([{"id":"98","channel_id":"20","nonce":")" + reports::post_nonce(7) +
                             R"(","author":{"id":"1","bot":true}}])");
      THEN("nothing is posted") {
        CHECK_EQ(post(bug(1), true), "done 98");
        CHECK_EQ(asked(), "GET /api/v10/channels/20/messages");
      }
    }
  }
}

SCENARIO("when Discord tells no nonce any more, its button tells the post") {
  GIVEN("a channel with our post of an hour ago") {
    WHEN("the report is to be posted, perhaps again") {
      discord.reply(200, R"([{"id":"98","channel_id":"20","author":{"id":"1","bot":true},
        "components":[{"type":1,"components":[{"type":2,"custom_id":"v1:vote:7"}]}]}])");
      THEN("it is found") { CHECK_EQ(post(bug(), true), "done 98"); }
    }
  }
}

SCENARIO("another report, or a member's forgery, is not taken for the post") {
  GIVEN("a channel with both") {
    WHEN("the report is to be posted, perhaps again") {
      discord.reply(200, R"([{"id":"98","channel_id":"20","author":{"id":"1","bot":true},
        "components":[{"type":1,"components":[{"type":2,"custom_id":"v1:vote:77"}]}]},
        {"id":"97","channel_id":"20","author":{"id":"2"},"nonce":")" +
                             reports::post_nonce(7) + R"("}])");
      discord.reply(200, made);
      THEN("it is posted") { CHECK_EQ(post(bug(), true), "done 99"); }
    }
  }
}

SCENARIO("after a doubtful failure it is looked first") {
  GIVEN("a Discord that loses an answer") {
    discord.reply(502, "");
    WHEN("the post is there") {
      discord.reply(200, R"([{"id":"98","channel_id":"20","nonce":")" + reports::post_nonce(7) +
                             R"(","author":{"id":"1","bot":true}}])");
      THEN("it is not posted again") {
        CHECK_EQ(post(bug()), "done 98");
        CHECK_EQ(asked(), "POST /api/v10/channels/20/messages, GET /api/v10/channels/20/messages");
      }
    }
  }
}

SCENARIO("a server that takes no files gets the report without them") {
  GIVEN("a channel without the permission to attach") {
    discord.reply(200, png);
    discord.reply(403, R"({"code":50013,"message":"Missing Permissions"})");
    discord.reply(200, made);
    WHEN("a report with a screenshot is posted") {
      THEN("it is there without it") {
        CHECK_EQ(post(bug(1)), "done 99");
        CHECK(discord.asked.back().body.find("screenshot") == std::string::npos);
      }
    }
  }
}

SCENARIO("where nothing may be posted the report says so") {
  GIVEN("a channel without any permission") {
    discord.reply(200, png);
    discord.reply(403, R"({"code":50013,"message":"Missing Permissions"})");
    discord.reply(403, R"({"code":50013,"message":"Missing Permissions"})");
    WHEN("a report with a screenshot is posted") {
      THEN("it is forbidden") { CHECK_EQ(post(bug(1)), "forbidden"); }
    }
  }
}

SCENARIO("a post that is gone is said to be") {
  GIVEN("a channel without the post") {
    discord.reply(404, R"({"code":10008,"message":"Unknown Message"})");
    WHEN("it is drawn again") {
      cases::redraw r{{"20", "98"}, bug().it};
      const auto how = outcome([&](auto done) {
        reports_desk::redraw_report(tools, order, r, reports::language::en, done);
      });
      THEN("the case hears it") {
        CHECK_EQ(how, "gone");
        CHECK_EQ(asked(), "PATCH /api/v10/channels/20/messages/98");
      }
    }
  }
}

SCENARIO("who cannot be written to is named in the channel, alone and in their language") {
  GIVEN("news for a German member") { // checklist 34
    WHEN("they are mentioned") {
      discord.reply(200, made);
      const auto how = tell();
      const auto body = discord.asked.back().body;
      THEN("they are, and what stands in the title calls nobody") {
        CHECK_EQ(how, "done 99");
        CHECK(body.find(R"("content":"<@42> Fall Nr. 9)") != std::string::npos);
        CHECK(body.find("Gelöst") != std::string::npos);
        CHECK(body.find(R"("parse":[],"replied_user":false,"users":["42"])") != std::string::npos);
        CHECK(body.find("<@1>") == std::string::npos);
      }
    }
  }
}

SCENARIO("news that an earlier life has told are found by their words") {
  GIVEN("a list without nonces") {
    const auto words =
        reports::news_of(9, news().title, reports::status::resolved, reports::language::de, "42")
            .content;
    const auto listed = [&](const std::string& text, std::int64_t at = 1'700'000'000'500) {
      return R"({"id":")" + net::discord::snowflake_at(at) +
             R"(","channel_id":"20","author":{"id":"1","bot":true},"content":)" +
             boost::json::serialize(boost::json::value(text)) + "}";
    };
    WHEN("they are to be told, perhaps again") {
      discord.reply(200, "[" + listed(words) + "]");
      discord.reply(200, "[" + listed("something else") + "]");
      discord.reply(200, made);
      const auto there = tell(true), not_there = tell(true);
      // Discord's clock is behind ours; and the same words of an earlier change.
      discord.reply(200, "[" + listed(words, 1'699'999'998'500) + "]");
      discord.reply(200, "[" + listed(words, 1'699'999'997'500) + "]");
      discord.reply(200, made);
      const auto behind = tell(true), earlier = tell(true);
      THEN("they are found, and nothing else is taken for them") {
        CHECK_EQ(there, "done " + net::discord::snowflake_at(1'700'000'000'500));
        CHECK_EQ(not_there, "done 99");
        CHECK_EQ(behind, "done " + net::discord::snowflake_at(1'699'999'998'500));
        CHECK_EQ(earlier, "done 99");
      }
    }
  }
}

SCENARIO("news that cannot be told say why") {
  GIVEN("a channel that is closed, and then gone") {
    discord.reply(403, R"({"code":50001,"message":"Missing Access"})");
    discord.reply(404, R"({"code":10003,"message":"Unknown Channel"})");
    WHEN("a member is mentioned in each") {
      const auto closed = tell(), gone = tell();
      THEN("the case hears which it was") {
        CHECK_EQ(closed, "forbidden");
        CHECK_EQ(gone, "gone");
      }
    }
  }
}

END_FIXTURE_SCOPE()
