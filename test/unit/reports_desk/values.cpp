#define CAF_SUITE reports_desk_values

#include "actors/reports_desk/values.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors::reports_desk;

namespace {

reports::report lantern() {
  reports::report r;
  r.what = reports::kind::bug;
  r.title = "Lantern";
  r.text = "It goes out";
  r.extra = "1. Wait for rain";
  r.how_bad = reports::severity::critical;
  r.shots.push_back({"9", "<b>.png", "https://cdn.example/9", "image/png", 70});
  return r;
}

net::discord::interaction from_ada() {
  net::discord::interaction i;
  i.id = "1200000000000000001";
  i.guild_id = "10";
  i.channel_id = "20";
  i.locale = "fr";
  i.invoker = {"1200000000000000042", "ada", "Ada"};
  i.member = net::discord::membership{};
  i.member->roles = {"77"};
  return i;
}

} // namespace

SCENARIO("a report becomes a case and is shown as it was written (checklist 14, 32)") {
  GIVEN("a bug with a screenshot") {
    WHEN("its case is made and drawn") {
      const auto o = opened_of(lantern(), from_ada());
      const cases::picture p{7,         cases::kind::bug, cases::status::pending,
                             o.urgency, o.title,          o.reporter.name,
                             o.answers, o.files,          3,
                             0};
      const auto s = standing_of(p);
      THEN("the case says who, where and how bad") {
        CHECK_EQ(o.reporter.id, "1200000000000000042");
        CHECK_EQ(o.reporter.name, "Ada");
        CHECK_EQ(o.reporter.locale, "fr");
        CHECK_EQ(o.guild + " " + o.channel, "10 20");
        CHECK(o.urgency == cases::priority::urgent);
        REQUIRE_EQ(o.answers.size(), 3u);
        CHECK_EQ(o.answers[0].question, "What happened");
        CHECK_EQ(o.answers[2].text, "critical");
        REQUIRE_EQ(o.files.size(), 1u);
        CHECK_EQ(o.files[0].place, "https://cdn.example/9");
      }
      THEN("what is drawn is what was written") {
        CHECK_EQ(s.number, 7u);
        CHECK_EQ(s.said.title, "Lantern");
        CHECK_EQ(s.said.text, "It goes out");
        CHECK_EQ(s.said.extra, "1. Wait for rain");
        CHECK(s.said.how_bad == reports::severity::critical);
        CHECK(s.now == reports::status::pending);
        CHECK_EQ(s.votes, 3u);
        CHECK_EQ(s.name, "Ada");
      }
    }
  }
}

SCENARIO("a wish has a problem and an idea, and no severity") {
  GIVEN("a wish") {
    reports::report r;
    r.what = reports::kind::feature;
    r.title = "Bags";
    r.text = "Too small";
    r.extra = "Sew a pocket";
    WHEN("its case is made and read again") {
      const auto o = opened_of(r, from_ada());
      const auto again = report_of(o.what, o.title, o.answers);
      THEN("nothing is lost") {
        CHECK(o.what == cases::kind::feature);
        CHECK(again.what == reports::kind::feature);
        CHECK_EQ(again.text + " | " + again.extra, "Too small | Sew a pocket");
        CHECK(o.urgency == cases::priority::normal);
        CHECK_EQ(o.answers.size(), 2u);
      }
    }
  }
}

SCENARIO("whoever joined has voted by it") {
  GIVEN("a case with a voter and a joiner, whom the case counts as a voter too") {
    cases::state s;
    s.reporter.id = "1";
    s.voters = {"2", "3"};
    s.listeners = {{7, {"1", {}, {}}, {}, false}, {9, {"3", {}, {}}, {}, false}};
    WHEN("each presses the button") {
      const auto b = ballot_of(s);
      auto told = [&](const char* who) {
        return reports::press_vote(b, who, reports::status::open).told;
      };
      THEN("each is told how it stands") {
        CHECK(told("1") == reports::word::vote_by_reporting);
        CHECK(told("2") == reports::word::vote_taken_back);
        CHECK(told("3") == reports::word::vote_by_joining);
        CHECK(told("4") == reports::word::vote_counted);
        CHECK(listens(s, "3"));
        CHECK(!listens(s, "2"));
      }
    }
  }
}

SCENARIO("who asks is judged by account and role") {
  GIVEN("a member with a role") {
    WHEN("a role is wanted") {
      gates::limits l;
      l.role = "77";
      const auto i = from_ada();
      auto in_dm = from_ada();
      in_dm.member.reset();
      l.minimum_account_age = 1;
      const auto a = applicant_of(i, l);
      THEN("theirs is found; outside the guild nobody knows") {
        CHECK(a.since > 0);
        CHECK(gates::decide(l, a, {}, a.since + 10).allows());
        CHECK(gates::decide(l, applicant_of(in_dm, l), {}, a.since + 10).why ==
              gates::refusal::role_unknown);
        l.role = "78";
        CHECK(gates::decide(l, applicant_of(i, l), {}, a.since + 10).why == gates::refusal::role);
      }
    }
  }
}

SCENARIO("news are said in the language of their member, or of the server when we lack it") {
  GIVEN("news for members of several locales") {
    WHEN("they are to be told on a German server") {
      auto said_in = [](const std::string& locale) {
        cases::tell news;
        news.number = 7;
        news.whom.who = {"42", "Ada", locale};
        const auto told = in_known_language(news, "de");
        news.whom.who.locale = told.whom.who.locale;
        CHECK(told == news);
        return told.whom.who.locale;
      };
      THEN("the rest of them stays as it is") {
        CHECK_EQ(said_in("fr"), "fr");
        CHECK_EQ(said_in("es-419"), "es-419");
        CHECK_EQ(said_in("pl"), "de");
        CHECK_EQ(said_in(""), "de");
      }
    }
  }
}

SCENARIO("a draft that was stored is the same when it is read") {
  GIVEN("a draft") {
    const reports::draft d{"1200000000000000001", "42", 5000, true, lantern(), {"no picture"}};
    WHEN("it is written and read") {
      const auto again = decode_draft(encode(d));
      THEN("all that it needs is there") {
        REQUIRE(again.has_value());
        CHECK_EQ(again->id + again->member, d.id + d.member);
        CHECK_EQ(again->at, 5000);
        CHECK(again->good);
        CHECK_EQ(again->said.title + again->said.text + again->said.extra,
                 d.said.title + d.said.text + d.said.extra);
        CHECK(again->said.how_bad == reports::severity::critical);
        CHECK_EQ(again->problems, d.problems);
        REQUIRE_EQ(again->said.shots.size(), 1u);
        CHECK_EQ(again->said.shots[0].url, "https://cdn.example/9");
        CHECK_EQ(again->said.shots[0].filename, "<b>.png");
      }
      THEN("what is none is none") {
        CHECK(!decode_draft(""));
        CHECK(!decode_draft("[1]"));
        CHECK(!decode_draft("{}"));
        CHECK(!decode_draft(R"({"kind":"bug","severity":"deadly"})"));
      }
    }
  }
}
