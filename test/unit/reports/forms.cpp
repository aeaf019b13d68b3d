#define CAF_SUITE reports_forms

#include "actors/reports/forms.hpp"
#include "actors/reports/presses.hpp"
#include "net/discord/text.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::reports;
using flexcord::net::discord::attachment;
using flexcord::net::discord::form_answer;
using namespace std::string_literals;

namespace {

constexpr language all[] = {language::en, language::fr, language::es, language::de};

attachment shot(std::string name = "a.png", std::string type = "image/png",
                std::uint64_t size = 1000) {
  return {"9", std::move(name), "https://cdn.test/9", std::move(type), size};
}

std::vector<form_answer> answers(std::string title = "Crash", std::string text = "It crashed",
                                 std::string severity = "high",
                                 std::vector<attachment> files = {}) {
  std::vector<std::string> ids(files.size(), "9");
  return {{.id = "title", .text = std::move(title)},
          {.id = "text", .text = std::move(text)},
          {.id = "extra", .text = ""},
          {.id = "severity", .text = {}, .values = {std::move(severity)}},
          {.id = "shots", .text = {}, .values = std::move(ids), .files = std::move(files)}};
}

std::vector<word> wrong(const reading& r) {
  std::vector<word> out;
  for (const auto& p : r.problems) out.push_back(p.what);
  return out;
}

std::vector<word> wrong(const std::vector<form_answer>& a, kind what = kind::bug) {
  return wrong(read(what, a, {}, language::en));
}

} // namespace

SCENARIO("/bug and /new_feature open forms that Discord takes (checklist 15, 17, 35)") {
  GIVEN("both forms in each language") {
    WHEN("they are made") {
      THEN("nothing is wrong with them, and no text is cut") {
        for (auto what : {kind::bug, kind::feature})
          for (auto l : all) {
            const auto f = form_of(what, l, {});
            CHECK_EQ(wrong_with(f), "");
            CHECK_LE(flexcord::net::discord::length(f.title), 45u);
            for (const auto& q : f.questions) {
              CAF_MESSAGE(q.label << " / " << q.hint);
              CHECK_LE(flexcord::net::discord::length(q.label), 45u);
              CHECK_LE(flexcord::net::discord::length(q.hint), 100u);
              for (const auto& c : q.choices)
                CHECK_LE(flexcord::net::discord::length(c.label), 100u);
            }
          }
      }
      THEN("a bug has five questions, a feature three") {
        CHECK_EQ(form_of(kind::bug, language::en, {}).questions.size(), 5u);
        CHECK_EQ(form_of(kind::feature, language::en, {}).questions.size(), 3u);
        CHECK_EQ(form_of(kind::bug, language::en, {}).id, "v1:report:bug");
      }
    }
    WHEN("one is opened again to be corrected") {
      report given;
      given.title = "Crash";
      given.text = "It crashed";
      given.how_bad = severity::high;
      const auto f = form_of(kind::bug, language::fr, {}, given);
      THEN("what was written stands in it") {
        CHECK_EQ(f.questions.at(0).value, "Crash");
        CHECK_EQ(f.questions.at(1).value, "It crashed");
        CHECK(f.questions.at(3).choices.at(2).chosen);
        CHECK(!f.questions.at(3).choices.at(1).chosen);
      }
    }
  }
}

SCENARIO("a filled-in form becomes a report") {
  GIVEN("a bug with white space around it and a screenshot") {
    auto a = answers(" \n Crash\u3000", "\u200B It crashed \t", "critical", {shot()});
    a[2].text = "1. open\n2. look";
    WHEN("it is read") {
      const auto r = read(kind::bug, a, {}, language::en);
      THEN("everything is there, without what shows nothing") {
        CHECK(r.good());
        CHECK_EQ(r.said.title, "Crash");
        CHECK_EQ(r.said.text, "It crashed");
        CHECK_EQ(r.said.extra, "1. open\n2. look");
        CHECK(r.said.how_bad == severity::critical);
        REQUIRE_EQ(r.said.shots.size(), 1u);
        CHECK_EQ(r.said.shots[0].filename, "a.png");
      }
    }
    WHEN("a feature is read") {
      const auto r = read(kind::feature, a, {}, language::en);
      THEN("severity and files are none of its questions") {
        CHECK(r.good());
        CHECK(r.said.how_bad == severity::none);
        CHECK(r.said.shots.empty());
      }
    }
  }
}

SCENARIO("what is wrong with a form is told, all of it at once") {
  GIVEN("forms that a well-behaved client could not send") {
    WHEN("they are read") {
      THEN("empty and invisible texts are empty") {
        CHECK(wrong(answers("", "x")) == std::vector{word::is_empty});
        CHECK(wrong(answers("\u200B\u2060\u00AD\uFEFF", "x")) == std::vector{word::is_empty});
        CHECK(wrong(answers("x", " \u00A0 ")) == std::vector{word::is_empty});
        CHECK(wrong(answers(), kind::feature) == std::vector{word::is_empty}); // no idea
        CHECK_EQ(wrong(std::vector<form_answer>{}).size(), 3u);
      }
      THEN("texts are measured in characters, not bytes") {
        std::string hundred;
        for (int i = 0; i < 100; ++i) hundred += "é";
        CHECK(wrong(answers(hundred)).empty());
        CHECK(wrong(answers(hundred + "é")) == std::vector{word::is_too_long});
        CHECK(wrong(answers("x", std::string(2001, 'x'))) == std::vector{word::is_too_long});
      }
      THEN("a choice that the form does not offer is none") {
        CHECK(wrong(answers("x", "x", "apocalyptic")) == std::vector{word::not_a_choice});
        CHECK(wrong(answers("x", "x", "none")) == std::vector{word::not_a_choice});
      }
      THEN("files must be images, few and small, and all there") {
        CHECK(wrong(answers("x", "x", "low", {shot("a.exe", "application/x-msdownload")})) ==
              std::vector{word::not_an_image});
        CHECK(wrong(answers("x", "x", "low", {shot("a.png", "image/png", (8u << 20) + 1)})) ==
              std::vector{word::file_too_large});
        CHECK(wrong(answers("x", "x", "low", {shot(), shot(), shot(), shot()})) ==
              std::vector{word::too_many_files});
        auto lost = answers("x", "x", "low", {shot()});
        lost[4].files.clear();
        CHECK(wrong(lost) == std::vector{word::file_lost});
      }
      THEN("broken UTF-8 is mended") {
        CHECK_EQ(read(kind::bug, answers("a\xFF"s), {}, language::en).said.title, "a\uFFFD");
      }
    }
    WHEN("the member speaks another language") {
      const auto r = read(kind::bug, answers("", "x", "low", {shot("**a**.txt", "text/plain")}), {},
                          language::de);
      THEN("it is told in theirs, and names of files are no markup") {
        REQUIRE_EQ(r.problems.size(), 2u);
        CHECK_EQ(r.problems[0].text, "Titel: Bitte schreib etwas.");
        CHECK(r.problems[1].text.starts_with("\\*\\*a\\*\\*.txt ist kein Bild"));
      }
    }
  }
}

SCENARIO("a file is an image by its first bytes, whatever it is called") {
  GIVEN("beginnings of files") {
    WHEN("they are looked at") {
      THEN("the four kinds that Discord shows are known, and nothing else") {
        CHECK_EQ(image_type("\x89PNG\r\n\x1A\nrest"), "image/png");
        CHECK_EQ(image_type("\xFF\xD8\xFF\xE0"), "image/jpeg");
        CHECK_EQ(image_type("GIF89a..."), "image/gif");
        CHECK_EQ(image_type("RIFF....WEBPVP8 "), "image/webp");
        CHECK_EQ(image_type("RIFF....WAVEfmt "), "");
        CHECK_EQ(image_type("<svg xmlns='x' onload='alert(1)'>"), "");
        CHECK_EQ(image_type("MZ\x90"), "");
        CHECK_EQ(image_type(""), "");
      }
    }
  }
}

SCENARIO("buttons and forms come back as what they were, and forged ones as nothing") {
  GIVEN("everything that can be pressed") {
    using what = press::what;
    const press sent[] = {
        {what::submitted, kind::feature, 0, ""}, {what::correct, kind::bug, 0, "d1"},
        {what::post, kind::bug, 0, "01J_x-9"},   {what::vote, kind::bug, 12, ""},
        {what::join, kind::bug, 12, ""},         {what::join, kind::bug, 12, "d1"},
        {what::tell_me, kind::bug, 7, ""}};
    WHEN("ids are made and read") {
      THEN("each is what it was") {
        for (const auto& p : sent) {
          const auto id = id_of(p);
          CAF_MESSAGE(id);
          const auto back = press_of(id);
          REQUIRE(back.has_value());
          CHECK(back->wish == p.wish && back->about == p.about);
          CHECK_EQ(back->number, p.number);
          CHECK_EQ(back->draft, p.draft);
        }
      }
      THEN("forged ones are nothing") {
        for (auto bad :
             {"", "vote:1", "v1:vote", "v1:vote:", "v1:vote:0", "v1:vote:-1", "v1:vote:1:2",
              "v1:vote:1e3", "v1:vote:9999999999999999999", "v1:report:essay", "v1:join:1:d:e",
              "v1:report-post:", "v1:report-post:a b", "v1:report-post:../x", "v2:vote:1",
              "v1:VOTE:1", "v1:vote:1\n", "v1:agent", "v1:reply:vote:1"})
          CHECK(!press_of(bad).has_value());
        CHECK(!press_of("v1:report-post:" + std::string(90, 'x')).has_value());
        CHECK_EQ(id_of({what::post, kind::bug, 0, "a:b"}), "");
        CHECK_EQ(id_of({what::post, kind::bug, 0, std::string(65, 'x')}), "");
      }
    }
  }
}
