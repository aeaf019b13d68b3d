#define CAF_SUITE record
#include "actors/journal_actor.hpp"
#include "actors/metrics.hpp"
#include "actors/record/keeper.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <charconv>

using namespace flexcord;
using namespace flexcord::actors;
using namespace flexcord::actors::record;

namespace {

/// A record that adds numbers up and says each sum; "lane" is the number's last digit.
struct sums {
  struct state {
    int sum = 0;
    std::uint64_t next_command = 1;
  };
  struct event {
    int add = 0;
    std::string dead; ///< why the command that is answered failed for good
    int forbids = 0;  ///< commands of this sum are not to be said any more; of the next: as 0
  };
  struct command {
    int sum = 0, digit = 0;
  };

  /// Its effect is to say what was there before. Nothing added is nothing to store.
  step<state, command, std::string> advance(const state& s, const happening<event>& e,
                                            millis now) const {
    step<state, command, std::string> out;
    out.next = s;
    out.dead = e.what.dead;
    out.effects = "was " + std::to_string(s.sum);
    out.worth_storing = e.what.add != 0;
    if (e.completes != 0 || !out.worth_storing) return out;
    out.next.sum += e.what.add;
    out.commands.push_back(
        {out.next.next_command++, now, e.trace, {out.next.sum, e.what.add % 10}});
    return out;
  }
  static std::string encode(const state& s) {
    return std::to_string(s.sum) + " " + std::to_string(s.next_command);
  }
  static std::string encode(const command& c, const std::string&) {
    return std::to_string(c.sum) + " " + std::to_string(c.digit);
  }
  static std::optional<std::pair<int, int>> two(std::string_view text) {
    const auto gap = text.find(' ');
    int a = 0, b = 0;
    if (gap == std::string_view::npos) return std::nullopt;
    std::from_chars(text.data(), text.data() + gap, a);
    std::from_chars(text.data() + gap + 1, text.data() + text.size(), b);
    return std::pair{a, b};
  }
  static std::optional<state> decode_state(std::string_view text) {
    auto t = two(text);
    if (!t) return std::nullopt;
    return state{t->first, static_cast<std::uint64_t>(t->second)};
  }
  static std::optional<std::pair<command, std::string>> decode_command(std::string_view text) {
    auto t = two(text);
    if (!t) return std::nullopt;
    return std::pair{command{t->first, t->second}, std::string{}};
  }
  static std::string lane_of(const command& c) { return std::to_string(c.digit); }
  static revision<command> revise(const command& c, const event& e, const state&, const state&) {
    if (e.forbids == 0) return {};
    if (c.sum == e.forbids) return {true, {}};
    if (c.sum == e.forbids + 1) return {false, command{0, c.digit}};
    return {};
  }
  static int priority_of(const command&) { return 2; }
  static const char* name_of(const command&) { return "say_sum"; }
  static const char* name_of(const event&) { return "added"; }
};

struct said {
  std::uint64_t id;
  int sum;
  bool maybe_done;
  order<sums::command> what;
};
using book = keeper<sums, std::remove_pointer_t<worker_actor::pointer>>;

struct fixture : test_coordinator_fixture<> {
  metrics numbers{sys.metrics()};
  journal_actor journal;
  worker_actor owner;
  worker_actor::pointer inside = nullptr;
  std::unique_ptr<keeper_tools<sums>> tools;
  std::unique_ptr<book> it;
  std::vector<said> asked;
  std::vector<std::string> answers; ///< of events, in order
  std::vector<std::string> effects; ///< that came with them
  millis now = 1000;

  fixture() {
    journal = sys.spawn<journal_impl>(store::open("sqlite::memory:", {}).value(),
                                      journal_tools{&numbers});
    owner = sys.spawn([this](worker_actor::pointer owner_self) -> worker_actor::behavior_type {
      inside = owner_self;
      return {[](const job& j) { (*j.run)(); }};
    });
    tools = std::make_unique<keeper_tools<sums>>();
    tools->journal = journal;
    tools->now = [this] { return now; };
    tools->component = "test";
    tools->perform = [this](const std::string&, const order<sums::command>& o, bool maybe) {
      asked.push_back({o.id, o.what.sum, maybe, o});
    };
    run();
    begin();
  }
  ~fixture() {
    // What it still waits for must not find it gone.
    in_turn([this] { it.reset(); });
    caf::anon_send_exit(owner, caf::exit_reason::user_shutdown);
    caf::anon_send_exit(journal, caf::exit_reason::user_shutdown);
    run();
  }
  void in_turn(std::function<void()> f) {
    caf::anon_send(owner, job{std::make_shared<std::function<void()>>(std::move(f))});
    run();
  }
  /// The process begins (again) and finds what is stored.
  void begin() {
    in_turn([this] { it = std::make_unique<book>(inside, "sums:1", *tools); });
  }
  void take(std::string id, int add, std::uint64_t completes = 0, std::string dead = {}) {
    in_turn([=, this] {
      it->take({id, now, completes, {}, {add, dead, 0}},
               [this, id](const caf::error& why, std::string effect) {
                 answers.push_back(id + (why ? "!" : ""));
                 effects.push_back(std::move(effect));
               });
    });
  }
  void forbid(std::string id, int sum) {
    in_turn([=, this] { it->take({id, now, 0, {}, {5, {}, sum}}); });
  }
  /// Written by somebody else behind our back.
  void write(std::uint64_t version, const std::string& state, const std::string& event = {}) {
    store::step other;
    other.conversation = "sums:1";
    other.version = version;
    other.state = state;
    other.owner = "record";
    other.at = now;
    if (!event.empty()) other.event_ids.push_back(event);
    write(std::move(other));
  }
  void write(store::step s) {
    caf::scoped_actor other{sys};
    caf::anon_send(journal, std::move(s));
    run();
  }
  std::string spoken() const {
    std::string out;
    for (auto& s : asked)
      out += (out.empty() ? "" : ", ") + std::to_string(s.sum) + (s.maybe_done ? "?" : "");
    return out;
  }
};

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("a record commits, then acknowledges, then acts, one command of a lane at a time") {
  GIVEN("a record of sums") {
    WHEN("it hears of three numbers, two of them in one lane") {
      take("a", 1);
      take("b", 11);
      take("c", 2);
      THEN("the second of a lane waits for the outcome of the first") {
        CHECK_EQ(answers, (std::vector<std::string>{"a", "b", "c"}));
        CHECK_EQ(spoken(), "1, 14");
        take("done:1", 0, 1);
        CHECK_EQ(spoken(), "1, 14, 12");
        CHECK_EQ(it->now().sum, 14);
        CHECK(!it->quiet());
        take("done:2", 0, 2);
        take("done:3", 0, 3);
        CHECK(it->quiet());
      }
    }
  }
}

SCENARIO("an event that comes twice is taken once and acknowledged twice") {
  GIVEN("a record that has heard of a number") {
    take("a", 1);
    WHEN("it comes again") {
      take("a", 1);
      THEN("nothing is added, and whoever tells it is answered") {
        CHECK_EQ(it->now().sum, 1);
        CHECK_EQ(answers.size(), 2u);
        CHECK_EQ(spoken(), "1");
      }
    }
  }
}

SCENARIO("what was under way when the process died is looked for, what was not is simply done") {
  GIVEN("two commands of one lane and one of another, none with an outcome") {
    take("a", 1);
    take("b", 11);
    take("c", 2);
    asked.clear();
    WHEN("the process begins again") {
      begin();
      THEN("only the first of each lane may have been done") {
        CHECK_EQ(spoken(), "1?, 14?");
        take("done:1", 0, 1);
        CHECK_EQ(spoken(), "1?, 14?, 12");
      }
    }
  }
}

SCENARIO("a record that somebody else has written is loaded again before the event is taken") {
  GIVEN("a record that another life has moved on") {
    take("a", 1);
    take("done:1", 0, 1);
    write(3, "100 7");
    WHEN("an event comes") {
      take("b", 1);
      THEN("it is added to what is stored") {
        CHECK_EQ(it->now().sum, 101);
        CHECK_EQ(spoken(), "1, 101");
        CHECK_EQ(answers.back(), "b");
      }
    }
  }
}

SCENARIO("a command that cannot be done is put away for a person, and its lane goes on") {
  GIVEN("two commands of one lane") {
    take("a", 1);
    take("b", 11);
    WHEN("the first fails for good") {
      take("failed:1", 0, 1, "refused");
      THEN("it is a dead letter, and the second is asked for") {
        CHECK_EQ(spoken(), "1, 12");
        caf::scoped_actor reader{sys};
        auto found =
            reader->request(journal, caf::infinite, find_dead_letter{"sums:1", "command:1"});
        run();
        found.receive(
            [](const found_dead_letter& f) {
              REQUIRE(f.letter.has_value());
              CHECK_EQ(f.letter->reason, "refused");
              CHECK_EQ(f.letter->kind, "say_sum");
            },
            [](const caf::error& e) { CAF_FAIL(e); });
      }
    }
  }
}

SCENARIO("an event takes back a command that waits, and changes another") {
  GIVEN("three commands of one lane, the first under way") {
    take("a", 1);
    take("b", 11);
    take("c", 1);
    WHEN("the second is forbidden, and the third with it") {
      forbid("f", 12);
      THEN("the third is done in its new form, now and in another life") {
        CHECK_EQ(spoken(), "1, 18");
        CHECK(!asked[0].what.is_taken_back());
        asked.clear();
        begin();
        CHECK_EQ(spoken(), "1?, 18?");
        take("done:1", 0, 1);
        CHECK_EQ(spoken(), "1?, 18?, 0");
        take("done:3", 0, 3);
        CHECK_EQ(asked.size(), 3u);
      }
    }
  }
}

SCENARIO("a command that is taken back while it is under way counts for nothing") {
  GIVEN("two commands of one lane, the first under way") {
    take("a", 1);
    take("b", 11);
    WHEN("the first is forbidden") {
      forbid("f", 1);
      THEN("its lane waits for whoever does it, and nothing of it is kept") {
        CHECK(asked[0].what.is_taken_back());
        CHECK_EQ(spoken(), "1, 17");
        take("failed:1", 0, 1, "refused");
        CHECK_EQ(spoken(), "1, 17, 12");
        CHECK_EQ(answers.back(), "failed:1");
        caf::scoped_actor reader{sys};
        auto found =
            reader->request(journal, caf::infinite, find_dead_letter{"sums:1", "command:1"});
        run();
        found.receive([](const found_dead_letter& f) { CHECK(!f.letter); },
                      [](const caf::error& e) { CAF_FAIL(e); });
        asked.clear();
        begin();
        CHECK_EQ(spoken(), "12?, 17?");
      }
    }
  }
}

SCENARIO("a record that cannot be read takes nothing and is left as it is") {
  GIVEN("a record in strange words") {
    write(1, "strange");
    begin();
    WHEN("an event comes") {
      take("a", 1);
      THEN("whoever tells it learns that it was not taken") {
        CHECK_EQ(answers, std::vector<std::string>{"a!"});
        CHECK_EQ(spoken(), "");
      }
    }
  }
}

SCENARIO("the effects of a step come with its answer, once it is committed and only then") {
  GIVEN("a record of sums") {
    using all = std::vector<std::string>;
    WHEN("events come in several ways") {
      take("a", 5);
      take("a", 5);
      const auto repeated = std::exchange(effects, {});
      take("", 0);
      const auto not_stored = std::exchange(effects, {});
      write(2, "100 7");
      take("b", 1);
      const auto made_twice = std::exchange(effects, {});
      write(4, "200 9", "c");
      take("c", 1);
      take("d", 1);
      THEN("they are those of the step that counted, and none of an event that was known") {
        CHECK_EQ(repeated, (all{"was 0", ""}));
        CHECK_EQ(not_stored, all{"was 5"});
        CHECK_EQ(made_twice, all{"was 100"});
        CHECK_EQ(effects, (all{"", "was 200"}));
        CHECK_EQ(answers.size(), 6u);
      }
    }
  }
}

END_FIXTURE_SCOPE()
