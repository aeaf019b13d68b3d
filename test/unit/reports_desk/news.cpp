#define CAF_SUITE reports_desk_news

#include "actors/cases/cases_actor.hpp"
#include "actors/journal_actor.hpp"
#include "actors/reports_desk/doers.hpp"
#include "test/unit/discord/scripted_discord.hpp"

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors;
using flexcord::discord_tests::scripted_discord;

namespace {

constexpr std::int64_t start = 1'700'000'000'000;

/// A case book whose posts and mentions go to a Discord of a few lines.
struct fixture : test_coordinator_fixture<> {
  metrics numbers{sys.metrics()};
  scripted_discord discord;
  journal_actor journal;
  cases_actor cases;

  fixture() {
    journal = sys.spawn<journal_impl>(store::open("sqlite::memory:", {}).value(),
                                      journal_tools{&numbers});
    auto tools = std::make_shared<actors::discord::channel_tools>();
    *tools = {&discord.rt, discord.api.get(), [] { return start; }, [] { return 0.0; }, &numbers};
    case_tools t;
    t.now = [] { return start; };
    t.doers.show = [tools](auto& o, auto& s, bool maybe, case_outcome done) {
      reports_desk::post_report(tools, o, s, maybe, reports::language::en, std::move(done));
    };
    t.doers.redraw = [tools](auto& o, auto& r, case_outcome done) {
      reports_desk::redraw_report(tools, o, r, reports::language::en, std::move(done));
    };
    t.doers.tell = [tools](auto& o, const cases::tell& c, bool maybe, case_outcome done) {
      if (!c.mention) return done({}, "closed");
      reports_desk::mention(tools, o, c, maybe, std::move(done));
    };
    cases = sys.spawn<cases_impl>(journal, std::move(t));
    consume_messages();
  }
  ~fixture() {
    caf::anon_send_exit(cases, caf::exit_reason::kill);
    caf::anon_send_exit(journal, caf::exit_reason::user_shutdown);
    consume_messages();
  }

  void report(std::string member, std::uint64_t master = 0) {
    ask_case a;
    a.request = {"report:" + member, 1, "bug", member, "Lantern", start};
    a.what.what = flexcord::cases::kind::bug;
    a.what.reporter = {member, "Member", "en-US"};
    a.what.title = "Lantern";
    a.what.channel = "20";
    a.what.master = master;
    if (master == 0) a.what.show_in = "20";
    caf::anon_send(cases, std::move(a));
  }
  void happens(std::uint64_t number, std::string id, flexcord::cases::event what) {
    caf::anon_send(cases, tell_of_case{number, {std::move(id), start, 0, {}, std::move(what)}});
  }
  /// Lets everybody work until Discord was asked so often; what it was asked.
  std::vector<std::string> asked(std::size_t n) {
    const auto end = std::chrono::steady_clock::now() + discord_tests::limit;
    for (;;) {
      consume_messages();
      std::lock_guard lock(discord.mutex);
      if (discord.asked.size() < n && std::chrono::steady_clock::now() < end) continue;
      std::vector<std::string> out;
      for (auto& r : discord.asked) out.push_back(r.method + " " + r.body);
      return out;
    }
  }
  static std::size_t count(const std::vector<std::string>& all, std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(all, [&](auto& one) { return one.find(text) != std::string::npos; }));
  }
};

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("what an agent decides is drawn, and told to both reporters once (checklist 34)") {
  GIVEN("a report with a duplicate, whose reporters cannot be written to") {
    for (int i = 0; i < 8; ++i) discord.reply(200, R"({"id":"99","channel_id":"20"})");
    report("41");
    asked(1);
    report("42", 1);
    asked(2); // the vote of the second is drawn
    WHEN("an agent resolves it, and says so twice") {
      using flexcord::cases::changed;
      happens(1, "page:1", changed{.by = "Ana", .status = "resolved"});
      asked(5);
      happens(1, "page:2", changed{.by = "Ana", .status = "resolved"});
      happens(1, "page:3", changed{.by = "Ana", .priority = "low"});
      const auto all = asked(6);
      THEN("each is named once with their own case, and the post says it") {
        REQUIRE_EQ(all.size(), 6u);
        CHECK_EQ(count(all, "<@41> Case #1 (Lantern): Resolved."), 1u);
        CHECK_EQ(count(all, "<@42> Case #2 (Lantern): Resolved."), 1u);
        CHECK_EQ(count(all, R"({"name":"Status","value":"Resolved")"), 2u);
        CHECK_EQ(count(all, "PATCH"), 3u);
      }
    }
  }
}

END_FIXTURE_SCOPE()
