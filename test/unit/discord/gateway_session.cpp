#define CAF_SUITE discord_gateway_session

#include "session_script.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace std::chrono_literals;
using namespace script;

SCENARIO("a fresh session says hello, identifies and is ready") {
  GIVEN("a session without a past") {
    session s;
    WHEN("the gateway answers as it should") {
      THEN("each step follows the last") {
        CHECK_EQ(s.start(), "connect");
        CHECK_EQ(s.url, "ws://gateway.test/?v=10&encoding=json");
        CHECK_EQ(s.open(), "arm:phase");
        CHECK_EQ(s.phase_delay, 60s);
        s.random = 0.25;
        CHECK_EQ(s.hello(), "arm:beat ask");
        CHECK_EQ(s.beat_delay, 10s);
        CHECK_EQ(s.grant(), "send:2 #identify arm:phase");
        CHECK_EQ(s.phase_delay, 15s);
        CHECK_EQ(
            s.sent,
            R"({"op":2,"d":{"token":"secret-token","intents":20481,"properties":{"os":"linux",)"
            R"("browser":"flexcord","device":"flexcord"},"shard":[0,1],"compress":false,"large_threshold":50}})");
        CHECK_EQ(s.ready(), "position:new #ready deliver:READY");
        CHECK_EQ(state_of(s), "ready");
        CHECK(s.shown == gateway_state::ready);
        CHECK_EQ(s.position.session_id, "sess");
        CHECK_EQ(s.position.sequence, 1u);
      }
    }
  }
}

SCENARIO("heartbeats carry the last sequence received and the resume the last one committed") {
  GIVEN("a ready session with three messages, one of them committed") {
    session s;
    s.establish();
    for (int i = 2; i <= 4; ++i) s.dispatch(i, "MESSAGE_CREATE");
    s.add(sequence_committed{2, "sess"});
    WHEN("it beats, loses its socket and comes back") {
      CHECK_EQ(s.tick(session_timer::heartbeat), "send:1 arm:beat");
      CHECK_EQ(s.sent, R"({"op":1,"d":4})");
      CHECK_EQ(s.beat_delay, 40s);
      s.close(1006);
      s.reconnect();
      s.open();
      CHECK_EQ(s.hello(), "arm:beat send:6 #resume arm:phase");
      THEN("the replay starts after the commit") {
        CHECK_EQ(s.url, "ws://resume.test/?v=10&encoding=json");
        CHECK_EQ(s.sent, R"({"op":6,"d":{"token":"secret-token","session_id":"sess","seq":2}})");
        CHECK_EQ(s.dispatch(3, "MESSAGE_CREATE"), "arm:phase deliver:MESSAGE_CREATE");
        CHECK_EQ(s.dispatch(5, "RESUMED"), "#resumed deliver:RESUMED");
        CHECK_EQ(state_of(s), "ready");
      }
    }
  }
}

SCENARIO("events that make nothing do not hold the resume point back") {
  GIVEN("a ready session") {
    session s;
    s.establish();
    WHEN("typing and unknown events come") {
      CHECK_EQ(s.dispatch(2, "TYPING_START"), "deliver:TYPING_START");
      CHECK_EQ(s.dispatch(3, "SOMETHING_NEW"), "#unknown_event");
      CHECK_EQ(s.dispatch(4, "MESSAGE_CREATE"), "deliver:MESSAGE_CREATE");
      CHECK_EQ(s.dispatch(5, "GUILD_CREATE"), "deliver:GUILD_CREATE");
      THEN("only the uncommitted message stops it") {
        CHECK_EQ(s.machine.position().sequence, 3u);
        s.add(sequence_committed{4, ""});
        CHECK_EQ(s.machine.position().sequence, 5u);
      }
    }
  }
}

SCENARIO("a late acknowledgement of an older session does not move the new one's mark") {
  GIVEN("a second session with an open message") {
    session s;
    s.establish();
    s.dispatch(2, "MESSAGE_CREATE");
    WHEN("an acknowledgement for another session comes") {
      s.add(sequence_committed{2, "older"});
      THEN("the message is still open") { CHECK_EQ(s.machine.position().sequence, 1u); }
    }
  }
}

SCENARIO("a stored position is resumed at start") {
  GIVEN("a position from a former process") {
    auto o = options();
    o.compress = true;
    o.resume_from = {"old", "ws://node7.test/path", 41};
    session s(o);
    WHEN("it starts") {
      s.start();
      CHECK_EQ(s.url, "ws://node7.test/path?v=10&encoding=json&compress=zlib-stream");
      s.open();
      s.hello();
      THEN("it resumes") {
        CHECK_EQ(s.sent, R"({"op":6,"d":{"token":"secret-token","session_id":"old","seq":41}})");
        CHECK(s.shown == gateway_state::resuming);
      }
    }
  }
}

SCENARIO("a resume address weaker than the configured one is not used") {
  GIVEN("a session over TLS") {
    auto o = options();
    o.url = "wss://gateway.test/";
    session s(o);
    s.establish();
    WHEN("the resume address of READY is plain text") {
      s.close(1006);
      s.reconnect();
      THEN("the configured address is used") {
        CHECK_EQ(s.url, "wss://gateway.test/?v=10&encoding=json");
      }
    }
  }
}

SCENARIO("a heartbeat asked for is sent at once") {
  GIVEN("a ready session") {
    session s;
    s.establish();
    WHEN("op 1 comes") {
      CHECK_EQ(s.frame(R"({"op":1,"d":null})"), "send:1");
      THEN("the next beat is not taken for a missed one") {
        CHECK_EQ(s.tick(session_timer::heartbeat), "send:1 arm:beat");
      }
    }
  }
}

SCENARIO("sends stay below Discord's limit") {
  GIVEN("a server that asks for heartbeats without end") {
    session s;
    s.establish();
    int sent = 1; // the Identify
    WHEN("200 questions come in one minute") {
      for (int i = 0; i < 200; ++i) sent += s.frame(R"({"op":1,"d":null})") == "send:1";
      THEN("120 are sent, and the answers go on after the minute") {
        CHECK_EQ(sent, 120);
        CHECK_EQ(s.done, "#send_limited");
        s.now += 60s;
        CHECK_EQ(s.frame(R"({"op":1,"d":null})"), "send:1");
      }
    }
  }
}

SCENARIO("an Identify waits until the budget allows it") {
  GIVEN("a session that got its Hello") {
    session s;
    s.start();
    s.open();
    s.hello();
    WHEN("the answer takes long, and beats are due meanwhile") {
      CHECK_EQ(s.tick(session_timer::heartbeat), "send:1 arm:beat");
      CHECK_EQ(s.sent, R"({"op":1,"d":null})");
      CHECK_EQ(s.add(identify_answered{s.ticket + 1, true}), "");
      THEN("only the right answer identifies, and a refusal waits the longest") {
        CHECK_EQ(s.add(identify_answered{s.ticket, false}),
                 "#identify_refused close:4000 arm:reconnect");
        CHECK_EQ(s.reconnect_delay, 60s);
        CHECK_EQ(s.add(identify_answered{s.ticket, true}), "");
      }
    }
  }
}

SCENARIO("stopping closes so that the session can be resumed, or for good") {
  GIVEN("two ready sessions") {
    session a, b;
    a.establish();
    b.establish();
    WHEN("one stops for a successor and one for good") {
      auto kept = a.add(stop_asked{false});
      auto ended = b.add(stop_asked{true});
      THEN("the close codes say so, and nothing happens afterwards") {
        CHECK_EQ(kept, "close:4000");
        CHECK_EQ(ended, "close:1000");
        CHECK_EQ(a.machine.position().session_id, "sess");
        CHECK_EQ(a.close(1006), "");
        CHECK_EQ(a.reconnect(), "");
        CHECK_EQ(a.hello(), "");
        CHECK_EQ(a.start(), "");
        CHECK(a.shown == gateway_state::stopped);
      }
    }
  }
}
