#include "actors/chatbot/article_counting.hpp"
#include "actors/chatbot/chatbot_actor.hpp"
#include "actors/edge/articles_page.hpp"

#define CAF_SUITE articles
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors;
using namespace flexcord::conversation;

namespace {

struct desk_of_counts {
  article_counts counts;

  desk_of_counts() {
    article a;
    a.id = "en/lag";
    a.title = "Lag <b>\"and\"</b>";
    counts.know({a});
  }
  void step(const event& e, const phase& before, const phase& after, outcome how = outcome::done) {
    count_articles("discord:1", e, how, before, after, counts);
  }
  std::string told() {
    auto c = counts.look().front();
    return std::to_string(c.shown) + '/' + std::to_string(c.helped) + '/' +
           std::to_string(c.not_helped) + '/' + std::to_string(c.asked_person);
  }
};

bot_answered answer_with(const std::string& article) {
  return {1, {{"words", {}, {}, {}}, {"text", {}, article, {}}}, false, {}, {}};
}

} // namespace

SCENARIO("the steps of a talk say what became of an article (checklist 21)") {
  GIVEN("an article that was shown") {
    desk_of_counts d;
    const phase bot = with_bot{}, queue = awaiting_agent{}, over = idle{};
    d.step(answer_with("en/lag"), bot, bot);
    CHECK_EQ(d.told(), "1/0/0/0");
    WHEN("the talk goes on") {
      THEN("an answer that came too late was not shown") {
        d.step(answer_with("en/lag"), queue, queue, outcome::stale);
        CHECK_EQ(d.told(), "1/0/0/0");
      }
      THEN("a rating counts, also when somebody else has the talk by then") {
        d.step(answer_rated{false, "en/lag"}, queue, queue, outcome::ignored);
        CHECK_EQ(d.told(), "1/0/1/0");
      }
      THEN("a person asked for in whatever way counts once") {
        bot_answered wish{2, {}, true, "asked for a person", {}};
        d.step(wish, bot, queue);
        d.step(case_opened{7}, queue, queue);
        d.step(request_cancelled{}, queue, bot);
        d.step(agent_requested{}, bot, queue);
        CHECK_EQ(d.told(), "1/0/1/1");
      }
      THEN("what comes after another answer, or another talk, has nothing to do with it") {
        d.step(answer_with("en/lag"), bot, bot);
        d.step(answer_with(""), bot, bot);
        d.step(agent_requested{}, bot, queue);
        d.step(answer_with("en/lag"), bot, bot);
        d.step(timer_fired{timer::idle, 1}, bot, over);
        d.step(agent_requested{}, over, queue);
        CHECK_EQ(d.told(), "3/0/1/1");
      }
      THEN("a console reads it as JSON") {
        CHECK_EQ(articles_page(d.counts.look(), {{"a.md", "has no title:", true}}),
                 R"({"articles":[{"id":"en/lag","title":"Lag <b>\"and\"</b>","url":"","locale":"",)"
                 R"("shown":3,"helped":0,"not_helped":1,"asked_person":1}],)"
                 R"("faults":[{"file":"a.md","why":"has no title:","kept":true}]})"
                 "\n");
      }
    }
  }
}

SCENARIO("whatever a bot calls its article fits on a button") {
  GIVEN("an answer of a webhook bot with a very long name") {
    net::chatbot::answer a;
    a.replies.resize(2);
    a.replies[0].text = a.replies[1].text = "text";
    a.replies[0].article = std::string(5000, 'x');
    a.replies[1].article = "en/lag,en/refunds";
    WHEN("it becomes an event") {
      const auto e = to_event(1, a);
      THEN("it is short, and what is short stays") {
        CHECK_LE(e.replies[0].article.size(), 80u);
        CHECK_EQ(e.replies[1].article, "en/lag,en/refunds");
      }
    }
  }
}
