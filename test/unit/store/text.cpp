#include "store/postgres/text.hpp"

#define CAF_SUITE store_text
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store::postgres;

namespace {

using namespace std::string_literals;

/// Bytes as people compare them.
std::string hex(const std::string& bytes) {
  std::string text;
  for (unsigned char c : bytes) {
    constexpr char digits[] = "0123456789abcdef";
    text += {digits[c >> 4], digits[c & 15]};
  }
  return text;
}

} // namespace

SCENARIO("well-formed text is stored as it is") {
  GIVEN("texts of one to four bytes a character") {
    WHEN("they are prepared for the database") {
      THEN("nothing changes") {
        for (const auto& text : {"plain"s, "\u00e9t\u00e9"s, "\u4f60\u597d"s, "\U0001F600"s,
                                 "\u0080\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0010ffff"s, ""s})
          CHECK_EQ(to_text(text), text);
      }
    }
  }
}

SCENARIO("what is no UTF-8 becomes UTF-8 and comes back as it was") {
  GIVEN(
      "NUL, stray and missing bytes, surrogates, too long forms, and characters of our own area") {
    const std::string odd[] = {"a\0b"s,
                               "\0"s,
                               "\x80"s,
                               "\xff\xfe"s,
                               "\xc3"s,
                               "\xc3(",
                               "\xc0\x80"s,
                               "\xe0\x80\x80"s,
                               "\xed\xa0\x80"s,
                               "\xe2\x82"s,
                               "\xf0\x80\x80\x80"s,
                               "\xf4\x90\x80\x80"s,
                               "\xf8\x88\x80\x80\x80"s,
                               "x\xf4\x8f\xa0\x80y"s,
                               "\xf4\x8f\xa3\xbf"s,
                               "\xf4\x8f\xa0"s,
                               "\xf4\x8f"s,
                               "\xf4\x8f\xa4\x80"s,
                               "\xf4\x8f\xbf\xbf"s};
    WHEN("each is stored and read") {
      THEN("the stored form is text and the read one is the same bytes") {
        for (const auto& bytes : odd) {
          const auto stored = to_text(bytes);
          CHECK_EQ(stored.find('\0'), std::string::npos);
          CHECK_EQ(hex(to_text(from_text(stored))), hex(stored));
          CHECK_EQ(hex(from_text(stored)), hex(bytes));
        }
        CHECK_EQ(hex(to_text("\0"s)), "f48fa080");
        CHECK_EQ(hex(to_text("\xff"s)), "f48fa3bf");
      }
    }
  }
}
