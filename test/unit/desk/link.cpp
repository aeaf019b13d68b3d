#include "desk/link.hpp"

#define CAF_SUITE desk_link
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::desk;

namespace {

const link_keys keys{"first key of the test", "older key of the test"};
constexpr std::int64_t expires = 1795400000;
const std::string e = "1795400000";
// Made with Python's hmac and base64.
const std::string read_42 = "sPAn6UTRblKoMEZ_B-4UdwR3CvhG-Q0ZambgJq7-oBQ";
const std::string write_42 = "uOcRhITrgI1oglJWVWM3g6uqwO0s7QxkSoDK2mQFM-w";
const std::string read_42_older = "UxqNCfg-BG1Sc9Z_c_qJ9pXlnTbngw-SIGUtDqkyv18";

refusal read_with(std::string_view number, std::string_view when, std::string_view s,
                  std::int64_t now = expires - 1) {
  return open_link(keys, number, purpose::read, when, s, now).why;
}

} // namespace

SCENARIO("a link to a case opens that case until it expires (checklist 29)") {
  GIVEN("a link to case 42, as it stands in the task") {
    const auto path = case_path(keys, 42, expires);
    WHEN("an agent opens it") {
      THEN("it is the documented signature") {
        CHECK_EQ(path, "/case/42?e=" + e + "&s=" + read_42);
        CHECK_EQ(signature_of(keys, 42, purpose::write, expires), write_42);
      }
      THEN("it works up to its last second and not after") {
        const auto opened = open_link(keys, "42", purpose::read, e, read_42, expires);
        CHECK(bool{opened});
        CHECK_EQ(opened.number, 42u);
        CHECK_EQ(opened.expires, expires);
        CHECK(read_with("42", e, read_42, expires + 1) == refusal::expired);
      }
    }
  }
}

SCENARIO("a link opens nothing but its own case and purpose") {
  GIVEN("the links of case 42") {
    WHEN("they are used for something else") {
      THEN("each is refused") {
        CHECK(read_with("43", e, read_42) == refusal::wrong);
        CHECK(read_with("42", "1795400001", read_42) == refusal::wrong);
        CHECK(read_with("42", e, write_42) == refusal::wrong);
        CHECK(open_link(keys, "42", purpose::write, e, read_42, 0).why == refusal::wrong);
        CHECK(bool{open_link(keys, "42", purpose::write, e, write_42, 0)});
      }
      THEN("an expired link of another case tells nothing but that it is wrong") {
        CHECK(read_with("43", e, read_42, expires + 100) == refusal::wrong);
      }
      THEN("writing needs both signatures") {
        CHECK(bool{open_write_link(keys, "42", e, read_42, write_42, 0)});
        CHECK(open_write_link(keys, "42", e, read_42, read_42, 0).why == refusal::wrong);
        CHECK(open_write_link(keys, "42", e, write_42, write_42, 0).why == refusal::wrong);
        CHECK(open_write_link(keys, "42", e, read_42, "", 0).why == refusal::malformed);
        CHECK(open_write_link(keys, "42", e, read_42, write_42, expires + 1).why ==
              refusal::expired);
      }
    }
  }
}

SCENARIO("a changed or malformed link is refused") {
  GIVEN("the link of case 42 with something done to it") {
    WHEN("it is opened") {
      THEN("any changed character makes it wrong") {
        for (std::size_t i = 0; i < read_42.size(); ++i) {
          auto changed = read_42;
          changed[i] = changed[i] == 'A' ? 'B' : 'A';
          CHECK(read_with("42", e, changed) == refusal::wrong);
        }
      }
      THEN("the bits that base64 leaves over cannot be used either") {
        auto other = read_42;
        other.back() = 'R'; // Q and R differ in a bit that says nothing
        CHECK(read_with("42", e, other) == refusal::wrong);
      }
      THEN("numbers have one spelling") {
        for (std::string number : {"", "042", "+42", "-42", "42 ", " 42", "0x2a", "42.0", "0",
                                   "99999999999999999999", "\xD9\xA4\xD9\xA2"})
          CHECK(read_with(number, e, read_42) == refusal::malformed);
        for (std::string when :
             {"", "01795400000", "-1", "1795400000x", "1e9", "99999999999999999999"})
          CHECK(read_with("42", when, read_42) == refusal::malformed);
      }
      THEN("signatures of another length are not looked at") {
        CHECK(read_with("42", e, "") == refusal::malformed);
        CHECK(read_with("42", e, read_42 + "=") == refusal::malformed);
        CHECK(read_with("42", e, std::string(100000, 'A')) == refusal::malformed);
      }
    }
  }
}

SCENARIO("the key can be changed without breaking the links that are out") {
  GIVEN("a link signed with the older key") {
    WHEN("it is opened") {
      THEN("both keys are accepted, the first signs") {
        CHECK(read_with("42", e, read_42_older) == refusal::none);
        CHECK_EQ(signature_of({"", "older key of the test"}, 42, purpose::read, expires),
                 read_42_older);
      }
      THEN("once the older key is gone, so are its links") {
        CHECK(open_link({keys[0]}, "42", purpose::read, e, read_42_older, 0).why == refusal::wrong);
      }
      THEN("without a key there are no links, and none is accepted") {
        CHECK_EQ(case_path({}, 42, expires), "");
        CHECK_EQ(signature_of({""}, 42, purpose::read, expires), "");
        const auto by_empty_key = "r0gxIn3ZdHVuYgK4FaMU5IIVHuZlhOQNLjZD2vmn2cQ";
        CHECK(open_link({""}, "42", purpose::read, e, by_empty_key, 0).why == refusal::wrong);
        CHECK(open_link({}, "42", purpose::read, e, read_42, 0).why == refusal::wrong);
      }
    }
  }
}
