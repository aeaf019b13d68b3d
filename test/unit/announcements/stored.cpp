#include "test/unit/announcements/visitor.hpp"
#include "test/unit/announcements/world.hpp"

#define CAF_SUITE announcements_stored
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

SCENARIO("what is stored comes back as it was, and what an old record lacks has its default") {
  GIVEN("a state with everything in it, orders and events") {
    announcer a;
    a.rules.role = "7";
    a.happens(ann::started{});
    a.reads({});
    a.reads({entry("a", a.now), entry("b", a.now)}, url, "etag");
    a.happens(ann::posted{1, "m1"});
    a.happens(ann::hook_received{"t", "key", "seal", "print", {"T", "x", "l", "i"}});
    a.happens(
        ann::announce_asked{.ticket = "t", .by = "al", .roles = {"7"}, .what = {"T", {}, {}, {}}});
    WHEN("they are stored and read again") {
      THEN("nothing is lost") {
        CHECK(loaded<ann::state>(saved(a.state)) == a.state);
        CHECK_EQ(a.state.feeds.size() + a.state.keys.size() + a.state.drafts.size(), 4u);
        for (auto& o : a.asked) CHECK(loaded<ann::order>(saved(o)) == o);
        const ann::feed_read read{.feed = url,
                                  .generation = 4,
                                  .title = "t",
                                  .link = "l",
                                  .items = {entry("a", 5)},
                                  .etag = "e",
                                  .last_modified = "m"};
        CHECK(loaded<ann::feed_read>(saved(read)) == read);
        const ann::announce_asked asked{
            "t", "al", {"7"}, true, ann::announce_asked::wish::cancel, "d1", {"a", "b", "c", "d"}};
        CHECK(loaded<ann::announce_asked>(saved(asked)) == asked);
        const ann::hook_received hook{"t", "k", "s", "p", {"a", "b", "c", "d"}};
        CHECK(loaded<ann::hook_received>(saved(hook)) == hook);
        const ann::feed_failed failed{url, 3, true, 7, "why"};
        CHECK(loaded<ann::feed_failed>(saved(failed)) == failed);
      }
      THEN("missing fields keep their defaults and unknown ones are passed over") {
        CHECK(loaded<ann::state>("{}") == ann::state{});
        CHECK(loaded<ann::state>("{\"feeds\":[{\"url\":\"u\",\"later\":1}]}").feeds.at(0) ==
              ann::feed{.url = "u"});
      }
      THEN("each kind of event has a name") {
        CHECK_EQ(std::size(ann::event_names), std::variant_size_v<ann::event>);
        CHECK_EQ(std::string{ann::name_of(ann::timer_fired{})}, "timer_fired");
      }
    }
  }
}
