#define CAF_SUITE discord_rate_limiter

#include "limiter_world.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <map>
#include <random>
#include <vector>

using namespace std::chrono_literals;
using namespace limits;

SCENARIO("against a server that counts, no request is refused and none is lost") {
  const auto seed = std::random_device{}();
  MESSAGE("seed " << seed);
  std::mt19937_64 random(seed);
  GIVEN("a server with fixed windows and random delays both ways") {
    WHEN("random deletions and messages run against it") {
      for (int round = 0; round < 20; ++round) {
        world w;
        struct window {
          time_point end{0};
          std::uint32_t used = 0;
        };
        struct flight {
          std::uint64_t id;
          std::string key;
          time_point arrives, back;
          bool judged = false;
          rate_limit_answer answer;
        };
        std::map<std::string, window> windows;
        std::map<std::uint64_t, std::string> keys;
        std::vector<flight> flights;
        std::map<std::string, std::uint64_t> newest;
        std::size_t refused = 0, finished = 0;
        for (int step = 0; step < 20000 && (step < 3000 || w.limiter.size() > 0);
             ++step, w.now += 5ms) {
          if (step < 3000 && random() % 8 == 0) {
            auto channel = "c" + std::to_string(random() % 5);
            auto post = random() % 2 == 0;
            keys[post ? w.message(channel) : w.removal(channel)] = (post ? "P" : "D") + channel;
          }
          for (const auto& g : w.limiter.decide(w.now).go) {
            auto out = time_point(random() % 60), home = time_point(random() % 60);
            const auto& key = keys[g.id];
            if (key[0] == 'P' && g.id < newest[key]) CAF_FAIL("message " << g.id << " overtaken");
            newest[key] = g.id;
            flights.push_back({g.id, key, w.now + out, w.now + out + home, false, {}});
          }
          for (auto& f : flights) {
            if (f.judged || f.arrives > w.now) continue;
            f.judged = true;
            auto& x = windows[f.key];
            if (w.now >= x.end) x = {w.now + 1000ms, 0};
            f.answer = ok("h", 5, 4 - std::min(x.used, 4u), x.end - w.now);
            if (x.used++ >= 5) f.answer = refusal(scope::user, x.end - w.now), ++refused;
          }
          std::erase_if(flights, [&](const flight& f) {
            if (!f.judged || f.back > w.now) return false;
            finished += !w.again(f.id, f.answer);
            return true;
          });
        }
        CHECK_EQ(finished, keys.size());
        CHECK_EQ(refused, 0u);
      }
    }
  }
}
