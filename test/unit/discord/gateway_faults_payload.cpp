#define CAF_SUITE discord_gateway_faults

#include "session_script.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace std::chrono_literals;
using namespace script;

SCENARIO("malformed payloads are counted and the session resumed") {
  const std::vector<std::string> bad{
      "",
      "nonsense",
      "[]",
      "null",
      "{}",
      R"({"op":"0"})",
      R"({"op":-1})",
      R"({"op":0,"s":2,"d":{}})",
      R"({"op":0,"s":2,"t":7.5,"d":{}})",
      R"({"op":0,"t":"X","d":{})",
      "\xFF\xFE",
      std::string(100, '['),
  };
  GIVEN("ready sessions") {
    WHEN("each malformed frame comes") {
      THEN("it is counted, the socket closed with 4000, and the session resumed") {
        for (const auto& frame : bad) {
          session s;
          s.establish();
          if (s.frame(frame) != "#malformed close:4000 arm:reconnect")
            CAF_FAIL("frame " << frame << " did " << s.done);
          CHECK_EQ(next_opening(s), "6");
        }
        session s;
        s.establish();
        CHECK_EQ(s.add(garbage_received{}), "#malformed close:4000 arm:reconnect");
      }
    }
  }
}

SCENARIO("a frame that stays malformed in every replay does not loop forever") {
  GIVEN("a session with a poisoned message") {
    session s;
    s.establish();
    s.frame("poison");
    WHEN("the replay brings it again and again") {
      CHECK_EQ(next_opening(s), "6");
      s.frame("poison");
      CHECK_EQ(next_opening(s), "6");
      s.frame("poison");
      THEN("a new session begins") { CHECK_EQ(next_opening(s), "2"); }
    }
  }
}

SCENARIO("a Hello or READY that lacks what is needed is malformed") {
  GIVEN("sessions at both steps") {
    WHEN("the payloads are thin") {
      THEN("they are refused") {
        for (const auto* d :
             {"null", "{}", R"({"heartbeat_interval":0})", R"({"heartbeat_interval":-5})",
              R"({"heartbeat_interval":"x"})", R"({"heartbeat_interval":1e300})"}) {
          session s;
          s.start();
          s.open();
          CHECK_EQ(s.frame(std::string(R"({"op":10,"d":)") + d + "}"),
                   "#malformed close:4000 arm:reconnect");
        }
        session s;
        s.start();
        s.open();
        s.hello();
        s.grant();
        CHECK_EQ(s.dispatch(1, "READY", R"({"user":{"id":"1"}})"),
                 "#malformed close:4000 arm:reconnect");
      }
    }
  }
}

SCENARIO("unknown opcodes and early events are counted and ignored") {
  GIVEN("a session before and after READY") {
    session s;
    s.start();
    s.open();
    WHEN("unexpected frames come") {
      CHECK_EQ(s.dispatch(1, "MESSAGE_CREATE"), "#unexpected_event");
      s.hello();
      s.grant();
      s.ready();
      CHECK_EQ(s.frame(R"({"op":99,"d":{"x":[1]}})"), "#unknown_op");
      CHECK_EQ(s.hello(), "#unexpected_hello");
      THEN("the session goes on") { CHECK_EQ(state_of(s), "ready"); }
    }
  }
}
