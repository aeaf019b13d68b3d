#define CAF_SUITE discord_interaction_signature

#include "net/discord/interaction_signature.hpp"

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::discord;

namespace {

// RFC 8032, 7.1: tests 1 to 3, public key and signature of an empty, a one-byte and a two-byte
// message.
constexpr auto key1 = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
constexpr auto seal1 = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a"
                       "33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";
constexpr auto key2 = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
constexpr auto seal2 = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e1"
                       "5996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
constexpr auto key3 = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025";
constexpr auto seal3 = "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d1"
                       "6f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a";
// {"type":1} at 1700000000, with key 1.
constexpr auto ping_seal = "1695961a47c91a1ec033b819b7e87e3dbc583dd0cee6d1fd0216f58ac87b6228ae531dd"
                           "bf91fb7bc28d7edf7f08604da16f54624f38a6bc0614e4dc13cd47f0f";
constexpr auto ping_time = "1700000000";
constexpr std::int64_t then = 1700000000;

http::incoming ping() {
  http::incoming in;
  in.method = "POST";
  in.headers = {{"X-Signature-Ed25519", ping_seal}, {"X-Signature-Timestamp", ping_time}};
  in.body = R"({"type":1})";
  return in;
}

} // namespace

SCENARIO("signatures of the standard's own vectors hold") {
  GIVEN("RFC 8032's keys, messages and signatures") {
    const std::string two{"\xaf\x82", 2};
    WHEN("they are checked") {
      THEN("each holds, wherever the message is cut into time stamp and body") {
        CHECK(valid_interaction_signature(key1, seal1, "", ""));
        CHECK(valid_interaction_signature(key2, seal2, "r", ""));
        CHECK(valid_interaction_signature(key2, seal2, "", "r"));
        CHECK(valid_interaction_signature(key3, seal3, two.substr(0, 1), two.substr(1)));
      }
      THEN("hexadecimal capitals are the same signature") {
        std::string loud = seal1;
        for (char& c : loud) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        CHECK(valid_interaction_signature(key1, loud, "", ""));
      }
      THEN("none holds for another key, message or signature") {
        CHECK(!valid_interaction_signature(key2, seal1, "", ""));
        CHECK(!valid_interaction_signature(key1, seal1, "", "r"));
        CHECK(!valid_interaction_signature(key1, seal2, "", ""));
      }
    }
  }
}

SCENARIO("what is no signature or no key is refused, not read past") {
  GIVEN("texts of wrong length or with other signs") {
    const std::string seal = seal1, key = key1;
    auto with = [](std::string text, std::size_t at, char c) {
      text[at] = c;
      return text;
    };
    WHEN("they are given as the signature or the key") {
      THEN("they are wrong") {
        for (auto& bad : {std::string(), seal.substr(1), seal.substr(2), seal + "0", seal + "00",
                          with(seal, 0, 'g'), with(seal, 127, ' '), with(seal, 64, '\0'),
                          std::string(128, '0'), std::string(1 << 16, 'a')})
          CHECK(!valid_interaction_signature(key1, bad, "", ""));
        for (auto& bad : {std::string(), key.substr(2), key + "00", with(key, 63, 'x'),
                          std::string(64, 'f'), std::string(64, '0')})
          CHECK(!valid_interaction_signature(bad, seal1, "", ""));
      }
    }
  }
}

SCENARIO("a request is judged by its headers, its raw body and the time") {
  GIVEN("a PING that Discord signed") {
    WHEN("it comes in time, early, late, changed or unsigned") {
      auto changed = ping(), retimed = ping(), unsigned_ = ping(), timeless = ping();
      changed.body = R"({"type":2})";
      retimed.headers.set("X-Signature-Timestamp", "1700000001");
      unsigned_.headers = {{"X-Signature-Timestamp", ping_time}};
      timeless.headers = {{"X-Signature-Ed25519", ping_seal}};
      using seal = interaction_seal;
      THEN("only the first is good") {
        CHECK(judge_interaction(key1, ping(), then) == seal::good);
        CHECK(judge_interaction(key1, ping(), then + 300) == seal::good);
        CHECK(judge_interaction(key1, ping(), then - 300) == seal::good);
      }
      THEN("an old one may be a replay, one of the future a wrong clock") {
        CHECK(judge_interaction(key1, ping(), then + 301) == seal::stale);
        CHECK(judge_interaction(key1, ping(), then - 301) == seal::stale);
      }
      THEN("the others are named") {
        CHECK(judge_interaction(key1, changed, then) == seal::wrong);
        CHECK(judge_interaction(key1, retimed, then) == seal::wrong);
        CHECK(judge_interaction(key2, ping(), then) == seal::wrong);
        CHECK(judge_interaction(key1, unsigned_, then) == seal::missing);
        CHECK(judge_interaction(key1, timeless, then) == seal::missing);
      }
    }
  }
}

SCENARIO("a time stamp that is no number is never fresh") {
  GIVEN("a signature over bytes that could be cut in another place") {
    http::incoming in;
    in.method = "POST";
    in.headers = {{"X-Signature-Ed25519", seal2}, {"X-Signature-Timestamp", "r"}};
    WHEN("it is judged") {
      THEN("it is stale, though the signature holds") {
        CHECK(judge_interaction(key2, in, 0) == interaction_seal::stale);
      }
    }
  }
}
