#include "net/clock.hpp"
#include "net/clock_follower.hpp"
#include "net/http/server.hpp"
#include "support/wait.hpp"

#include <atomic>
#include <string>

#define CAF_SUITE net_clock
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord;
using namespace std::chrono_literals;
using flexcord::test::awaited;
using net::time_line;
using time_point = net::clock::monotonic::time_point;

namespace {

time_point real(std::chrono::milliseconds ms) { return time_point{ms}; }

/// A led clock that stands at `value` now.
std::shared_ptr<net::clock> led_clock(std::int64_t value, double rate = 1) {
  auto c = std::make_shared<net::clock>(net::clock::kind::led);
  c->lead({net::clock::monotonic::now(), value, rate});
  return c;
}

void move_on(net::clock& c, std::chrono::milliseconds by, double rate = 1) {
  c.lead({net::clock::monotonic::now(), c.unix_ms() + by.count(), rate});
}

} // namespace

SCENARIO("time along a line") {
  GIVEN("a line from 1,000 at real time 5,000, three times as fast") {
    const time_line l{real(5000ms), 1000, 3};
    WHEN("it is read and waited for") {
      THEN("three milliseconds pass in each") {
        CHECK_EQ(l.at(real(5000ms)), 1000);
        CHECK_EQ(l.at(real(5010ms)), 1030);
        CHECK_EQ(l.at(real(4990ms)), 970);
        CHECK(l.wait(1300, real(5000ms)) == 100ms);
        CHECK(l.wait(1300, real(5060ms)) == 40ms);
        CHECK(l.wait(1300, real(5100ms)) == 0ms);
      }
      THEN("after a wait the line has arrived, whatever the fraction") {
        for (double rate : {0.01, 0.7, 1.0, 3.0, 7.0, 999.0})
          for (std::int64_t wanted : {1, 2, 17, 999, 86'400'000}) {
            const time_line x{real(12345ms), 1'790'000'000'000, rate};
            const auto begin = real(12345ms) + 331us;
            CHECK(x.at(begin + x.wait(x.value + wanted, begin)) >= x.value + wanted);
          }
      }
      THEN("what is further away than a year is waited for in pieces") {
        CHECK(l.wait(std::int64_t{1} << 60, real(5000ms)) <= 24h * 366);
      }
    }
  }
}

SCENARIO("without a leader the clock is the system's") {
  GIVEN("a clock of the system, and a led one that nobody has led yet") {
    const net::clock system, led{net::clock::kind::led};
    WHEN("they are read") {
      const auto before = std::chrono::system_clock::now(), after = before + 1min;
      THEN("they tell the system's time") {
        for (auto* c : {&system, &led}) {
          const std::chrono::system_clock::time_point told{std::chrono::milliseconds(c->unix_ms())};
          CHECK(told > before - 1s && told < after);
          const auto now = c->now();
          CHECK(now <= net::clock::monotonic::now());
          CHECK(c->wait(now + 1h) <= 1h);
          CHECK(c->wait(now + 1h) > 59min);
        }
      }
    }
  }
}

SCENARIO("a led clock never goes back") {
  GIVEN("a clock led to noon, later than the system's") {
    const std::int64_t noon = 4'000'000'000'000;
    auto c = led_clock(noon);
    const auto at_noon = c->now();
    WHEN("it is told that it is an hour earlier, ten times as fast") {
      std::atomic<int> told = 0;
      c->on_change([&] { ++told; });
      c->lead({net::clock::monotonic::now(), noon - 3'600'000, 10});
      THEN("it goes on from where it stood, and tells of the change") {
        CHECK(c->unix_ms() >= noon);
        CHECK(c->unix_ms() < noon + 3'600'000);
        CHECK(c->now() >= at_noon);
        const auto now = c->now();
        CHECK(c->wait(now + 10min) <= 1min);
        CHECK_EQ(told.load(), 1);
      }
    }
  }
}

SCENARIO("an hour passes in a moment for timers that go by the clock") {
  GIVEN(
      "timers of an hour and of two, one more of an hour in real time, and one that is cancelled") {
    auto c = led_clock(1'790'000'000'000);
    net::runtime rt{{1, {}, c}};
    std::string order;
    awaited<bool> first, second;
    const auto two = rt.after(2h, [&] {
      order += "two ";
      second.set(true);
    });
    const auto one = rt.after(1h, [&] {
      order += "one ";
      first.set(true);
    });
    auto cancelled = rt.after(1h, [&] { order += "cancelled "; });
    auto really = rt.after_real(1h, [&] { order += "real "; });
    cancelled.cancel();
    WHEN("the clock is moved on by half an hour and then by two") {
      move_on(*c, 30min);
      awaited<std::string> early;
      rt.post([&] { early.set(order); });
      CHECK_EQ(early.get(), "");
      move_on(*c, 2h);
      first.get();
      second.get();
      THEN("each fires once, and neither the real nor the cancelled one does") {
        CHECK(order == "one two " || order == "two one ");
        really.cancel();
      }
    }
  }
}

SCENARIO("timers fire sooner when the clock begins to run faster") {
  GIVEN("a timer of two hours") {
    auto c = led_clock(1'790'000'000'000);
    net::runtime rt{{1, {}, c}};
    awaited<std::int64_t> fired;
    const auto begin = c->unix_ms();
    const auto two = rt.after(2h, [&] { fired.set(c->unix_ms()); });
    WHEN("the clock begins to run a hundred thousand times as fast") {
      move_on(*c, 0ms, 100'000);
      THEN("it fires, and not too early") { CHECK(fired.get() >= begin + 7'200'000); }
    }
  }
}

SCENARIO("a cancelled timer of a led clock does not hold up the end") {
  GIVEN("a timer of an hour and a handle that is forgotten") {
    auto c = led_clock(0);
    net::runtime rt{{2, {}, c}};
    std::atomic<int> fired = 0;
    auto hour = rt.after(1h, [&] { ++fired; });
    {
      const auto forgotten = rt.after(1h, [&] { ++fired; });
    }
    WHEN("it is cancelled and the runtime stopped") {
      hour.cancel();
      rt.stop(1h);
      move_on(*c, 24h);
      THEN("the end came at once and nothing fired") { CHECK_EQ(fired.load(), 0); }
    }
  }
}

SCENARIO("a node follows the sandbox's clock over a link that may drop") {
  GIVEN("a stand-in for the sandbox, a led clock and its follower") {
    net::runtime rt;
    using ws_ptr = std::shared_ptr<net::websocket::connection>;
    std::mutex mutex;
    std::vector<ws_ptr> links;
    awaited<std::string> confirmed_first, confirmed_second;
    awaited<bool> again;
    std::int64_t says = 4'000'000'000'000;
    net::http::route follow{"GET", "/_sandbox/clock/follow", {}};
    follow.upgrade = [&](const net::http::incoming&, ws_ptr c) {
      net::websocket::handlers h;
      const std::lock_guard lock(mutex);
      const bool first = links.empty();
      h.on_text = [&, first](std::string text) {
        (first ? confirmed_first : confirmed_second).set(std::move(text));
      };
      links.push_back(c);
      c->send_text(R"({"n":)" + std::to_string(links.size()) + R"(,"now":)" + std::to_string(says) +
                   R"(,"rate":1})");
      says += 3'600'000;
      if (!first) again.set(true);
      return h;
    };
    net::http::server server{rt, {}, {follow}};
    const auto port = *server.start();
    net::clock c{net::clock::kind::led};
    net::clock_follower follower{rt, c, "127.0.0.1:" + std::to_string(port)};
    WHEN("the first line has come and the link drops") {
      CHECK(follower.wait_for_first(test::patience));
      CHECK_EQ(confirmed_first.get(), R"({"n":1})");
      CHECK(c.unix_ms() >= 4'000'000'000'000);
      {
        const std::lock_guard lock(mutex);
        links.front()->send_text("no line at all");
        links.front()->send_text(R"({"n":9,"now":1,"rate":0})");
        links.front()->close(1001, "");
      }
      again.get();
      THEN("it comes back, and goes by the next line") {
        CHECK_EQ(confirmed_second.get(), R"({"n":2})");
        CHECK(c.unix_ms() >= 4'000'003'600'000);
      }
    }
    follower.stop();
    server.stop(100ms);
  }
}

SCENARIO("a sandbox that is not there gives no time") {
  GIVEN("an address where nobody listens") {
    net::runtime rt;
    net::clock c{net::clock::kind::led};
    net::clock_follower follower{rt, c, "127.0.0.1:1"};
    WHEN("it is waited for") {
      THEN("it says that nothing came") { CHECK(!follower.wait_for_first(10ms)); }
    }
    follower.stop();
  }
}
