#include "net/twilio/rate.hpp"
#include "net/twilio/retry.hpp"

#define CAF_SUITE twilio_limits
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

#include <vector>

using namespace flexcord::net;
using namespace flexcord::net::twilio;
using namespace std::chrono_literals;

namespace {

using std::chrono::milliseconds;
using moment = token_bucket::clock::time_point;

failure refused(int status, std::optional<milliseconds> after = {}) {
  return {failure_kind::refused, status, 0, after, ""};
}

failure broken(failure_kind kind) { return {kind, 0, 0, {}, ""}; }

/// The delays in milliseconds until the call is given up.
std::vector<std::int64_t> delays(effect e, const failure& f, double random) {
  std::vector<std::int64_t> all;
  attempts so_far;
  while (auto delay = next_delay(so_far, e, f, random)) all.push_back(delay->count());
  return all;
}

using list = std::vector<std::int64_t>;

} // namespace

SCENARIO("too many requests are tried again whatever the call") {
  GIVEN("a service that always answers 429") {
    WHEN("a call is repeated") {
      THEN("it is tried five times more, later each time") {
        for (auto e : {effect::repeatable, effect::creates}) {
          CHECK_EQ(delays(e, refused(429), 0.5), list({125, 250, 500, 1000, 2000}));
          CHECK_EQ(delays(e, refused(429), 0.0), list({0, 0, 0, 0, 0}));
        }
      }
      THEN("no delay is longer than eight seconds, whatever the attempt") {
        attempts many{0, 0};
        failure gone = broken(failure_kind::unreachable);
        for (int i = 0; i < 4; ++i)
          CHECK(next_delay(many, effect::creates, gone, 0.999).value() <= 8s);
      }
      THEN("never sooner than the service asked") {
        CHECK_EQ(delays(effect::creates, refused(429, 3s), 0.5),
                 list({3000, 3000, 3000, 3000, 3000}));
      }
      THEN("a service that asks for more than a minute is left to the caller") {
        CHECK_EQ(delays(effect::creates, refused(429, 61s), 0.5), list({}));
      }
    }
  }
}

SCENARIO("what may have been processed is repeated only when that does no harm") {
  GIVEN("server errors, resets and time-outs") {
    WHEN("a call met one") {
      THEN("reads, updates and removals are tried four times more") {
        CHECK_EQ(delays(effect::repeatable, refused(500), 0.5), list({125, 250, 500, 1000}));
        CHECK_EQ(delays(effect::repeatable, refused(503, 2s), 0.5), list({2000, 2000, 2000, 2000}));
        CHECK_EQ(delays(effect::repeatable, broken(failure_kind::timed_out), 0.5).size(), 4u);
        CHECK_EQ(delays(effect::repeatable, broken(failure_kind::interrupted), 0.5).size(), 4u);
      }
      THEN("a creation is never repeated") {
        CHECK_EQ(delays(effect::creates, refused(500), 0.5), list({}));
        CHECK_EQ(delays(effect::creates, refused(503, 1s), 0.5), list({}));
        CHECK_EQ(delays(effect::creates, broken(failure_kind::timed_out), 0.5), list({}));
        CHECK_EQ(delays(effect::creates, broken(failure_kind::interrupted), 0.5), list({}));
      }
      THEN("but a service that was not reached has processed nothing") {
        CHECK_EQ(delays(effect::creates, broken(failure_kind::unreachable), 0.5).size(), 4u);
      }
      THEN("other answers are final") {
        for (int status : {400, 401, 403, 404, 409})
          CHECK_EQ(delays(effect::repeatable, refused(status), 0.5), list({}));
        CHECK_EQ(delays(effect::repeatable, broken(failure_kind::malformed), 0.5), list({}));
        CHECK_EQ(delays(effect::repeatable, broken(failure_kind::stopped), 0.5), list({}));
      }
      THEN("429 and failures are counted apart") {
        attempts so_far;
        for (int i = 0; i < 5; ++i)
          CHECK(next_delay(so_far, effect::repeatable, refused(429), 0.5).has_value());
        for (int i = 0; i < 4; ++i)
          CHECK(next_delay(so_far, effect::repeatable, refused(502), 0.5).has_value());
        CHECK(!next_delay(so_far, effect::repeatable, refused(429), 0.5).has_value());
        CHECK(!next_delay(so_far, effect::repeatable, refused(502), 0.5).has_value());
      }
    }
  }
}

SCENARIO("no conversation is written to more than 30 times in any second") {
  GIVEN("a thousand calls at once") {
    rate_limits limits;
    moment start{1h};
    std::vector<token_bucket::clock::duration> waits;
    for (int i = 0; i < 1000; ++i) waits.push_back(limits.take_conversation("CH1", start));
    WHEN("each takes its turn") {
      THEN("a small burst goes at once and the rest at 25 a second, in order") {
        CHECK_EQ(waits[0].count(), 0);
        CHECK_EQ(waits[4].count(), 0);
        CHECK_EQ(std::chrono::duration_cast<milliseconds>(waits[5]).count(), 40);
        CHECK_EQ(std::chrono::duration_cast<milliseconds>(waits[999]).count(), 995 * 40);
        CHECK(std::is_sorted(waits.begin(), waits.end()));
        for (std::size_t i = 0; i + 31 < waits.size(); ++i) CHECK(waits[i + 30] - waits[i] >= 1s);
      }
      THEN("another conversation and the service do not wait for it") {
        CHECK_EQ(limits.take_conversation("CH2", start).count(), 0);
        CHECK_EQ(limits.take_service(start).count(), 0);
      }
      THEN("after a rest the burst is there again") {
        auto later = start + 50s;
        for (int i = 0; i < 5; ++i) CHECK_EQ(limits.take_conversation("CH1", later).count(), 0);
        CHECK(limits.take_conversation("CH1", later) > 0s);
      }
    }
  }
}

SCENARIO("conversations that rest cost no memory") {
  GIVEN("a hundred thousand conversations, one after the other") {
    rate_limits limits;
    std::size_t most = 0;
    for (int i = 0; i < 100000; ++i) {
      limits.take_conversation(std::to_string(i), moment(1h) + i * 1ms);
      most = std::max(most, limits.size());
    }
    WHEN("the buckets are counted") {
      THEN("only the last few are kept") { CHECK(most <= 1024); }
    }
  }
}
