#include "net/runtime.hpp"
#include "support/wait.hpp"

#include <atomic>
#include <thread>

#define CAF_SUITE net_runtime
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord;
using namespace std::chrono_literals;
using flexcord::test::awaited;

SCENARIO("posted work runs on a network thread") {
  GIVEN("a runtime") {
    net::runtime rt;
    WHEN("work is posted") {
      awaited<std::thread::id> where;
      rt.post([&] { where.set(std::this_thread::get_id()); });
      THEN("it runs, on another thread than ours") {
        CHECK(where.get() != std::this_thread::get_id());
      }
    }
  }
}

SCENARIO("timers fire in the order of their delays") {
  GIVEN("three timers, the longest first") {
    net::runtime rt;
    std::string order;
    awaited<bool> all;
    const auto note = [&](char c) {
      return [&, c] {
        order += c;
        if (order.size() == 3) all.set(true);
      };
    };
    const auto c = rt.after(30ms, note('c'));
    const auto b = rt.after(15ms, note('b'));
    const auto a = rt.after(0ms, note('a'));
    WHEN("all have fired") {
      all.get();
      THEN("the shortest was first") { CHECK_EQ(order, "abc"); }
    }
  }
}

SCENARIO("a cancelled or forgotten timer does not fire and does not hold up the end") {
  GIVEN("timers of an hour") {
    net::runtime rt;
    std::atomic<int> fired = 0;
    auto cancelled = rt.after(1h, [&] { ++fired; });
    auto replaced = rt.after(1h, [&] { ++fired; });
    auto moved = std::move(replaced);
    {
      const auto forgotten = rt.after(1h, [&] { ++fired; });
    }
    WHEN("they are cancelled, replaced and forgotten, and the runtime is stopped") {
      cancelled.cancel();
      cancelled.cancel();
      moved = net::timer_handle();
      const auto before = std::chrono::steady_clock::now();
      rt.stop(1h);
      THEN("nothing fired and nothing was waited for") {
        CHECK_EQ(fired.load(), 0);
        CHECK(std::chrono::steady_clock::now() - before < 10min);
      }
    }
  }
}

SCENARIO("stop abandons what does not end in time") {
  GIVEN("a timer of an hour that outlives the runtime") {
    net::timer_handle hour;
    std::atomic<int> fired = 0;
    auto rt = std::make_unique<net::runtime>();
    hour = rt->after(1h, [&] { ++fired; });
    WHEN("the runtime is stopped with little grace") {
      rt->stop(10ms);
      rt->post([&] { ++fired; });
      rt->stop();
      rt.reset();
      THEN("nothing runs any more, and the handle can still be dropped") {
        hour.cancel();
        CHECK_EQ(fired.load(), 0);
      }
    }
  }
}

SCENARIO("a callback that throws does not end the others") {
  GIVEN("a runtime with one thread") {
    net::runtime rt;
    WHEN("one callback throws") {
      rt.post([] { throw std::runtime_error("a broken rule"); });
      awaited<bool> next;
      rt.post([&] { next.set(true); });
      THEN("the next one runs") { CHECK(next.get()); }
    }
  }
}
