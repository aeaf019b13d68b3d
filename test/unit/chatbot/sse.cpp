#include "net/chatbot/sse.hpp"

#define CAF_SUITE chatbot_sse
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

#include <vector>

using flexcord::net::chatbot::sse_parser;

namespace {

using list = std::vector<std::string>;

/// What comes out when the stream is fed in pieces of `size` bytes.
list events(std::string_view stream, std::size_t size) {
  list all;
  sse_parser parser([&](std::string_view data) { all.emplace_back(data); });
  for (std::size_t i = 0; i < stream.size(); i += size) parser.feed(stream.substr(i, size));
  parser.finish();
  return all;
}

} // namespace

SCENARIO("a stream is cut into events however its bytes come") {
  GIVEN("streams with every line ending") {
    WHEN("they are fed in pieces of every size") {
      THEN("the events are the same") {
        for (std::string stream :
             {"data: one\n\ndata: two\n\n", "data: one\r\n\r\ndata: two\r\n\r\n",
              "data: one\r\rdata: two\r\r",
              "\xEF\xBB\xBF"
              "data:one\n\n: hello\n\ndata:two"})
          for (std::size_t size = 1; size <= stream.size(); ++size)
            CHECK_EQ(events(stream, size), list({"one", "two"}));
      }
      THEN("several data lines are one event; other fields and comments are skipped") {
        CHECK_EQ(events("event: x\nid: 7\ndata: a\ndata: b\n: note\nretry: 1\n\n", 5),
                 list({"a\nb"}));
      }
      THEN("only one space is taken off, and empty data counts") {
        CHECK_EQ(events("data:  a\n\ndata\n\ndata:\n\n", 100), list({" a", ""}));
      }
      THEN("a stream without events gives none") {
        CHECK_EQ(events("", 1), list{});
        CHECK_EQ(events("\n\n\n", 1), list{});
        CHECK_EQ(events("<html>\n<body>", 3), list{});
        CHECK_EQ(events("{\"choices\": []}", 3), list{});
      }
    }
  }
}
