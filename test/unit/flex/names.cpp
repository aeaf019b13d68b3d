#define CAF_SUITE flex_names
#include "test/unit/flex/world.hpp"

#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

#include <future>

using namespace flexcord;
using namespace flexcord::test;
using actors::twilio::looks_like_address;

namespace {

struct scenario_world {
  world w;
  std::string name_of(const std::string& identity) {
    auto promise = std::make_shared<std::promise<std::string>>();
    auto answer = promise->get_future();
    w.names->resolve(identity, [promise](const std::string& n) { promise->set_value(n); });
    if (answer.wait_for(std::chrono::seconds(20)) != std::future_status::ready) return "nothing";
    return answer.get();
  }
};

} // namespace

BEGIN_FIXTURE_SCOPE(scenario_world)

SCENARIO("a name learnt from the staff comes before the list of users") {
  GIVEN("a user's entry and a learnt name") {
    w.fake.state.users = {{"mike", "mike the user"}, {"ann", "Ann"}};
    w.names->learn("mike", "Mike M.");
    WHEN("names are asked for") {
      auto mike = name_of("mike");
      auto ann = name_of("ann");
      auto again = name_of("ann");
      w.names->learn("ann", "Ann Lee");
      auto later = name_of("ann");
      THEN("each is the best known, and the list is read once") {
        CHECK_EQ(mike, "Mike M.");
        CHECK_EQ(ann, "Ann");
        CHECK_EQ(again, "Ann");
        CHECK_EQ(later, "Ann Lee");
        CHECK_EQ(w.names->known("ann"), "Ann Lee");
        CHECK_EQ(w.fake.count("GET", "/Users/ann"), 1u);
        CHECK_EQ(w.fake.count("GET", "/Users/mike"), 0u);
      }
    }
  }
}

SCENARIO("an address or an identity is never a name") {
  GIVEN("users who are known by their address") {
    w.fake.state.users = {{"a", "mike@x.com"}, {"b", "b"}, {"c_2E", "c."}};
    w.names->learn("d", "d@x.com");
    WHEN("names are asked for") {
      std::vector<std::string> all{name_of("a"), name_of("b"), name_of("c_2E"), name_of("d"),
                                   name_of("")};
      THEN("there is none") {
        CHECK_EQ(all, std::vector<std::string>(5));
        CHECK(looks_like_address("mike_40x_2Ecom"));
        CHECK(looks_like_address(" "));
        CHECK(!looks_like_address("Mike M."));
      }
    }
  }
}

SCENARIO("nobody waits long for a name") {
  GIVEN("a list of users that always fails") {
    w.fake.state.refusals["GET /Users"] = 503;
    WHEN("a name is asked for") {
      auto begun = std::chrono::steady_clock::now();
      auto name = name_of("mike");
      auto took = std::chrono::steady_clock::now() - begun;
      THEN("there is none, well before the caller's patience ends") {
        CHECK_EQ(name, "");
        CHECK_LT(took, std::chrono::seconds(15));
      }
    }
  }
}

END_FIXTURE_SCOPE()
