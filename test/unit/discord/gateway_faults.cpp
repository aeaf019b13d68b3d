#define CAF_SUITE discord_gateway_faults

#include "session_script.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <random>

using namespace std::chrono_literals;
using namespace script;

namespace {

std::string state_of(const session& s) { return std::string{to_string(s.machine.state())}; }

/// What the session sends first on its next connection: "6" RESUME, "2" Identify.
std::string next_opening(session& s) {
  s.reach_resume();
  if (state_of(s) == "identify_wait") s.grant();
  return s.sent.substr(6, 1);
}

} // namespace

SCENARIO("every close code has its verdict") {
  struct row {
    std::uint16_t code;
    std::string verdict;
  };
  const std::vector<row> rows{
      {0, "6"},        {1000, "6"},     {1001, "6"},     {1005, "6"},     {1006, "6"},
      {1011, "6"},     {1012, "6"},     {1013, "6"},     {1014, "6"},     {1015, "6"},
      {4000, "6"},     {4001, "6"},     {4002, "6"},     {4003, "2"},     {4005, "2"},
      {4007, "2"},     {4008, "6"},     {4009, "2"},     {4999, "6"},     {4004, "fatal"},
      {4010, "fatal"}, {4011, "fatal"}, {4012, "fatal"}, {4013, "fatal"}, {4014, "fatal"},
  };
  GIVEN("ready sessions") {
    WHEN("they are closed with each code") {
      THEN("they resume, identify or stop for good") {
        for (const auto& r : rows) {
          session s;
          s.establish();
          s.close(r.code);
          auto got = state_of(s) == "fatal" ? "fatal" : next_opening(s);
          if (got != r.verdict)
            CAF_FAIL("code " << r.code << ": expected " << r.verdict << ", got " << got);
          CHECK_EQ(got, r.verdict);
          CHECK_EQ(s.shown == gateway_state::failed, r.verdict == "fatal");
        }
      }
    }
  }
}

SCENARIO("a fatal close tells why and ends everything") {
  GIVEN("a ready session") {
    session s;
    s.establish();
    WHEN("the token is refused") {
      CHECK_EQ(s.close(4004), "#closed #session_lost position:none");
      THEN("the reason is given, and it never connects again") {
        CHECK(s.why.find("token") != std::string::npos);
        CHECK_EQ(s.reconnect(), "");
        CHECK_EQ(s.start(), "");
      }
    }
  }
}

SCENARIO("after a normal close or too many sends one resume is tried and no more") {
  GIVEN("sessions closed with 1000 and 4008") {
    for (auto code : {1000, 4008}) {
      session s;
      s.establish();
      s.close(static_cast<std::uint16_t>(code));
      if (code == 4008) CHECK_GE(s.reconnect_delay, 5s);
      WHEN("the resume fails as well") {
        CHECK_EQ(next_opening(s), "6");
        s.close(1006);
        THEN("a new session is asked for") { CHECK_EQ(next_opening(s), "2"); }
      }
    }
  }
}

SCENARIO("a session that cannot be resumed twice is given up") {
  GIVEN("a session that lost its socket") {
    session s;
    s.establish();
    s.close(1006);
    WHEN("two resumes end without RESUMED") {
      CHECK_EQ(next_opening(s), "6");
      s.close(1006);
      CHECK_EQ(next_opening(s), "6");
      CHECK_EQ(s.close(1006), "#closed #resume_failed #session_lost position:none arm:reconnect");
      THEN("it identifies at the configured address") {
        CHECK_EQ(next_opening(s), "2");
        CHECK_EQ(s.url, "ws://gateway.test/?v=10&encoding=json");
      }
    }
  }
}

SCENARIO("a dead resume address is left for the configured one without losing the session") {
  GIVEN("a session that lost its socket") {
    session s;
    s.establish();
    s.close(1006);
    WHEN("the resume address does not answer twice") {
      for (int i = 0; i < 2; ++i) {
        s.reconnect();
        CHECK_EQ(s.url, "ws://resume.test/?v=10&encoding=json");
        CHECK_EQ(s.refuse(), "#connect_failed arm:reconnect");
      }
      THEN("the session is resumed elsewhere") {
        CHECK_EQ(next_opening(s), "6");
        CHECK_EQ(s.url, "ws://gateway.test/?v=10&encoding=json");
      }
    }
  }
}

SCENARIO("op 7 reconnects at once and resumes") {
  GIVEN("a ready session") {
    session s;
    s.establish();
    WHEN("Discord asks to reconnect") {
      CHECK_EQ(s.frame(R"({"op":7,"d":null})"), "#reconnect_asked close:4000 arm:reconnect");
      CHECK_EQ(s.reconnect_delay, 0ms);
      THEN("it resumes, and a second request at once is slowed down") {
        CHECK_EQ(next_opening(s), "6");
        s.frame(R"({"op":7,"d":null})");
        CHECK_GE(s.reconnect_delay, 500ms);
      }
    }
  }
}

SCENARIO("op 7 may come before Hello") {
  GIVEN("a socket that just opened") {
    session s;
    s.start();
    s.open();
    WHEN("op 7 comes first") {
      auto did = s.frame(R"({"op":7,"d":null})");
      THEN("it reconnects") { CHECK_EQ(did, "#reconnect_asked close:4000 arm:reconnect"); }
    }
  }
}

SCENARIO("an invalid session that can be resumed is resumed after one to five seconds") {
  GIVEN("a ready session") {
    session s;
    s.establish();
    WHEN("op 9 true comes") {
      s.random = 0.999;
      CHECK_EQ(s.frame(R"({"op":9,"d":true})"), "#invalid_session close:4000 arm:reconnect");
      CHECK_GT(s.reconnect_delay, 4900ms);
      CHECK_LE(s.reconnect_delay, 5s);
      THEN("it resumes") { CHECK_EQ(next_opening(s), "6"); }
    }
  }
}

SCENARIO("an invalid session that cannot be resumed is forgotten") {
  GIVEN("a session that resumes") {
    session s;
    s.establish();
    s.close(1006);
    s.reach_resume();
    WHEN("op 9 false comes") {
      s.random = 0;
      CHECK_EQ(s.frame(R"({"op":9,"d":false})"),
               "#invalid_session #session_lost position:none close:4000 arm:reconnect");
      CHECK_EQ(s.reconnect_delay, 1s);
      THEN("a new session begins, with no sequence left over") {
        s.reach_resume();
        CHECK_EQ(s.tick(session_timer::heartbeat), "send:1 arm:beat");
        CHECK_EQ(s.sent, R"({"op":1,"d":null})");
        s.grant();
        CHECK_EQ(s.sent.substr(0, 7), R"({"op":2)");
        CHECK_EQ(s.url, "ws://gateway.test/?v=10&encoding=json");
      }
    }
  }
}

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

SCENARIO("no order of events breaks the machine") {
  const auto seed = std::random_device{}();
  MESSAGE("seed " << seed);
  std::mt19937_64 random(seed);
  GIVEN("random events, sensible or not") {
    WHEN("they are played") {
      for (int round = 0; round < 300; ++round) {
        session s;
        s.start();
        for (int i = 0; i < 60; ++i) {
          s.random = std::uniform_real_distribution<>(0, 1)(random);
          s.now += milliseconds(random() % 20000);
          constexpr std::uint16_t codes[] = {0, 1000, 1006, 4000, 4003, 4007, 4008, 4009};
          switch (random() % 14) {
          case 0:
            s.close(codes[random() % 8]);
            break;
          case 1:
            s.refuse();
            break;
          case 2:
            s.frame(R"({"op":9,"d":true})");
            break;
          case 3:
            s.frame(R"({"op":9,"d":false})");
            break;
          case 4:
            s.frame("x");
            break;
          case 5:
            s.tick(session_timer::phase);
            break;
          case 6:
            s.tick(session_timer::heartbeat);
            break;
          case 7:
            s.dispatch(static_cast<int>(random() % 50), "MESSAGE_CREATE");
            break;
          case 8:
            s.ready();
            break;
          case 9:
            s.dispatch(9, "RESUMED");
            break;
          case 10:
            s.grant();
            break;
          case 11:
            s.hello();
            break;
          default:
            s.reconnect(), s.open(), s.hello(), s.grant(), s.ready();
            break;
          }
          // Only a session that is being waited for may be silent; and an empty position has no
          // sequence.
          if (state_of(s) == "waiting_to_reconnect") CHECK_GE(s.reconnect_delay, 0ms);
          if (s.machine.position().empty()) CHECK_EQ(s.machine.position().sequence, 0u);
          CHECK_NE(state_of(s), "fatal");
        }
        // However it was left, a well-behaved gateway gets it back.
        for (int i = 0; i < 4 && state_of(s) != "ready"; ++i) {
          s.now += 61s;
          if (state_of(s) != "connecting") s.close(1006);
          s.reconnect();
          s.open();
          s.hello();
          s.grant();
          s.ready();
          s.dispatch(9, "RESUMED");
        }
        CHECK_EQ(state_of(s), "ready");
      }
    }
  }
}
