#define CAF_SUITE discord_gateway_faults

#include "session_script.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace std::chrono_literals;
using namespace script;

SCENARIO("a connection whose heartbeat is not answered is a zombie") {
  GIVEN("a ready session") {
    session s;
    s.establish();
    WHEN("a beat is answered and the next one is not") {
      s.tick(session_timer::heartbeat);
      s.frame(R"({"op":11})");
      CHECK_EQ(s.tick(session_timer::heartbeat), "send:1 arm:beat");
      CHECK_EQ(s.tick(session_timer::heartbeat), "#zombie close:4000 arm:reconnect");
      THEN("it resumes at once") {
        CHECK_EQ(s.reconnect_delay, 0ms);
        CHECK_EQ(next_opening(s), "6");
      }
    }
  }
}

SCENARIO("every step that does not come has its time limit") {
  GIVEN("sessions stuck at each step") {
    WHEN("the time is over") {
      THEN("they try again with back-off") {
        session a;
        a.start();
        a.open();
        CHECK_EQ(a.tick(session_timer::phase), "#hello_timeout drop arm:reconnect");
        a.reconnect();
        a.open();
        a.hello();
        a.grant();
        CHECK_EQ(a.tick(session_timer::phase), "#ready_timeout close:4000 arm:reconnect");
        a.reach_resume();
        a.grant();
        CHECK_EQ(a.phase_delay, 30s); // more patience each time
        session b;
        b.establish();
        b.close(1006);
        b.reach_resume();
        CHECK_EQ(b.phase_delay, 15s);
        CHECK_EQ(b.tick(session_timer::phase),
                 "#resumed_timeout #resume_failed close:4000 arm:reconnect");
      }
    }
  }
}

SCENARIO("the back-off grows with each failure and falls only after READY") {
  GIVEN("a gateway that takes connections and drops them after Hello") {
    session s;
    s.random = 0.999999;
    s.start();
    WHEN("it goes on") {
      std::vector<milliseconds> delays;
      for (int i = 0; i < 8; ++i) {
        s.open();
        s.hello();
        s.close(1006);
        delays.push_back(s.reconnect_delay);
        s.reconnect();
      }
      THEN("waits double up to a minute, and start small after READY") {
        for (std::size_t i = 0; i + 1 < delays.size(); ++i) CHECK_LE(delays[i], delays[i + 1]);
        CHECK_LE(delays.front(), 1s);
        CHECK_GT(delays.back(), 59s);
        CHECK_LE(delays.back(), 60s);
        s.open();
        s.hello();
        s.grant();
        s.ready();
        s.close(1006);
        CHECK_LE(s.reconnect_delay, 1s);
      }
    }
  }
}

SCENARIO("a loop of Identifies is held back") {
  GIVEN("sessions that are lost right after READY") {
    session s;
    s.start();
    WHEN("three Identifies went out within a minute") {
      for (int i = 0; i < 3; ++i) {
        s.open();
        CHECK_EQ(s.hello(), "arm:beat ask");
        s.grant();
        s.ready();
        s.now += 5s;
        s.close(4009);
        s.reconnect();
      }
      s.open();
      CHECK_EQ(s.hello(), "arm:beat #identify_held arm:phase");
      THEN("the fourth waits until the first is a minute old") {
        CHECK_EQ(s.phase_delay, 45s);
        CHECK_EQ(s.add(identify_answered{s.ticket, true}), "");
        s.now += 45s;
        CHECK_EQ(s.tick(session_timer::phase), "ask");
        CHECK_EQ(s.grant(), "send:2 #identify arm:phase");
      }
    }
  }
}
