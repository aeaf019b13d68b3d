#include "actors/chatbot/knowledge_context.hpp"

#define CAF_SUITE knowledge_context
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;

namespace {

namespace cb = net::chatbot;

/// Says what it is told to and remembers what it was asked.
class parrot final : public cb::bot {
public:
  parrot(cb::answer says, cb::turn& heard) : says_(std::move(says)), heard_(heard) {}
  void ask(cb::turn t, std::chrono::milliseconds, callback done) override {
    heard_ = std::move(t);
    done(says_);
  }

private:
  cb::answer says_;
  cb::turn& heard_;
};

cb::answer says(std::string text) {
  cb::answer a;
  a.replies.push_back({});
  a.replies[0].text = std::move(text);
  return a;
}

struct asked {
  cb::turn heard;
  cb::answer got;
};

asked ask(cb::answer inner, std::string text, std::string locale = "en-US") {
  std::shared_ptr<const actors::knowledge_base> base =
      actors::knowledge_base::load(FLEXCORD_SHIPPED_ARTICLES).base;
  asked a;
  auto bot = actors::make_informed_bot(std::make_unique<parrot>(std::move(inner), a.heard),
                                       [base] { return base; }, {});
  cb::turn t;
  t.text = std::move(text);
  t.locale = std::move(locale);
  bot->ask(t, std::chrono::seconds{1}, [&](net::result<cb::answer> r) {
    if (r) a.got = *r;
  });
  return a;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

} // namespace

SCENARIO("a bot that writes by itself is given the articles that fit (checklist 24)") {
  GIVEN("a bot and the shipped articles") {
    WHEN("a user asks") {
      const auto a = ask(says("Within fourteen days."), "can I get a refund?");
      THEN("it has title, link and text of the best, at most three") {
        REQUIRE(!a.heard.articles.empty());
        CHECK_LE(a.heard.articles.size(), 3u);
        CHECK_EQ(a.heard.articles[0].title, "Refunds and purchases");
        CHECK_EQ(a.heard.articles[0].url, "https://help.emberfall.example/en/refunds");
        CHECK(has(a.heard.articles[0].text, "fourteen days"));
      }
    }
  }
}

SCENARIO("an answer without a link of the articles gets theirs under it") {
  GIVEN("answers that name no link, a made-up one, or one of the articles'") {
    const std::string ours = "https://help.emberfall.example/en/refunds";
    WHEN("they come") {
      const auto none = ask(says("Within fourteen days."), "can I get a refund?").got;
      const auto made_up =
          ask(says("See [this](https://made.up/refund)."), "can I get a refund?").got;
      const auto cited = ask(says("See " + ours + "."), "can I get a refund?").got;
      const auto french = ask(says("Oui."), "je veux un remboursement", "fr").got;
      THEN("the user has the true link once, and can say whether it helped") {
        CHECK(none.replies[0].text.starts_with("Within fourteen days.\n\nRead more:\n**[Refunds"));
        CHECK(has(none.replies[0].text, "(<" + ours + ">)"));
        CHECK(none.replies[0].article.starts_with("en/refunds"));
        CHECK(made_up.replies[0].text.starts_with("See this (https://made.up/refund).\n\nRead"));
        CHECK(has(made_up.replies[0].text, ours));
        CHECK_EQ(cited.replies[0].text, "See " + ours + ".");
        CHECK_EQ(cited.replies[0].article, "en/refunds");
        CHECK(has(french.replies[0].text, "Pour en savoir plus :\n**[Remboursements"));
      }
    }
  }
}

SCENARIO("nothing is added where nothing fits, or where a person takes over") {
  GIVEN("an answer to a question without an article, and a wish for a person") {
    WHEN("they come") {
      const auto other = ask(says("Paris."), "what is the capital of France?");
      auto wish = says("One moment.");
      wish.handoff = true;
      const auto person = ask(wish, "can I get a refund?").got;
      cb::answer later;
      later.later = true;
      const auto promised = ask(later, "can I get a refund?").got;
      THEN("they stay as they are") {
        CHECK_EQ(other.heard.articles.size(), 0u);
        CHECK_EQ(other.got.replies[0].text, "Paris.");
        CHECK_EQ(other.got.replies[0].article, "");
        CHECK_EQ(person.replies[0].text, "One moment.");
        CHECK(promised.later);
        CHECK_EQ(promised.replies.size(), 0u);
      }
    }
  }
}
