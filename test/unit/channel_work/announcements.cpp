#define CAF_SUITE channel_work_announcements

#include "actors/announcements/channel_operation.hpp"
#include "test/unit/discord/scripted_discord.hpp"

#include <boost/json/serialize.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using flexcord::discord_tests::scripted_discord;
using action = announcements::order::action;

namespace {

constexpr std::int64_t created = 1'700'000'000'000;
constexpr auto followed = R"({"id":"20","type":5})";
constexpr auto made = R"({"id":"99","channel_id":"20"})";

struct fixture {
  scripted_discord discord;
  std::int64_t now = created;

  static actors::channel_job job(action does, bool maybe_done = false) {
    actors::channel_job j;
    j.what.id = 3;
    j.what.does = does;
    j.what.message = "98";
    j.what.what.text = "Only once\n";
    j.created = created;
    j.maybe_done = maybe_done;
    return j;
  }
  /// "<message or reason>", and whether the channel can be followed when it was asked.
  std::string done(const actors::channel_job& j, const std::string& channel = "20") {
    auto tools = std::make_shared<actors::discord::channel_tools>();
    *tools = {&discord.rt, discord.api.get(), [this] { return now; }, [] { return 0.0; }, nullptr};
    auto told = std::make_shared<std::promise<actors::channel_outcome>>();
    auto future = told->get_future();
    actors::do_in_channel(tools, channel, j, [told](auto how) { told->set_value(how); });
    if (future.wait_for(discord_tests::limit) != std::future_status::ready)
      CAF_FAIL("no outcome within the limit");
    const auto how = future.get();
    return how.message + how.reason +
           (how.can_be_followed ? *how.can_be_followed ? ", followed" : ", not followed" : "");
  }
  std::string asked() const {
    std::string out;
    for (auto& r : discord.asked)
      out += (out.empty() ? "" : ", ") + r.method + " " +
             std::string(r.target.substr(17, r.target.find('?') - 17));
    return out;
  }
  /// What a list without nonces has.
  static std::string listed(const std::string& text) {
    return R"([{"id":")" + net::discord::snowflake_at(created + 500) +
           R"(","channel_id":"20","author":{"id":"1","bot":true},"content":)" +
           boost::json::serialize(boost::json::value(text)) + "}]";
  }
};

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("a post with white space around its text is known again when no nonce is listed") {
  GIVEN("a channel with the post as Discord keeps it") { // checklist 12
    WHEN("it is to be posted, perhaps again, and so is another") {
      discord.reply(200, followed);
      discord.reply(200, listed("Only once"));
      discord.reply(200, followed);
      discord.reply(200, listed("Something else"));
      discord.reply(200, made);
      const auto again = done(job(action::post, true)), other = done(job(action::post, true));
      THEN("only what is not there is posted, as Discord keeps it") {
        CHECK_EQ(again, net::discord::snowflake_at(created + 500) + ", followed");
        CHECK_EQ(other, "99, followed");
        CHECK(discord.asked.back().body.find("\"Only once\"") != std::string::npos);
      }
    }
  }
}

SCENARIO("an announcement whose answer is lost is looked for first") {
  GIVEN("a channel of another type, and a Discord that loses an answer") {
    WHEN("the post is there") {
      discord.reply(200, R"({"id":"20","type":0})");
      discord.reply(502, "");
      discord.reply(200, listed("Only once"));
      const auto how = done(job(action::post));
      THEN("it is not posted again") {
        CHECK_EQ(how, net::discord::snowflake_at(created + 500) + ", not followed");
        CHECK_EQ(asked(), "GET /20, POST /20/messages, GET /20/messages");
      }
    }
  }
}

SCENARIO("what Discord refuses of announcements is given up with a word") {
  GIVEN("a channel that is closed, a message that is gone, and a text that is refused") {
    discord.reply(403, R"({"code":50001,"message":"Missing Access"})");
    discord.reply(404, R"({"code":10008,"message":"Unknown Message"})");
    discord.reply(400, R"({"code":50035,"message":"Invalid Form Body"})");
    WHEN("orders are done") {
      const auto post = done(job(action::post)), edit = done(job(action::edit_post)),
                 crosspost = done(job(action::crosspost)), nowhere = done(job(action::post), "");
      THEN("each says why") {
        CHECK_EQ(post, "forbidden");
        CHECK_EQ(edit, "gone");
        CHECK_EQ(crosspost, "refused");
        CHECK_EQ(nowhere, "no-channel");
      }
    }
  }
}

SCENARIO("what fails for a day is given up") {
  GIVEN("an order of more than a day ago, and a Discord that is down") {
    now = created + 24 * 3'600'000 + 1;
    discord.reply(503, "");
    WHEN("it is tried once more") {
      const auto how = done(job(action::crosspost));
      THEN("it was the last time") { CHECK_EQ(how, "failed"); }
    }
  }
}

END_FIXTURE_SCOPE()
