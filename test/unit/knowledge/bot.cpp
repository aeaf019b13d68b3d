#include "actors/chatbot/knowledge_bot.hpp"

#include <atomic>
#include <thread>

#define CAF_SUITE knowledge_bot
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;

namespace {

namespace cb = net::chatbot;

std::unique_ptr<cb::bot> make() {
  std::shared_ptr<const actors::knowledge_base> base =
      actors::knowledge_base::load(FLEXCORD_SHIPPED_ARTICLES).base;
  return actors::make_knowledge_bot([base] { return base; }, {.results = 2});
}

cb::answer ask(cb::bot& bot, std::string text, std::string locale = "en-US") {
  cb::turn t;
  t.text = std::move(text);
  t.locale = std::move(locale);
  cb::answer got;
  bot.ask(t, std::chrono::seconds{1}, [&](net::result<cb::answer> r) {
    if (r) got = *r;
  });
  return got;
}

std::string said(const cb::answer& a) {
  return a.replies.size() == 1 ? a.replies[0].text : std::to_string(a.replies.size());
}

bool starts(const cb::answer& a, std::string_view with) { return said(a).starts_with(with); }

} // namespace

SCENARIO("a question is answered with links to articles (checklist 20, 21 and 24)") {
  GIVEN("the knowledge bot") {
    auto bot = make();
    WHEN("a player asks") {
      auto a = ask(*bot, "I want a refund for my purchase");
      auto f = ask(*bot, "je veux un remboursement", "fr");
      THEN("one reply has an intro and the articles as links with excerpts") {
        REQUIRE_EQ(a.replies.size(), 1u);
        CHECK(!a.handoff);
        CHECK(a.replies[0].article.starts_with("en/refunds"));
        CHECK_NE(said(a).find(
                     "**[Refunds and purchases](<https://help.emberfall.example/en/refunds>)**\n"),
                 std::string::npos);
        CHECK_NE(said(a).find("fourteen days"), std::string::npos);
        CHECK(said(a).starts_with("This article") || said(a).starts_with("These articles"));
        CHECK(said(f).starts_with("Cet article") || said(f).starts_with("Ces articles"));
        CHECK(f.replies[0].article.starts_with("fr/remboursements"));
      }
    }
  }
}

SCENARIO("when nothing fits, a person is offered and not forced") {
  GIVEN("the knowledge bot") {
    auto bot = make();
    WHEN("something else is asked") {
      auto a = ask(*bot, "quantum chromodynamics");
      auto f = ask(*bot, "chromodynamique", "fr");
      auto d = ask(*bot, "chromodynamik", "de");
      auto s = ask(*bot, "cromodinámica", "es-419");
      auto g = ask(*bot, "cromodinamica", "it");
      THEN("the text says how to get one, in the user's language or else in English") {
        CHECK(starts(d, "Dazu habe ich keinen Artikel"));
        CHECK(starts(s, "No he encontrado"));
        CHECK(starts(a, "I could not find"));
        CHECK(!a.handoff);
        CHECK(starts(f, "Je n'ai pas trouvé"));
        CHECK(starts(g, "I could not find"));
      }
    }
  }
}

SCENARIO("people who ask for a person get one, and those who only mention one do not") {
  GIVEN("the knowledge bot") {
    auto bot = make();
    WHEN("they write") {
      THEN("only a wish is a handoff") {
        for (const auto* text : {"I want to talk to a person",
                                 "can I speak with a real human please?",
                                 "TALK TO AN AGENT",
                                 "human",
                                 "agent please",
                                 "get me a live agent",
                                 "real person!!",
                                 "connect me to customer support staff",
                                 "a person please",
                                 "let me talk to someone",
                                 "I'd like to chat with a human being",
                                 "parler à un humain",
                                 "Je voudrais parler à une personne",
                                 "puis-je parler à un conseiller ?",
                                 "un vrai humain svp",
                                 "parler avec quelqu’un",
                                 "transférez-moi à un agent",
                                 "je veux discuter avec une vraie personne",
                                 "quiero hablar con una persona",
                                 "ich möchte mit einem Menschen sprechen",
                                 "un humano por favor",
                                 "Mitarbeiter bitte"})
          CHECK_EQ(std::string{text} + (ask(*bot, text).handoff ? " yes" : " no"),
                   std::string{text} + " yes");
        for (const auto* text :
             {"a person scammed me in a trade", "I don't want to talk to a person",
              "how do I talk to the registrar", "which agent class is best for raids",
              "people say the servers are down", "je ne veux pas parler à un humain",
              "une personne m'a volé un objet", "how do I make a human character", "",
              "una persona me ha estafado", "ich will nicht mit einem Menschen sprechen"})
          CHECK_EQ(std::string{text} + (ask(*bot, text).handoff ? " yes" : " no"),
                   std::string{text} + " no");
        auto a = ask(*bot, "human");
        CHECK_EQ(a.replies.size(), 0u);
        CHECK_EQ(a.wish.reason, "asked for a person");
      }
    }
  }
}

SCENARIO("greetings and thanks are answered simply") {
  GIVEN("the knowledge bot") {
    auto bot = make();
    WHEN("people are polite") {
      THEN("the bot is too, and a greeting with a question is a question") {
        CHECK(starts(ask(*bot, "Hello there!"), "Hello!"));
        CHECK(starts(ask(*bot, "good morning"), "Hello!"));
        CHECK(starts(ask(*bot, "Bonjour", "fr"), "Bonjour"));
        CHECK(starts(ask(*bot, "Thanks, that helped a lot"), "You're welcome"));
        CHECK(starts(ask(*bot, "Merci beaucoup", "fr"), "Avec plaisir"));
        CHECK(ask(*bot, "hello, I forgot my password")
                  .replies.at(0)
                  .article.starts_with("en/account-recovery"));
      }
    }
  }
}

SCENARIO("a message with files only is answered") {
  GIVEN("the knowledge bot") {
    auto bot = make();
    WHEN("a screenshot comes without text") {
      cb::turn t;
      t.text = " \n";
      t.attachments.push_back({});
      cb::answer got;
      bot->ask(t, std::chrono::seconds{1}, [&](net::result<cb::answer> r) { got = *r; });
      THEN("the user is asked for words") { CHECK(starts(got, "I can only read text")); }
    }
  }
}

SCENARIO("many threads may ask one bot") {
  GIVEN("the knowledge bot") {
    auto bot = make();
    WHEN("four threads ask at once") {
      std::atomic<int> right{0};
      std::vector<std::thread> threads;
      for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
          for (int n = 0; n < 50; ++n)
            if (ask(*bot, "are the servers down")
                    .replies.at(0)
                    .article.starts_with("en/server-status"))
              ++right;
        });
      for (auto& t : threads) t.join();
      THEN("all get their answer") { CHECK_EQ(right.load(), 200); }
    }
  }
}
