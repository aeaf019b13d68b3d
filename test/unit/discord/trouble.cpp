#define CAF_SUITE discord_trouble

#include "net/discord/trouble.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::discord;

namespace {

trouble refused(int status, int code) {
  return trouble_of({.kind = failure_kind::refused,
                     .http_status = status,
                     .code = code,
                     .retry_after = {},
                     .detail = {}});
}

trouble of(failure_kind kind, int status = 0) {
  return trouble_of(
      {.kind = kind, .http_status = status, .code = 0, .retry_after = {}, .detail = {}});
}

} // namespace

SCENARIO("each failure of a post says what to do about it") {
  GIVEN("failures as Discord and the network give them") {
    WHEN("they are looked at") {
      THEN("what is gone or forbidden has a name") {
        CHECK(refused(403, 50001) == trouble::no_access);
        CHECK(refused(403, 50013) == trouble::no_permission);
        CHECK(refused(404, 10003) == trouble::channel_gone);
        CHECK(refused(404, 10008) == trouble::message_gone);
        CHECK(refused(400, 50035) == trouble::refused);
        CHECK(refused(403, 240000) == trouble::refused);
      }
      THEN("what passes is tried again, and looked for first where it may have been done") {
        CHECK(refused(429, 40062) == trouble::passes);
        CHECK(refused(401, 0) == trouble::passes);
        CHECK(of(failure_kind::unreachable) == trouble::passes);
        CHECK(refused(502, 0) == trouble::ambiguous);
        CHECK(of(failure_kind::timed_out) == trouble::ambiguous);
        CHECK(of(failure_kind::interrupted) == trouble::ambiguous);
        CHECK(of(failure_kind::malformed, 200) == trouble::ambiguous);
        CHECK(of(failure_kind::malformed) == trouble::refused);
        CHECK(of(failure_kind::stopped) == trouble::stopped);
        CHECK(is_passing(trouble::ambiguous) && is_passing(trouble::passes));
        CHECK(!is_passing(trouble::refused) && !is_passing(trouble::stopped));
      }
      THEN("each has a word for the log") {
        CHECK_EQ(name_of(trouble::channel_gone), "channel-gone");
        CHECK_EQ(name_of(trouble::no_permission), "no-permission");
      }
    }
  }
}
