#define CAF_SUITE discord_rate_limiter

#include "limiter_world.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace std::chrono_literals;
using namespace limits;

SCENARIO("until a bucket is known its requests go one by one, other channels beside it") {
  GIVEN("deletions in two channels") {
    world w;
    w.removal("A");
    w.removal("A");
    w.removal("B");
    WHEN("nothing was answered yet") {
      CHECK_EQ(w.go(), "1 3");
      CHECK_EQ(w.go(), "");
      THEN("the first answer opens the bucket") {
        w.again(1, ok("h", 5, 4, 1s));
        CHECK_EQ(w.go(), "2");
      }
    }
  }
}

SCENARIO("a known bucket lets through exactly what remains, and waits for its reset") {
  GIVEN("a bucket of three, one used") {
    world w;
    w.removal("A");
    w.go();
    w.again(1, ok("h", 3, 2, 1s));
    for (int i = 0; i < 4; ++i) w.removal("A");
    WHEN("four more come") {
      CHECK_EQ(w.go(), "2 3");
      CHECK(w.ask_at == w.now + 1s);
      w.now += 999ms;
      CHECK_EQ(w.go(), "");
      w.now += 1ms;
      THEN("the rest goes in the next window, but what is unanswered may count there") {
        CHECK_EQ(w.go(), "4");
        CHECK_EQ(w.reasons, "bucket");
        w.again(2, ok("h", 3, 0, 10ms));
        w.again(3, ok("h", 3, 0, 10ms));
        w.again(4, ok("h", 3, 2, 1s));
        w.now += 1s;
        CHECK_EQ(w.go(), "5");
      }
    }
  }
}

SCENARIO("methods and channels have buckets of their own under one hash") {
  GIVEN("an empty bucket for posting in A") {
    world w;
    w.message("A");
    w.go();
    w.again(1, ok("h", 1, 0, 5s));
    WHEN("a post in B, a second post in A and an edit in A come") {
      w.message("A");
      w.message("B");
      w.submit({.id = 0,
                .method = "PATCH",
                .route = "/channels/{channel}/messages/{message}",
                .major = "A"});
      THEN("only the post in A waits") { CHECK_EQ(w.go(), "3 4"); }
    }
  }
}

SCENARIO("a sub-limit stops its route only") {
  GIVEN("two routes that share a bucket with room") {
    world w;
    auto add = [&](const char* route) {
      return w.submit({.id = 0, .method = "GET", .route = route, .major = "A"});
    };
    add("/x");
    add("/y");
    w.go();
    w.again(1, ok("h", 10, 9, 5s));
    w.again(2, ok("h", 10, 8, 5s));
    WHEN("one route is refused although requests remain") {
      add("/x");
      CHECK_EQ(w.go(), "3");
      w.again(3, refusal(scope::user, 2s, 6));
      add("/y");
      add("/x");
      THEN("the other goes on") {
        CHECK_EQ(w.go(), "4");
        w.now += 2s;
        CHECK_EQ(w.go(), "3 5");
      }
    }
  }
}

SCENARIO("a shared limit delays the request that met it, and keeps the order of messages") {
  GIVEN("two deletions and two messages under way or waiting") {
    world w;
    w.removal("A");
    w.go();
    w.again(1, ok("h", 9, 8, 5s));
    w.removal("A");
    w.message("A");
    w.message("A");
    CHECK_EQ(w.go(), "2 3");
    WHEN("a deletion and the first message meet a shared limit") {
      w.again(2, refusal(scope::shared, 3s));
      w.again(3, refusal(scope::shared, 3s));
      w.removal("A");
      THEN("another deletion passes, the second message does not, and nothing is counted invalid") {
        CHECK_EQ(w.go(), "5");
        CHECK(w.ask_at == w.now + 3s);
        CHECK_EQ(w.limiter.invalid_answers(), 0u);
        w.now += 3s;
        CHECK_EQ(w.go(), "2 3");
        CHECK_EQ(w.reasons, "shared shared");
      }
    }
  }
}

SCENARIO("a route whose hash changes takes its queue along") {
  GIVEN("deletions waiting under the old hash") {
    world w;
    w.removal("A");
    w.go();
    w.again(1, ok("old", 2, 1, 5s));
    for (int i = 0; i < 3; ++i) w.removal("A");
    CHECK_EQ(w.go(), "2");
    WHEN("the next answer names another hash with room") {
      w.again(2, ok("new", 30, 29, 4s));
      THEN("they go by the new one") { CHECK_EQ(w.go(), "3 4"); }
    }
  }
}

SCENARIO("a route that is held waits without an answer saying so") {
  GIVEN("DMs being opened") {
    world w;
    auto dm = [&] {
      return w.submit({.id = 0, .method = "POST", .route = "/users/@me/channels", .major = {}});
    };
    dm();
    w.go();
    WHEN("Discord says that it goes too fast") {
      w.limiter.hold_route(1, w.now + 60s);
      w.again(1, plain(403));
      dm();
      THEN("the next one waits a minute, messages do not") {
        w.message("A");
        CHECK_EQ(w.go(), "3");
        w.now += 60s;
        CHECK_EQ(w.go(), "2");
      }
    }
  }
}

SCENARIO("channels seen once are forgotten") {
  GIVEN("1,000 channels with one message each") {
    world w;
    for (int i = 0; i < 1000; ++i) {
      auto id = w.message("c" + std::to_string(i));
      w.go();
      w.again(id, ok("h", 5, 4, 5s));
      w.now += 30ms;
    }
    WHEN("time passes") {
      w.now += 10min;
      w.go();
      THEN("no memory is held") {
        CHECK_EQ(w.limiter.buckets(), 0u);
        CHECK_EQ(w.limiter.size(), 0u);
      }
    }
  }
}
