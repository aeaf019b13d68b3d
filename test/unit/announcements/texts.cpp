#include "actors/announcements/texts.hpp"
#include "actors/announcements/member_texts.hpp"

#include <set>

#define CAF_SUITE announcements_texts
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::announcements;

namespace {

constexpr std::string_view languages[] = {"en", "fr", "es", "de"};

std::size_t letters(std::string_view text) {
  std::size_t n = 0;
  for (char c : text) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}

/// Discord's limits where there is one.
std::size_t most(phrase p) {
  if (p == phrase::form || p == phrase::title || p == phrase::text || p == phrase::link) return 45;
  if (p == phrase::text_hint || p == phrase::link_hint) return 100;
  if (p == phrase::post_it || p == phrase::leave_it) return 80;
  return 300;
}

} // namespace

// checklist 11, 12
SCENARIO("/announce speaks four languages, and what it says fits where it is shown") {
  GIVEN("all that it says") {
    WHEN("each text is looked at in each language") {
      THEN("none is missing, too long, or without the channel that English names") {
        for (auto n = 0; n < static_cast<int>(phrase::last); ++n)
          for (auto language : languages) {
            const auto p = static_cast<phrase>(n);
            const auto text = entry(p, language);
            CAF_MESSAGE(n << ' ' << language << ": " << text);
            CHECK(!text.empty());
            CHECK_LE(letters(text), most(p));
            CHECK_EQ(text.find("{channel}") == text.npos,
                     entry(p, "en").find("{channel}") == text.npos);
          }
      }
    }
  }
}

SCENARIO(
    "a member is spoken to in the language of their Discord, in the server's when we lack it") {
  GIVEN("locales of Discord") {
    WHEN("the same is said in each") {
      std::set<std::string> heard;
      for (auto locale : {"en-US", "fr", "es-419", "de"})
        heard.insert(say(phrase::announced, locale, "en", "25"));
      THEN("all differ and name the channel") {
        CHECK_EQ(heard.size(), 4u);
        for (auto& text : heard) CHECK(text.find("<#25>") != std::string::npos);
        CHECK_EQ(say(phrase::announced, "es-419", "en"), say(phrase::announced, "es-ES", "de"));
      }
      THEN("others hear the language of the server, and English is the last resort") {
        for (auto locale : {"pl", ""}) {
          CHECK_EQ(say(phrase::announced, locale, "de", "25"),
                   say(phrase::announced, "de", "", "25"));
          CHECK_EQ(say(phrase::announced, locale, "", "25"),
                   say(phrase::announced, "en-GB", "", "25"));
          CHECK_EQ(say(phrase::announced, locale, "xx", "25"),
                   say(phrase::announced, "en-GB", "", "25"));
        }
      }
    }
  }
}
