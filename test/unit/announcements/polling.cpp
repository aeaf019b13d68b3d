#include "test/unit/announcements/world.hpp"

#define CAF_SUITE announcements_polling
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

/// The feed fails; how long it is left alone.
ann::millis pause_after_failure(announcer& a, ann::millis retry_after = 0) {
  if (!a.feed().reading) a.due();
  a.happens(ann::feed_failed{.feed = url,
                             .generation = a.feed().generation,
                             .retry_after = retry_after,
                             .reason = "HTTP 503"});
  return a.feed().next - a.now;
}

} // namespace

SCENARIO("a feed is read at its interval, with what the last answer came with") {
  GIVEN("a start") {
    announcer a;
    a.happens(ann::started{});
    WHEN("it is read, and read again") {
      const auto first = a.last.reads;
      a.reads({entry("a")}, url, "v1");
      const auto armed = a.last.armed;
      a.due();
      const auto second = a.last.reads;
      a.happens(
          ann::feed_read{.feed = url, .generation = a.feed().generation, .not_modified = true});
      THEN("the validators go with it and stay when nothing is new") {
        REQUIRE_EQ(first.size(), 1u);
        CHECK_EQ(first[0].feed, url);
        CHECK_EQ(first[0].etag, "");
        REQUIRE_EQ(armed.size(), 1u);
        CHECK_EQ(armed[0].due, 1'000 * day + 5 * minute);
        REQUIRE_EQ(second.size(), 1u);
        CHECK_EQ(second[0].etag, "v1");
        CHECK_EQ(a.feed().etag, "v1");
        CHECK_EQ(a.feed().next, a.now + 5 * minute);
        CHECK(!a.last.worth_storing);
      }
    }
  }
}

SCENARIO("a feed that fails is asked less and less often, and as it wishes") {
  GIVEN("a feed that fails") {
    announcer a;
    a.happens(ann::started{});
    WHEN("it goes on failing, asks for a pause, and works again") {
      std::vector<ann::millis> pauses;
      for (int n = 0; n < 10; ++n) pauses.push_back(pause_after_failure(a) / minute);
      const auto notes = a.notes();
      const auto asked = pause_after_failure(a, 24 * hour);
      const auto absurd = pause_after_failure(a, 1000 * day);
      a.reads({});
      const auto good = a.feed().next - a.now;
      const auto small = pause_after_failure(a, 1);
      THEN("the pause doubles up to six hours and begins anew") {
        CHECK_EQ(pauses, (std::vector<ann::millis>{5, 10, 20, 40, 80, 160, 320, 360, 360, 360}));
        CHECK_EQ(notes, "failing 10");
        CHECK_EQ(asked, 24 * hour);
        CHECK_EQ(absurd, 7 * day);
        CHECK_EQ(good, 5 * minute);
        CHECK_EQ(small, 5 * minute);
      }
    }
  }
}

SCENARIO("a feed that is gone is left alone until the next start") {
  GIVEN("a feed that says that it is gone") {
    announcer a;
    a.happens(ann::started{});
    a.reads({});
    a.due();
    a.happens(ann::feed_failed{.feed = url, .generation = a.feed().generation, .gone = true});
    WHEN("time passes, and then the process starts anew") {
      const auto notes = a.notes();
      const auto armed = a.last.armed.size();
      a.now += 100 * day;
      const auto asleep = a.due();
      a.happens(ann::started{});
      THEN("it is said, and it is asked again only then") {
        CHECK_EQ(notes, "gone 1");
        CHECK_EQ(armed, 0u);
        CHECK(!asleep);
        CHECK(a.feed().reading);
        a.reads({entry("new", a.now)});
        CHECK_EQ(a.posts(), "Title new");
      }
    }
  }
}

SCENARIO("answers and timers that nobody waits for any more change nothing") {
  GIVEN("a feed that is being read") {
    announcer a;
    a.happens(ann::started{});
    a.reads({});
    a.due();
    const auto before = a.state;
    WHEN("old answers and timers come") {
      const auto g = a.feed().generation;
      THEN("each is stale") {
        for (const ann::event& e : std::vector<ann::event>{
                 ann::feed_read{.feed = url, .generation = g - 1, .items = {entry("a", a.now)}},
                 ann::feed_read{.feed = "https://other.example/", .generation = g},
                 ann::feed_failed{.feed = url, .generation = g + 1, .gone = true},
                 ann::timer_fired{url, g}, ann::timer_fired{"https://other.example/", g},
                 ann::posted{99, "m"}, ann::post_failed{99, "x"}}) {
          CHECK(a.happens(e).how == ann::outcome::stale);
          CHECK(a.state == before);
        }
        CHECK(a.asked.empty());
      }
    }
  }
}

SCENARIO("the settings say which feeds are read") {
  GIVEN("three feeds, one of them named twice") {
    announcer a;
    a.rules.feeds = {"https://a/", "https://b/", "https://a/"};
    a.happens(ann::started{});
    WHEN("one is taken away, another added, and the first brought back") {
      const auto reads = a.last.reads.size();
      a.reads({entry("x", a.now)}, "https://a/");
      a.rules.feeds = {"https://c/", "https://b/"};
      a.happens(ann::started{});
      const auto feeds = a.state.feeds.size();
      a.rules.feeds = {"https://a/"};
      a.happens(ann::started{});
      a.reads({entry("y", a.now)}, "https://a/");
      THEN("each feed is read once, and one that comes back counts as new") {
        CHECK_EQ(reads, 2u);
        CHECK_EQ(feeds, 2u);
        CHECK_EQ(a.posts(), "");
        CHECK_EQ(a.state.feeds.size(), 1u);
      }
    }
  }
  GIVEN("a feed that was read a minute ago") {
    announcer a;
    a.happens(ann::started{});
    a.reads({});
    a.now += minute;
    WHEN("the process starts anew") {
      a.happens(ann::started{});
      THEN("it is read at its time") {
        CHECK(a.last.reads.empty());
        REQUIRE_EQ(a.last.armed.size(), 1u);
        CHECK_EQ(a.last.armed[0].due, a.now + 4 * minute);
      }
    }
  }
}

SCENARIO("while the channel takes nothing, feeds are not read") {
  GIVEN("very many posts that wait") {
    announcer a;
    a.rules.burst = 200;
    a.happens(ann::started{});
    a.reads({});
    std::vector<ann::item> all;
    for (int n = 0; n < 150; ++n) all.push_back(entry(std::to_string(n), a.now));
    a.reads(all);
    WHEN("the feed is due, and when some of them are out") {
      const auto during = a.due();
      const auto again = a.last.armed.size();
      for (int n = 1; n <= 100; ++n) a.happens(ann::posted{n, "m"});
      THEN("it waits for its next time") {
        CHECK(!during);
        CHECK_EQ(again, 1u);
        CHECK(a.due());
      }
    }
  }
}
