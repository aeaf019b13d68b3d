// TRANSITIONS.md is made here from behaviour: one sample of every event in every phase.
#include "test/unit/conversation/script.hpp"

#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>

#define CAF_SUITE machine_transitions
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

namespace {

struct start {
  const char* name;
  talk at;
};

std::vector<start> starts() {
  std::vector<start> all(10);
  auto thinking = talk{};
  thinking.on(wrote("m0", "hello"));
  auto bot = thinking;
  bot.bot("hi");
  auto asked = bot;
  asked.on(agent_requested{"button", ada()});
  auto desk = asked;
  desk.on(case_opened{7});
  desk.opened();
  auto live = talk{};
  live.rule.live_transcript = true;
  live.on(wrote("m0", "hello"));
  live.opened();
  live.bot("hi");
  auto parked = talk{};
  parked.to_agent();
  parked.desk(agent_left{"id-Ana"});
  parked.seen({}, "inactive");
  all = {{"idle", talk{}},
         {"with_bot", bot},
         {"with_bot, thinking", thinking},
         {"with_bot, live transcript", live},
         {"awaiting_agent, case asked", asked},
         {"awaiting_agent, desk asked", desk},
         {"awaiting_agent, queued", talk{}.to_queue()},
         {"with_agent", talk{}.to_agent()},
         {"with_agent, parked", parked},
         {"wrapping_up", talk{}.to_survey()}};
  return all;
}

struct sample {
  std::string name;
  std::function<std::string(talk&)> play;
};

sample of_user(std::string what, event e) {
  return {std::move(what), [e](talk& t) { return t.on(e); }};
}
sample of_desk(std::string what, event e) {
  return {std::move(what), [e](talk& t) { return t.desk(e, "CH1"); }};
}

desk_seen view(std::vector<agent> agents, std::string channel, bool invite_open) {
  desk_seen e;
  e.name = "fc-1";
  e.agents = std::move(agents);
  e.channel = std::move(channel);
  e.tasks_known = true;
  e.invite_open = invite_open;
  return e;
}

std::vector<sample> samples() {
  const auto ana = person_at_desk("Ana"), ben = person_at_desk("Ben");
  auto gone = post{"fc-1", author::user, "m0", "hello", {}, ada(), 1000};
  auto agent_say = say{voice::agent, 1, "Ana", "hi", {}, {}, {}, "IM1", {}};
  std::vector<sample> all{
      of_user("user_wrote", wrote("m1", "text")),
      of_user("user_wrote, a phrase that asks for a person", wrote("m1", "talk to a person")),
      of_user("user_edited", user_edited{"m0", "better"}),
      of_user("user_deleted", user_deleted{"m0"}),
      of_user("help_requested", help_requested{"", "T1", ada()}),
      of_user("help_requested, with a topic", help_requested{"topic", "T1", ada()}),
      of_user("agent_requested", agent_requested{"button", ada()}),
      {"agent_requested, no agents here",
       [](talk& t) {
         t.rule.desk_available = false;
         return t.on(agent_requested{"button", ada()});
       }},
      {"agent_requested, out of hours",
       [](talk& t) {
         t.open = false;
         return t.on(agent_requested{"button", ada()});
       }},
      {"agent_requested, too soon after another",
       [](talk& t) {
         t.rule.gates.cooldown = 60'000;
         t.now.shared.requests = {t.time};
         return t.on(agent_requested{"button", ada()});
       }},
      {"user_wrote, by somebody who is blocked",
       [](talk& t) {
         t.rule.gates.blocked = {"u1"};
         return t.on(wrote("m1", "text"));
       }},
      {"user_wrote, words that cancel",
       [](talk& t) {
         t.rule.cancel_phrases = {"cancel"};
         return t.on(wrote("m1", "cancel"));
       }},
      {"case_opened, of a wish outside the hours",
       [](talk& t) {
         t.now.shared.promised.asked = true;
         return t.on(case_opened{8});
       }},
      of_user("case_opened, one of before goes on", case_opened{8, true}),
      of_user("case_news", case_news{5, "resolved", "Lantern", ada()}),
      of_user("survey_commented", survey_commented{"kind"}),
      of_user("request_cancelled", request_cancelled{}),
      of_user("survey_answered", survey_answered{5}),
      of_user("answer_rated, did not help", answer_rated{false}),
      of_user("case_opened", case_opened{8}),
      of_user("bot_answered", bot_answered{1, {{"answer", {}, "article", {}}}, false, {}, {}}),
      of_user("bot_answered, wants a person",
              bot_answered{1, {{"moment", {}, {}, {}}}, true, "billing", "Q1"}),
      of_user("bot_failed", bot_failed{1, "timeout"}),
      of_user("desk_opened", desk_opened{"fc-1", "CH1"}),
      of_user("agent_invited", agent_invited{"fc-1", "KD1", "UO1", "WT1"}),
      of_user("desk_failed", desk_failed{"fc-1", "refused"}),
      of_desk("agent_joined", agent_joined{ben}),
      of_desk("agent_left", agent_left{"id-Ana"}),
      of_desk("agent_wrote", said("IM1", 0, "hi")),
      of_desk("agent_wrote, after a gap", said("IM5", 5, "hi")),
      of_desk("agent_edited", agent_edited{"IM1", "better"}),
      of_desk("agent_deleted", agent_deleted{"IM1"}),
      of_desk("desk_seen, Ana is there", view({ana}, "active", false)),
      of_desk("desk_seen, nobody there, an invitation open", view({}, "active", true)),
      of_desk("desk_seen, nobody there, put aside", view({}, "inactive", false)),
      of_desk("desk_seen, nobody there, nobody invited", view({}, "active", false)),
      of_desk("desk_seen, closed", view({}, "closed", false)),
      {"queue_seen",
       [](talk& t) {
         t.rule.queue_notice_interval = 60'000;
         return t.desk(queue_seen{"fc-1", 3, 0}, "CH1");
       }},
      of_desk("desk_changed", desk_changed{"participant"}),
      of_desk("flow_asked", flow_asked{"t1", "IM0"}),
      of_desk("desk_ended, completed", desk_ended{desk_ended::how::completed}),
      of_desk("desk_ended, nobody came", desk_ended{desk_ended::how::nobody_came}),
      of_user("delivered, a bot text", delivered{say{voice::bot, 1, {}, "hi"}, {"d1"}, -1}),
      of_user("delivered, our post", delivered{gone, {"IM0"}, 0}),
      of_user("undeliverable, an agent's text", undeliverable{agent_say, "closed"}),
      of_user("undeliverable, the user's text: refused", undeliverable{gone, "refused"}),
      of_user("undeliverable, the user's text: the desk is gone", undeliverable{gone, "gone"}),
      of_user("undeliverable, news", undeliverable{say{.as = voice::news, .about = 5}, "closed"}),
      of_user("command_revived", command_revived{agent_say, "command:9"}),
      of_user("withdrawn", withdrawn{say{voice::bot, 0, {}, "late"}}),
  };
  for (auto which : {timer::opening, timer::queue, timer::agent, timer::survey, timer::idle,
                     timer::poll, timer::flow, timer::watch})
    all.push_back({std::string("timer_fired, ") + to_string(which),
                   [which](talk& t) { return t.fire(which); }});
  return all;
}

/// What stands in a table cell: nothing may end the cell or be taken for markup.
std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
    text.insert(at, "\\");
  return text.empty() ? " " : " " + text + " ";
}

std::string generate(std::map<std::string, int>& events) {
  std::ostringstream out;
  out << "# What the conversation does\n\n"
         "Made by the test `machine.machine_transitions` from the machine's behaviour: one sample "
         "of every event in every phase. Do not edit;\n"
         "run the test with `FLEXCORD_UPDATE_GOLDEN=1` and review the difference.\n\n"
         "*Taken as*: done, ignored (expected, nothing to do), stale (too late; counted), refused "
         "(the user is told why), never (a bug; counted).\n"
         "*(hint)*: the event is only a reason to look; its id is not remembered. *(drop fc-1)*: "
         "what was not yet attempted at that desk is dropped.\n"
         "Texts end at their first sentence. Timers: `+` armed with its time, `-` disarmed.\n";
  for (auto& s : samples()) {
    out << "\n## " << s.name << "\n\n"
        << "| in | becomes | taken as | commands | timers and case |\n|---|---|---|---|---|\n";
    for (auto& from : starts()) {
      auto t = from.at;
      auto text = s.play(t);
      ++events[s.name.substr(0, s.name.find(','))];
      auto commands = text.find(": ") == std::string::npos ? "" : text.substr(text.find(": ") + 2);
      std::string more = t.timers();
      if (auto cases = t.cases(); !cases.empty()) more += (more.empty() ? "" : "; ") + cases;
      out << "|" << cell(from.name) << "|" << cell(describe(t.now.now)) << "|"
          << cell(std::string(to_string(t.last.how)) + (t.last.hint ? " (hint)" : "")) << "|"
          << cell(commands) << "|" << cell(more) << "|\n";
    }
  }
  return out.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

} // namespace

SCENARIO("TRANSITIONS.md shows what the machine does") {
  GIVEN("a sample of every event in every phase") {
    std::map<std::string, int> events;
    const auto made = generate(events);
    CHECK_EQ(events.size(), std::variant_size_v<event>);
    WHEN("it is compared with the file") {
      if (auto* update = std::getenv("FLEXCORD_UPDATE_GOLDEN"); update && *update == '1')
        std::ofstream(FLEXCORD_TRANSITIONS, std::ios::binary) << made;
      std::ifstream file(FLEXCORD_TRANSITIONS, std::ios::binary);
      const std::string stands{std::istreambuf_iterator<char>(file), {}};
      THEN("every byte is the same") {
        if (made != stands) {
          auto a = lines_of(stands), b = lines_of(made);
          std::size_t i = 0;
          while (i < a.size() && i < b.size() && a[i] == b[i]) ++i;
          CAF_ERROR(
              "TRANSITIONS.md differs in line "
              << i + 1 << "\n  the file has: " << (i < a.size() ? a[i] : "(its end)")
              << "\n  the machine does: " << (i < b.size() ? b[i] : "(its end)")
              << "\n  to regenerate: FLEXCORD_UPDATE_GOLDEN=1 tests/test-machine-conversation "
                 "-s machine_transitions");
        }
        CHECK(made == stands);
      }
    }
  }
}
