// Checklist: queue position and estimated wait, where Twilio gives them.
#define CAF_SUITE flex_queue
#include "actors/twilio/queue_place.hpp"
#include "test/unit/flex/world.hpp"

#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord;
using namespace flexcord::conversation;
using namespace flexcord::test;
using actors::twilio::place_of;
using actors::twilio::queue_view;
using actors::twilio::wait_at;

namespace {

struct scenario_world {
  world w;

  /// The first event of that kind, once it has come; a default one when it does not.
  queue_seen place() {
    std::unique_lock lock(w.around->mutex);
    queue_seen found;
    auto came = [&] {
      for (auto& e : w.around->heard)
        if (auto* q = std::get_if<queue_seen>(&e.what)) return found = *q, true;
      return false;
    };
    w.around->changed.wait_for(lock, std::chrono::seconds(30), came);
    return found;
  }
  /// The outcome of the commands sent so far, once there are that many.
  std::size_t outcomes(std::size_t n) {
    std::unique_lock lock(w.around->mutex);
    std::size_t count = 0;
    w.around->changed.wait_for(lock, std::chrono::seconds(30), [&] {
      count = 0;
      for (auto& e : w.around->heard) count += e.completes != 0;
      return count >= n;
    });
    return count;
  }
};

net::twilio::task waits(std::string sid, std::int64_t priority, std::string since) {
  return {std::move(sid), "pending", {}, {}, "WQ1", priority, std::move(since)};
}

} // namespace

BEGIN_FIXTURE_SCOPE(scenario_world)

SCENARIO("who stands before whom: higher priority first, then who came earlier") {
  GIVEN("a queue in no order") {
    queue_view q;
    q.waiting = {
        waits("late", 0, "2026-01-02T03:04:09Z"), waits("urgent", 5, "2026-01-02T03:04:08Z"),
        waits("early", 0, "2026-01-02T03:04:05Z"), waits("same", 0, "2026-01-02T03:04:09Z")};
    WHEN("places are asked for") {
      THEN("each has its own, and one that was not read has none") {
        CHECK_EQ(place_of("urgent", q), 1);
        CHECK_EQ(place_of("early", q), 2);
        CHECK_EQ(place_of("late", q), 3);
        CHECK_EQ(place_of("same", q), 4);
        CHECK_EQ(place_of("other", q), 0);
        CHECK_EQ(place_of("", q), 0);
      }
    }
  }
}

SCENARIO("the wait follows the pace at which tasks were taken lately") {
  GIVEN("a queue of which six tasks were taken in half an hour") {
    WHEN("waits are asked for") {
      THEN("each place waits five minutes; too few taken are no pace") {
        CHECK_EQ(wait_at(1, {{}, 6}), 5 * 60'000);
        CHECK_EQ(wait_at(4, {{}, 6}), 20 * 60'000);
        CHECK_EQ(wait_at(1, {{}, 2}), 0);
        CHECK_EQ(wait_at(1, {{}, -1}), 0);
        CHECK_EQ(wait_at(0, {{}, 6}), 0);
        CHECK_EQ(wait_at(std::int64_t{1} << 62, {{}, 6}), 0);
      }
    }
  }
}

SCENARIO("a look that is asked to tells where the request stands") {
  GIVEN("a request behind two others, in a queue whose figures are known") {
    w.opened();
    w.invited();
    w.fake.state.ahead = 2;
    w.fake.state.accepted = 6;
    WHEN("the desk is looked at with the place, twice, and without") {
      w.send(look{"fc-1", -1, true});
      const auto seen = place();
      w.send(look{"fc-1", -1, true});
      w.send(look{"fc-1", -1});
      CHECK_EQ(outcomes(3), 3u);
      THEN("the place and the wait come beside the outcome, and the queue is read once for all") {
        CHECK_EQ(seen.name, "fc-1");
        CHECK_EQ(seen.position, 3);
        CHECK_EQ(seen.wait, 15 * 60'000);
        CHECK_EQ(w.fake.count("GET", "CumulativeStatistics"), 1u);
      }
    }
  }
}

SCENARIO("a queue that cannot be read delays nothing") {
  GIVEN("TaskRouter refuses statistics, or also the list of the queue") {
    w.opened();
    w.invited();
    w.fake.state.ahead = 1;
    WHEN("the desk is looked at with the place") {
      w.fake.state.refusals["GET /TaskQueues/WQ1/CumulativeStatistics"] = 403;
      w.send(look{"fc-1", -1, true});
      const auto seen = place();
      THEN("the outcome comes all the same; the place without a wait") {
        CHECK_EQ(outcomes(1), 1u);
        CHECK_EQ(seen.position, 2);
        CHECK_EQ(seen.wait, 0);
      }
    }
  }
}

SCENARIO("an agent who is there needs no place") {
  GIVEN("a request that an agent has taken") {
    w.opened().identities = {"discord-42", "mike"};
    w.invited().assignment = "assigned";
    WHEN("the desk is looked at with the place") {
      w.run(look{"fc-1", -1, true});
      THEN("the queue is not read") {
        CHECK_EQ(w.fake.count("GET", "CumulativeStatistics"), 0u);
        CHECK(w.events<queue_seen>().empty());
      }
    }
  }
}

SCENARIO("on the plane of Programmable Chat the place is told as well") {
  GIVEN("a channel whose task waits") {
    w.channel();
    w.on_legacy.emplace();
    w.fake.state.tasks.push_back({"WT1", "CH1", "pending"});
    w.desk.task = "WT1";
    w.fake.state.ahead = 1;
    WHEN("the channel is looked at with the place") {
      w.send(look{"fc-1", -1, true});
      THEN("it is known") { CHECK_EQ(place().position, 2); }
    }
  }
}

END_FIXTURE_SCOPE()
