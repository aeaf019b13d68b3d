#define CAF_SUITE channel_work_ours

#include "actors/discord/ours.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors::discord;
using flexcord::net::discord::message;
using flexcord::net::discord::outgoing;
using flexcord::net::discord::snowflake_at;

namespace {

constexpr std::int64_t created = 1'700'000'000'000;

outgoing said(std::string text) {
  outgoing o;
  o.content = std::move(text);
  o.nonce = "nonce-1";
  return o;
}

message listed(std::string text, std::int64_t at = created, std::string nonce = {}) {
  message m;
  m.id = snowflake_at(at);
  m.author.bot = true;
  m.content = std::move(text);
  m.nonce = std::move(nonce);
  return m;
}

} // namespace

SCENARIO("a post is known again by its nonce, and when none is listed by its text") {
  GIVEN("a post that was perhaps made") {
    const auto ours = said("Only once");
    WHEN("messages are compared with it") {
      THEN("the nonce decides where there is one") {
        CHECK(is_ours(listed("edited since", created - 9000, "nonce-1"), ours, created));
        CHECK(!is_ours(listed("Only once", created, "nonce-2"), ours, created));
      }
      THEN("else its text does, from 2 s before the order on: clocks differ") {
        CHECK(is_ours(listed("Only once", created + 90'000), ours, created));
        CHECK(is_ours(listed("Only once", created - 2'000), ours, created));
        CHECK(!is_ours(listed("Only once", created - 2'001), ours, created));
        CHECK(!is_ours(listed("Only twice"), ours, created));
      }
      THEN("what stands before a message of another order is that of an earlier one") {
        const auto m = listed("Only once", created + 10);
        CHECK(is_ours(m, ours, created, snowflake_at(created + 9)));
        CHECK(!is_ours(m, ours, created, snowflake_at(created + 10)));
        CHECK(!is_ours(m, ours, created, snowflake_at(created + 11)));
      }
      THEN("nobody but a bot can have posted it, and its files belong to it") {
        auto forged = listed("Only once", created, "nonce-1");
        forged.author.bot = false;
        CHECK(!is_ours(forged, ours, created));
        forged.nonce.clear();
        CHECK(!is_ours(forged, ours, created));
        auto with_file = listed("Only once");
        with_file.attachments.emplace_back();
        CHECK(!is_ours(with_file, ours, created));
      }
    }
  }
}

SCENARIO("white space around a text does not make it another one") {
  GIVEN("texts as they were posted, and as Discord keeps them") {
    WHEN("they are compared") {
      THEN("they are the same") {
        CHECK_EQ(as_kept(" \n\tOne two\r\n "), "One two");
        CHECK_EQ(as_kept("\xE3\x80\x80\xC2\xA0x\xE2\x80\xA8"), "x"); // U+3000, U+00A0, U+2028
        CHECK_EQ(as_kept("x"), "x");
        CHECK_EQ(as_kept("\xFF "), "\xFF");
        CHECK_EQ(as_kept(""), "");
        CHECK_EQ(as_kept(" \n "), "");
        CHECK(is_ours(listed("Only once"), said("\n Only once\n"), created));
        CHECK(is_ours(listed(" Only once"), said("Only once"), created));
        CHECK(!is_ours(listed("Only  once"), said("Only once"), created));
      }
    }
  }
}
