#include "net/feed/message.hpp"
#include "net/discord/text.hpp"

#define CAF_SUITE feed_message
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::feed;

SCENARIO("title, text and link make one message, and link and title are always kept") {
  GIVEN("parts of all lengths") {
    WHEN("they are composed") {
      THEN("missing parts leave no empty line") {
        CHECK_EQ(compose("T*", "text", "https://a.example/"), "**T\\***\ntext\nhttps://a.example/");
        CHECK_EQ(compose("", "text", ""), "text");
        CHECK_EQ(compose("T", "", "https://a.example/"), "**T**\nhttps://a.example/");
      }
      THEN("the whole is never longer than Discord takes") {
        const std::string link = "https://a.example/" + std::string(500, 'x');
        for (std::size_t n : {10u, 1000u, 1480u, 1990u, 2000u, 5000u}) {
          std::string text;
          while (text.size() < n) text += "word ";
          const auto made = compose(std::string(200, '*'), text, link);
          CHECK_LE(discord::length(made), message_limit);
          CHECK(made.ends_with('\n' + link));
          CHECK_EQ(made.find("…") != std::string::npos, n > 1000);
        }
        const auto room = text_room("Title", link);
        CHECK_EQ(compose("Title", std::string(room, 'a'), link).find("…"), std::string::npos);
      }
    }
  }
}
