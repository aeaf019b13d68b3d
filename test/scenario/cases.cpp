#define CAF_SUITE cases
#include "actors/cases/cases_actor.hpp"
#include "actors/journal_actor.hpp"
#include "actors/metrics.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors;

namespace {

/// What a stand-in was asked to do.
struct asked {
  std::string what;
  bool maybe_done = false;
  case_outcome answer;
};

struct fixture : test_coordinator_fixture<> {
  metrics numbers{sys.metrics()};
  journal_actor journal;
  cases_actor cases;
  std::vector<asked> shown, told, called;
  cases::millis now = 1'000'000;

  fixture() {
    journal = sys.spawn<journal_impl>(store::open("sqlite::memory:", {}).value(),
                                      journal_tools{&numbers});
    begin();
  }
  ~fixture() {
    end();
    caf::anon_send_exit(journal, caf::exit_reason::user_shutdown);
    consume_messages();
  }
  void begin() {
    case_tools t;
    t.now = [this] { return now; };
    t.how.hook = true;
    t.reopen_within = 3'600'000;
    t.doers.show = [this](auto&, const cases::show& s, bool maybe, case_outcome a) {
      shown.push_back({"show " + std::to_string(s.it.number), maybe, std::move(a)});
    };
    t.doers.redraw = [this](auto&, const cases::redraw& r, case_outcome a) {
      shown.push_back({std::string("redraw ") + to_string(r.it.now), false, std::move(a)});
    };
    t.doers.tell = [this](auto&, const cases::tell& s, bool maybe, case_outcome a) {
      told.push_back({s.whom.who.id + " #" + std::to_string(s.number) + " " + to_string(s.now),
                      maybe, std::move(a)});
    };
    t.doers.hook = [this](auto&, const cases::call_hook& h, case_outcome a) {
      called.push_back({h.event, false, std::move(a)});
    };
    cases = sys.spawn<cases_impl>(journal, std::move(t));
    consume_messages();
  }
  /// Like kill -9: what is in memory is gone.
  void end() {
    caf::anon_send_exit(cases, caf::exit_reason::kill);
    cases = nullptr;
    consume_messages();
  }
  void done(std::vector<asked>& where, std::string id = {}, std::string reason = {}) {
    auto answer = where.back().answer;
    answer(std::move(id), std::move(reason));
    consume_messages();
  }
  case_answer ask(std::string conversation, std::uint64_t command, std::string kind,
                  std::string member = "42") {
    ask_case a;
    a.request = {std::move(conversation), command, kind, member, "Lantern", now};
    a.what.what = cases::kind_named(kind, cases::kind::handoff);
    a.what.reporter = {member, "Member " + member, "en-US"};
    a.what.title = "Lantern";
    if (kind == "bug") a.what.channel = a.what.show_in = "bugs";
    if (kind == "handoff") a.what.talk = a.request.conversation;
    a.what.may_dm = true;
    case_answer got;
    caf::scoped_actor asker{sys};
    auto answer = asker->request(cases, caf::infinite, std::move(a));
    consume_messages();
    answer.receive([&](const case_answer& g) { got = g; },
                   [](const caf::error& e) { CAF_FAIL(e); });
    return got;
  }
  void happens(std::uint64_t number, std::string id, cases::event what) {
    caf::scoped_actor teller{sys};
    tell_of_case t{number, {std::move(id), now, 0, {}, std::move(what)}};
    auto answer = teller->request(cases, caf::infinite, std::move(t));
    consume_messages();
    answer.receive([] {}, [](const caf::error& e) { CAF_FAIL(e); });
  }
  store::case_facts facts(std::uint64_t number) {
    store::case_facts found;
    caf::scoped_actor reader{sys};
    auto answer = reader->request(journal, caf::infinite, read_case_facts{number});
    consume_messages();
    answer.receive([&](const case_facts_row& r) { found = r.facts.value(); },
                   [](const caf::error& e) { CAF_FAIL(e); });
    return found;
  }
  static std::string names(const std::vector<asked>& all) {
    std::string out;
    for (auto& a : all) out += (out.empty() ? "" : ", ") + a.what + (a.maybe_done ? "?" : "");
    return out;
  }
};

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("a report that comes twice is one case, shown once") {
  GIVEN("a member's report") {
    auto first = ask("report:1", 1, "bug");
    WHEN("it comes again") {
      auto second = ask("report:1", 1, "bug");
      auto other = ask("report:2", 1, "bug");
      THEN("the number is the same, and the next report has the next one") {
        CHECK_EQ(first.number, 1u);
        CHECK_EQ(second.number, 1u);
        CHECK_EQ(other.number, 2u);
        CHECK_EQ(names(shown), "show 1, show 2");
      }
    }
  }
}

SCENARIO("a report that was being posted when the process died is looked for first") {
  GIVEN("a report on its way to the channel") {
    ask("report:1", 1, "bug");
    end();
    shown.clear();
    begin();
    WHEN("the process wakes it") {
      caf::anon_send(cases, wake_case{1});
      consume_messages();
      THEN("it may be there already") {
        CHECK_EQ(names(shown), "show 1?");
        done(shown, "m1");
        happens(1, "vote:50", cases::voted{"50"});
        CHECK_EQ(names(shown), "show 1?, redraw open");
      }
    }
  }
}

SCENARIO("both reporters of one problem are told once, each of their own case") {
  GIVEN("a report and one that joins it") {
    ask("report:1", 1, "bug", "42");
    done(shown, "m1");
    ask("report:2", 1, "bug", "43");
    happens(2, "press:1", cases::merged{1});
    happens(2, "press:1", cases::merged{1});
    WHEN("an agent resolves the first") {
      happens(1, "page:1", cases::changed{.by = "Ana", .status = "resolved"});
      happens(1, "page:1", cases::changed{.by = "Ana", .status = "resolved"});
      THEN("each hears of it, and both are resolved") {
        CHECK_EQ(names(told), "42 #1 resolved, 43 #2 resolved");
        CHECK_EQ(facts(1).status, "resolved");
        CHECK_EQ(facts(2).status, "resolved");
        CHECK_EQ(facts(2).master, 1u);
        CHECK_EQ(facts(1).votes, 2u);
      }
    }
  }
}

SCENARIO("a member who comes back soon goes on under the number of before") {
  GIVEN("a talk whose case is resolved") {
    ask("discord:1", 4, "handoff");
    happens(1, "talk:7", cases::progressed{"resolved", "agent finished", "left"});
    WHEN("they ask for a person again, soon and much later") {
      now += 60'000;
      auto soon = ask("discord:1", 9, "handoff");
      auto again = ask("discord:1", 9, "handoff");
      const auto then = facts(1).status;
      happens(1, "talk:11", cases::progressed{"resolved", "agent finished", "left"});
      now += 7'200'000;
      auto later = ask("discord:1", 15, "handoff");
      THEN("soon it is the same case, later a new one") {
        CHECK_EQ(soon.number, 1u);
        CHECK(soon.earlier);
        CHECK_EQ(again.number, 1u);
        CHECK_EQ(then, "open");
        CHECK_EQ(later.number, 2u);
        CHECK(!later.earlier);
      }
    }
  }
}

SCENARIO("a case of before there were records goes on with what is listed of it") {
  GIVEN("a case that has a number and a kind only") {
    caf::scoped_actor asker{sys};
    auto answer = asker->request(journal, caf::infinite,
                                 new_case{{"discord:1", 4, "handoff", "42", "asked", now}});
    consume_messages();
    answer.receive([](const case_number&) {}, [](const caf::error& e) { CAF_FAIL(e); });
    WHEN("an agent notes something") {
      happens(1, "page:1", cases::changed{.by = "Ana", .priority = "high", .note = "called back"});
      THEN("nothing of it is lost") {
        auto f = facts(1);
        CHECK_EQ(f.priority, "high");
        CHECK_EQ(f.title, "asked");
        CHECK_EQ(f.reporter, "42");
        CHECK_EQ(f.kind, "handoff");
        CHECK(f.answered > 0);
      }
    }
  }
}

SCENARIO("what an outside system is told comes in order, one call at a time") {
  GIVEN("a case with two changes") {
    ask("discord:1", 1, "handoff");
    happens(1, "page:1", cases::changed{.by = "Ana", .note = "hello"});
    WHEN("the first call is taken") {
      const auto before = names(called);
      done(called);
      THEN("the next is made") {
        CHECK_EQ(before, "case.opened");
        CHECK_EQ(names(called), "case.opened, case.note");
      }
    }
  }
}

END_FIXTURE_SCOPE()
