// Checklist: the place in the queue and the estimated wait are told, as far as they are known.
#include "test/unit/conversation/script.hpp"

#define CAF_SUITE machine_queue
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

namespace {

constexpr millis minute = 60'000;

talk waiting() {
  talk t;
  t.rule.queue_notice_interval = 2 * minute;
  t.to_queue();
  return t;
}
std::string told(talk& t, std::int64_t place, millis wait = 0) {
  t.desk(queue_seen{t.name(), place, wait});
  return t.last_of<say>().text;
}

} // namespace

SCENARIO("the place in the queue is asked for with a look, and only while it may be told") {
  GIVEN("a request that has just been queued") {
    auto t = waiting();
    WHEN("it is time to look, and looks again after the place was told") {
      const auto first = t.fire(timer::poll);
      t.seen({}, "active", true);
      told(t, 4);
      const auto second = t.fire(timer::poll);
      t.seen({}, "active", true);
      t.time += 2 * minute;
      const auto later = t.desk(desk_changed{"task"});
      THEN("the look within the pause does not ask") {
        CHECK_EQ(first, "awaiting_agent/queued: look fc-1 after -1 with place");
        CHECK_EQ(second, "awaiting_agent/queued: look fc-1 after -1");
        CHECK_EQ(later, "awaiting_agent/queued: look fc-1 after -1 with place");
      }
      THEN("nobody asks where it is not to be told") {
        talk off;
        off.to_queue();
        CHECK_EQ(off.fire(timer::poll), "awaiting_agent/queued: look fc-1 after -1");
        CHECK_EQ(off.desk(queue_seen{"fc-1", 4, 0}), "awaiting_agent/queued (ignored)");
      }
    }
  }
}

SCENARIO("the user is told their place once, and again when they have come much nearer") {
  GIVEN("a request in the queue") {
    auto t = waiting();
    WHEN("its place is seen, soon again, and later") {
      THEN("only what is new is said, and not too often") {
        CHECK_EQ(told(t, 8, 18 * minute),
                 "You are number 8 in the queue. The wait is about 20 minutes.");
        CHECK_EQ(told(t, 3), ""); // too soon
        t.time += 2 * minute;
        CHECK_EQ(told(t, 5), ""); // not much nearer
        CHECK_EQ(told(t, 12), "");
        CHECK_EQ(told(t, 4), "You are number 4 in the queue.");
        t.time += 2 * minute;
        CHECK_EQ(told(t, 1, minute), "You are number 1 in the queue. The wait is about 1 minute.");
        t.time += 2 * minute;
        CHECK_EQ(told(t, 1, minute), "");
      }
    }
  }
}

SCENARIO("what is not known is not said") {
  GIVEN("requests in the queue") {
    auto first = waiting(), unknown = waiting(), other = waiting();
    WHEN("one is the next without a known wait, one has no place, and a place is of another desk") {
      THEN("nothing is said") {
        CHECK_EQ(first.desk(queue_seen{"fc-1", 1, 0}), "awaiting_agent/queued (ignored)");
        CHECK_EQ(unknown.desk(queue_seen{"fc-1", 0, minute}), "awaiting_agent/queued (ignored)");
        CHECK_EQ(unknown.desk(queue_seen{"fc-1", -3, minute}), "awaiting_agent/queued (ignored)");
        CHECK_EQ(other.desk(queue_seen{"fc-9", 2, 0}), "awaiting_agent/queued (stale)");
        CHECK_EQ(told(first, 2, 13 * 60 * minute), "You are number 2 in the queue.");
      }
      THEN("to be next is said when the wait is known, in the user's language") {
        auto& t = unknown;
        t.now.shared.user.locale = "de";
        CHECK_EQ(told(t, 1, 61'000),
                 "Sie sind Nummer 1 in der Warteschlange. Die Wartezeit: etwa 2 Minuten.");
      }
    }
  }
}

SCENARIO("a place that is seen too late changes nothing") {
  GIVEN("an agent who has come, and a talk with the bot") {
    auto with = waiting();
    with.desk(joined("Ana"));
    talk bot;
    bot.on(wrote("m1", "hello"));
    WHEN("the place comes") {
      THEN("it is stale") {
        CHECK_EQ(with.desk(queue_seen{"fc-1", 2, 0}), "with_agent Ana (stale)");
        CHECK_EQ(bot.on(queue_seen{"fc-1", 2, 0}), "with_bot thinking (stale)");
      }
    }
  }
}
