#define CAF_SUITE discord_rate_limiter

#include "net/discord/rate_limiter.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <random>

using namespace std::chrono_literals;
using namespace flexcord::net::discord;
using time_point = rate_limiter::time;

namespace {

rate_limit_answer ok(std::string bucket, std::uint32_t limit, std::uint32_t remaining,
                     time_point reset) {
  return {.status = 200,
          .bucket = std::move(bucket),
          .limit = limit,
          .remaining = remaining,
          .reset_after = reset};
}
rate_limit_answer plain(int status) {
  return {.status = status, .bucket = {}, .limit = {}, .remaining = {}, .reset_after = {}};
}
rate_limit_answer refusal(rate_limit_answer::scope who, time_point wait,
                          std::optional<std::uint32_t> remaining = 0) {
  return {.status = 429,
          .bucket = {},
          .limit = {},
          .remaining = remaining,
          .reset_after = {},
          .who = who,
          .ban = false,
          .wait = wait};
}
rate_limit_answer ban(time_point wait = 0ms) {
  auto a = plain(429);
  a.ban = true;
  a.wait = wait;
  return a;
}

/// A limiter on a fake clock; requests are numbered as they come.
struct world {
  rate_limiter limiter{{}};
  time_point now{1'000'000};
  std::uint64_t last = 0;
  std::optional<time_point> ask_at;
  std::string reasons;

  std::uint64_t submit(limited_request r) {
    r.id = ++last;
    limiter.submit(std::move(r), now);
    return last;
  }
  std::uint64_t message(std::string channel, priority p = priority::bot) {
    return submit({.id = 0,
                   .method = "POST",
                   .route = "/channels/{channel}/messages",
                   .major = std::move(channel),
                   .level = p,
                   .exempt = false,
                   .ordered = true});
  }
  std::uint64_t removal(std::string channel) {
    return submit({.id = 0,
                   .method = "DELETE",
                   .route = "/channels/{channel}/messages/{message}",
                   .major = std::move(channel)});
  }
  std::uint64_t callback(std::string token) {
    return submit({.id = 0,
                   .method = "POST",
                   .route = "/interactions/{interaction}/{token}/callback",
                   .major = std::move(token),
                   .level = priority::live_agent,
                   .exempt = true});
  }
  std::string go() {
    auto d = limiter.decide(now);
    ask_at = d.ask_at;
    std::string out;
    reasons.clear();
    for (const auto& g : d.go) {
      out += (out.empty() ? "" : " ") + std::to_string(g.id);
      reasons += (reasons.empty() ? "" : " ") + std::string{g.reason.empty() ? "-" : g.reason};
    }
    return out;
  }
  bool again(std::uint64_t id, const rate_limit_answer& a) {
    return limiter.answered(id, a, now) == rate_limiter::verdict::again;
  }
};

using scope = rate_limit_answer::scope;

} // namespace

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

SCENARIO("messages of one channel go one at a time and in order, whatever the bucket allows") {
  GIVEN("a bucket with room for five") {
    world w;
    w.message("A");
    w.go();
    w.again(1, ok("h", 5, 4, 5s));
    WHEN("three messages wait") {
      for (int i = 0; i < 3; ++i) w.message("A", i == 2 ? priority::live_agent : priority::bot);
      std::string order;
      for (int i = 0; i < 3; ++i) {
        auto next = w.go();
        order += next + ";";
        w.again(std::stoull(next), ok("h", 5, static_cast<std::uint32_t>(3 - i), 5s));
      }
      THEN("they went one by one") { CHECK_EQ(order, "2;3;4;"); }
    }
  }
}

SCENARIO("a message that met 429 goes again before the ones behind it") {
  GIVEN("three messages in one channel") {
    world w;
    for (int i = 0; i < 3; ++i) w.message("A");
    CHECK_EQ(w.go(), "1");
    WHEN("the first is refused") {
      CHECK(w.again(1, refusal(scope::user, 690ms)));
      CHECK_EQ(w.go(), "");
      CHECK(w.ask_at == w.now + 690ms);
      w.now += 690ms;
      THEN("it is the first again") {
        CHECK_EQ(w.go(), "1");
        CHECK_EQ(w.reasons, "bucket");
        CHECK(!w.again(1, ok("h", 5, 4, 5s)));
        CHECK_EQ(w.go(), "2");
      }
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

SCENARIO("at most fifty requests leave in any second, interactions aside") {
  GIVEN("requests for 80 channels and an interaction") {
    world w;
    for (int i = 0; i < 80; ++i) w.message("c" + std::to_string(i));
    WHEN("they may go") {
      auto first = w.limiter.decide(w.now);
      CHECK_EQ(first.go.size(), 50u);
      CHECK(first.ask_at == w.now + 1s);
      auto urgent = w.callback("t");
      CHECK_EQ(w.go(), std::to_string(urgent));
      w.now += 999ms;
      CHECK_EQ(w.go(), "");
      w.now += 1ms;
      THEN("the rest goes a second later") { CHECK_EQ(w.limiter.decide(w.now).go.size(), 30u); }
    }
  }
}

SCENARIO("a global 429 stops everything but interactions") {
  GIVEN("a request under way and others waiting") {
    world w;
    w.message("A");
    w.go();
    w.message("B");
    WHEN("the answer is a global 429") {
      w.again(1, refusal(scope::global, 4s));
      w.callback("t");
      CHECK_EQ(w.go(), "3");
      CHECK(w.ask_at == w.now + 4s);
      w.now += 4s;
      THEN("all go on after the pause") {
        CHECK_EQ(w.go(), "1 2");
        CHECK_EQ(w.reasons, "global global");
      }
    }
  }
}

SCENARIO("a ban stops everything, doubles, and ends with one trial") {
  GIVEN("a request under way") {
    world w;
    w.message("A");
    w.message("B");
    w.go();
    w.callback("t");
    WHEN("Cloudflare answers twice in a row") {
      w.again(1, ban());
      w.again(2, ban()); // sent before the first answer: no second ban
      CHECK_EQ(w.go(), "");
      CHECK(w.ask_at == w.now + 60s);
      CHECK(w.limiter.banned(w.now));
      w.now += 60s;
      CHECK_EQ(w.go(), "3"); // one alone, the most urgent
      CHECK_EQ(w.go(), "");
      w.again(3, ban());
      CHECK_EQ(w.go(), "");
      CHECK(w.ask_at == w.now + 120s);
      w.now += 120s;
      CHECK_EQ(w.go(), "3");
      w.again(3, plain(204));
      THEN("a good answer opens the way") {
        CHECK_EQ(w.go(), "1 2");
        w.again(1, ban(7s));
        CHECK_EQ(w.go(), "");
        CHECK(w.ask_at == w.now + 7s);
      }
    }
  }
}

SCENARIO("too many invalid answers close the door before Discord does") {
  GIVEN("a limit of three in ten minutes") {
    world w;
    w.limiter = rate_limiter({.global_rate = 50, .invalid_limit = 3, .ban_pause = 60s});
    WHEN("401, 403 and 429 come") {
      for (int status : {401, 403, 404}) {
        auto id = w.message("c" + std::to_string(status));
        w.go();
        w.again(id, plain(status));
        w.now += 1s;
      }
      auto id = w.message("x");
      CHECK_EQ(w.go(), "4");
      w.again(id, refusal(scope::user, 10ms));
      w.message("y");
      w.now += 10ms;
      CHECK_EQ(w.go(), "");
      THEN("nothing goes until the first of them is ten minutes old") {
        CHECK(w.ask_at == time_point(1'000'000) + 10min);
        w.now = *w.ask_at;
        CHECK_EQ(w.go(), "4 5");
        CHECK_EQ(w.reasons, "invalid invalid");
      }
    }
  }
}

SCENARIO("the priority of the head decides between channels") {
  GIVEN("a full second and waiting messages of every priority") {
    world w;
    w.limiter = rate_limiter({.global_rate = 2, .invalid_limit = 5000, .ban_pause = 60s});
    w.message("A", priority::announcement);
    w.message("B", priority::case_update);
    w.message("C", priority::bot);
    w.message("D", priority::live_agent);
    WHEN("two may go a second") {
      THEN("the agent's text is first and the announcement last") {
        CHECK_EQ(w.go(), "4 3");
        w.now += 1s;
        CHECK_EQ(w.go(), "2 1");
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

SCENARIO("a request that is given up frees its place") {
  GIVEN("messages under way and waiting") {
    world w;
    for (int i = 0; i < 3; ++i) w.message("A");
    w.go();
    WHEN("the first gets no answer and the second is withdrawn") {
      w.limiter.abandoned(1);
      w.limiter.abandoned(2);
      w.limiter.abandoned(77);
      THEN("the third goes") {
        CHECK_EQ(w.go(), "3");
        CHECK_EQ(w.limiter.size(), 1u);
      }
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

SCENARIO("against a server that counts, no request is refused and none is lost") {
  const auto seed = std::random_device{}();
  MESSAGE("seed " << seed);
  std::mt19937_64 random(seed);
  GIVEN("a server with fixed windows and random delays both ways") {
    WHEN("random deletions and messages run against it") {
      for (int round = 0; round < 20; ++round) {
        world w;
        struct window {
          time_point end{0};
          std::uint32_t used = 0;
        };
        struct flight {
          std::uint64_t id;
          std::string key;
          time_point arrives, back;
          bool judged = false;
          rate_limit_answer answer;
        };
        std::map<std::string, window> windows;
        std::map<std::uint64_t, std::string> keys;
        std::vector<flight> flights;
        std::map<std::string, std::uint64_t> newest;
        std::size_t refused = 0, finished = 0;
        for (int step = 0; step < 20000 && (step < 3000 || w.limiter.size() > 0);
             ++step, w.now += 5ms) {
          if (step < 3000 && random() % 8 == 0) {
            auto channel = "c" + std::to_string(random() % 5);
            auto post = random() % 2 == 0;
            keys[post ? w.message(channel) : w.removal(channel)] = (post ? "P" : "D") + channel;
          }
          for (const auto& g : w.limiter.decide(w.now).go) {
            auto out = time_point(random() % 60), home = time_point(random() % 60);
            const auto& key = keys[g.id];
            if (key[0] == 'P' && g.id < newest[key]) CAF_FAIL("message " << g.id << " overtaken");
            newest[key] = g.id;
            flights.push_back({g.id, key, w.now + out, w.now + out + home, false, {}});
          }
          for (auto& f : flights) {
            if (f.judged || f.arrives > w.now) continue;
            f.judged = true;
            auto& x = windows[f.key];
            if (w.now >= x.end) x = {w.now + 1000ms, 0};
            f.answer = ok("h", 5, 4 - std::min(x.used, 4u), x.end - w.now);
            if (x.used++ >= 5) f.answer = refusal(scope::user, x.end - w.now), ++refused;
          }
          std::erase_if(flights, [&](const flight& f) {
            if (!f.judged || f.back > w.now) return false;
            finished += !w.again(f.id, f.answer);
            return true;
          });
        }
        CHECK_EQ(finished, keys.size());
        CHECK_EQ(refused, 0u);
      }
    }
  }
}
