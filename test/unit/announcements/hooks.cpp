#include "test/unit/announcements/world.hpp"

#define CAF_SUITE announcements_hooks
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

ann::hook_received call(const std::string& key, const std::string& seal,
                        const std::string& title = "T") {
  return {.ticket = "t",
          .key = key,
          .seal = seal,
          .print = "print " + title,
          .what = {title, {}, {}, {}}};
}

} // namespace

// checklist 12
SCENARIO("a hook's post is made once for its key and its seal, within a day") {
  GIVEN("a call that was accepted") {
    announcer a;
    a.happens(call("k1", "s1"));
    const auto first = a.reply();
    WHEN("it comes again in several ways") {
      std::vector<std::string> replies;
      for (const auto& e :
           {call("k1", "s2"), call("k2", "s1"), call("", "s1"), call("k1", "s3", "other"),
            call("k3", "s4"), call("", "s5"), call("s:s1", "s6")}) {
        a.happens(e);
        replies.push_back(a.reply());
      }
      const auto posts = a.posts();
      a.now += day;
      a.happens(call("k1", "s7"));
      const auto young = a.reply();
      a.now += 1;
      a.happens(call("k1", "s8"));
      THEN("only new ones are posted, and a key for two things is refused") {
        CHECK_EQ(first, "accepted");
        CHECK_EQ(replies, (std::vector<std::string>{"duplicate", "replayed", "replayed", "conflict",
                                                    "accepted", "accepted", "accepted"}));
        CHECK_EQ(posts, "T, T, T, T");
        CHECK_EQ(young, "duplicate");
        CHECK_EQ(a.reply(), "accepted");
      }
    }
  }
}

SCENARIO("a flood of hooks is told to wait") {
  GIVEN("a channel that takes nothing") {
    announcer a;
    for (std::size_t n = 0; n < ann::waiting_posts; ++n)
      a.happens(call("k" + std::to_string(n), "s" + std::to_string(n)));
    WHEN("one more comes, and again after the others are out") {
      a.happens(call("new", "new"));
      const auto full = a.reply();
      for (auto post : std::set<std::int64_t>{a.state.waiting}) a.happens(ann::posted{post, "m"});
      a.happens(call("new", "new2"));
      THEN("it is taken the second time") {
        CHECK_EQ(full, "busy");
        CHECK_EQ(a.reply(), "accepted");
      }
    }
  }
  GIVEN("a day with more calls than are remembered") {
    announcer a;
    for (std::size_t n = 0; n < 2 * ann::hook_calls; ++n) {
      a.happens(call("k" + std::to_string(n), "s" + std::to_string(n)));
      for (auto post : std::set<std::int64_t>{a.state.waiting}) a.happens(ann::posted{post, "m"});
    }
    WHEN("an early one is repeated") {
      const auto kept = a.state.keys.size();
      const auto last = a.reply();
      a.happens(call("k0", "again"));
      THEN("nothing was forgotten for the newer ones") {
        CHECK_EQ(kept, 2 * ann::hook_calls);
        CHECK_EQ(last, "too-many");
        CHECK_EQ(a.reply(), "duplicate");
        CHECK_EQ(a.asked.size(), ann::hook_calls);
      }
    }
  }
}
