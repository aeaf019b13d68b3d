#include "test/unit/cases/script.hpp"

#include "actors/cases/words.hpp"
#include "test/support/defaults.hpp"

#include <set>

#define CAF_SUITE cases_core
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::cases;

namespace {

const std::string quoted = "\"quoted\" \xC3\xA9";

listener a_listener() { return {9, {"43", "Member 43", "fr"}, "discord:2", true, quoted}; }

/// Every field is another than it would be without being stored.
state everything() {
  state s;
  s.number = 7;
  s.what = kind::feature;
  s.now = status::resolved;
  s.urgency = priority::urgent;
  s.title = quoted;
  s.assignee = "Bo";
  s.tags = {"rain", "item"};
  s.reporter = {"42", "Member 42", "en-US"};
  s.talk = "discord:1";
  s.guild = "g";
  s.channel = "bugs";
  s.answers = {{"What happened?", quoted}};
  s.files = {{"https://cdn.example/1", "shot.png", "image/png", 77}};
  s.shown = {"bugs", "m1"};
  s.voters = {"50", "51"};
  s.master = 3;
  s.listeners = {a_listener()};
  s.desk = "CH1";
  s.task = "WT1";
  s.opened = 1;
  s.updated = 2;
  s.answered = 3;
  s.joined = 4;
  s.left = 5;
  s.resolved = 6;
  s.before_request = "pending";
  s.next_command = 9;
  s.redraw = true;
  return s;
}

/// One of each kind, with everything in it.
std::vector<command> all_commands() {
  const auto s = everything();
  const picture it{s.number, s.what,    s.now,   s.urgency, s.title,
                   "Al",     s.answers, s.files, 12,        s.master};
  return {show{"bugs", it}, redraw{s.shown, it},
          tell{a_listener(), 9, s.what, s.now, s.title, s.channel, true},
          call_hook{"case.note", 8, "Ana", quoted, it, "Bo", "42", s.tags},
          tell_case{3, true, s.listeners, s.now, 7, s.voters}};
}

} // namespace

SCENARIO("what is stored of a case reads back as it was") {
  GIVEN("a case with everything in it, and a command of each kind") {
    WHEN("they go through their text") {
      THEN("nothing of the case is lost") {
        const auto text = core::encode(everything());
        CHECK_EQ(test::at_default(text), "");
        CHECK(core::decode_state(text) == everything());
        CHECK(core::decode_state(core::encode(state{})) == state{});
        CHECK(!core::decode_state("[1]"));
      }
      THEN("a command comes back with its trace") {
        const auto all = all_commands();
        CHECK_EQ(all.size(), std::variant_size_v<command>);
        for (auto& c : all) {
          CAF_MESSAGE(name_of(c));
          CHECK_EQ(test::at_default(core::encode(c, "d-1")), "");
          for (std::string trace : {"d-1", ""}) {
            const auto back = core::decode_command(core::encode(c, trace));
            REQUIRE(back.has_value());
            CHECK(back->first == c);
            CHECK_EQ(back->second, trace);
          }
        }
        CHECK(!core::decode_command("{\"is\":\"strange\"}"));
        CHECK(!core::decode_command("{"));
      }
    }
  }
}

SCENARIO("whatever happens to a case, its record can be read") {
  GIVEN("a case that goes through much") {
    auto s = reported();
    s.how.hook = true;
    WHEN("each step is stored and read") {
      std::set<std::size_t> kinds;
      for (const event& e : std::vector<event>{
               voted{"50"}, linked{"CH1", "WT1"}, joined_by{9, {reporter_of(9, "43", "discord:2")}},
               changed{.by = "Ana", .status = "resolved", .assignee = "Bo", .note = quoted},
               done{s.last_of<redraw>(), {}}, merged{3}, master_said{3, status::closed},
               forgotten{"42"}}) {
        s.on(e);
        CHECK(core::decode_state(core::encode(s.now)) == s.now);
      }
      THEN("so is every command that it gave") {
        for (auto& c : s.given()) {
          kinds.insert(c.index());
          const auto back = core::decode_command(core::encode(c, {}));
          CHECK((back && back->first == c));
        }
        CHECK_EQ(kinds.size(), std::variant_size_v<command>);
      }
    }
  }
}

SCENARIO("a case is found by its words") {
  GIVEN("texts of every kind") {
    WHEN("they are taken apart") {
      THEN("letters and digits count, in any script, each word once") {
        auto w = [](std::string_view t) { return words_in(t); };
        using words = std::vector<std::string>;
        CHECK_EQ(w("  Lost: my LANTERN_2!"), (words{"lost", "my", "lantern", "2"}));
        CHECK_EQ(w("\xC3\x89t\xC3\xA9"), (words{"ete"}));
        CHECK_EQ(w("\xC3\x9C"
                   "ber"),
                 w("\xC3\xBC"
                   "ber"));
        CHECK_EQ(w("\xD0\x9C\xD0\x98\xD0\xA0\xE2\x80\x94"
                   "1"),
                 (words{"\xD0\xBC\xD0\xB8\xD1\x80", "1"}));
        CHECK_EQ(w("\xE7\x81\xAF x"), (words{"\xE7\x81\xAF", "x"}));
        CHECK_EQ(w("\xF0\xA0\x80\x80"), (words{"\xF0\xA0\x80\x80"}));
        CHECK_EQ(w("***"), (words{}));
        CHECK_EQ(w(std::string(100, 'x'))[0].size(), 40u);
        // Cut between letters.
        for (auto& word : w("a" + std::string(38, 'x') + "\xD0\xBC")) CHECK_EQ(word.size(), 39u);
        auto s = reported();
        CHECK_EQ(words_of(s.now), (words{"42", "7", "goes", "in", "it", "lantern", "member", "out",
                                         "rain", "the", "went"}));
      }
    }
  }
}

SCENARIO("only a case's key is one") {
  GIVEN("keys of several kinds") {
    WHEN("their numbers are read") {
      THEN("others have none") {
        CHECK_EQ(number_in(record_key(12)), 12u);
        CHECK_EQ(number_in("case:"), 0u);
        CHECK_EQ(number_in("case:1x"), 0u);
        CHECK_EQ(number_in("discord:12"), 0u);
        CHECK_EQ(number_in("case:99999999999999999999999"), 0u);
      }
    }
  }
}
