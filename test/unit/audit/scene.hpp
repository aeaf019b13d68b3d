#pragma once
#include "actors/audit/mending.hpp"

#include <string>

/// One conversation on which journal, Discord and Twilio agree, for tests to disturb.
namespace flexcord::actors::audit {

inline constexpr std::int64_t hour = 3'600'000;
inline constexpr std::int64_t now = 1'800'000'000'000;
inline constexpr std::int64_t then = now - hour;

struct scene {
  journal_view journal;
  other_sides sides;
  window when{now - 24 * hour, now};

  scene() {
    journal.key = "discord:77";
    journal.first = now - 23 * hour;
    auto& shared = journal.state.shared;
    shared.user = {"5", "Ada", "en-US"};
    shared.desk.name = "fc-1";
    shared.desk.conversation = "CH1";
    shared.desk.open = true;
    journal.state.now = conversation::with_agent{};
    journal.events = {"discord:msg:100", "twilio:IM2:added"};
    journal.told = {{"101", then + 1, 1}, {"102", then + 3, 1}};
    journal.copied = {{"100", "IM1", then}};
    sides.user = std::vector<user_message>{{"100", then, true, false, "hello"},
                                           {"101", then + 1, false, true, "welcome"},
                                           {"102", then + 3, false, true, "I am Mike"}};
    sides.desks = {{"fc-1", "CH1", "active", "active",
                    std::vector<desk_message>{{"IM1", then, true, "discord:77#3"},
                                              {"IM2", then + 2, false, {}}},
                    true}};
  }

  std::vector<user_message>& user() { return *sides.user; }
  desk_view& desk() { return sides.desks.front(); }
  std::vector<gap> gaps() const { return compare(journal, sides, when); }
  /// Kinds and ids, as "kind id; …".
  std::string found() const {
    std::string text;
    for (auto& g : gaps()) {
      text += (text.empty() ? "" : "; ") + std::string{to_string(g.kind)};
      for (auto* id : {&g.user_message, &g.desk, &g.desk_message, &g.command})
        if (!id->empty()) text += ' ' + *id;
    }
    return text;
  }
};

} // namespace flexcord::actors::audit
