#define CAF_SUITE discord_gateway_faults

#include "session_script.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <random>

using namespace std::chrono_literals;
using namespace script;

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
