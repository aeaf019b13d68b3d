#define CAF_SUITE discord_gateway_faults

#include "session_script.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace std::chrono_literals;
using namespace script;

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
