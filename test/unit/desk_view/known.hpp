#pragma once
#include "actors/cases/machine.hpp"
#include "actors/desk_view/found.hpp"

/// A case as the journal tells it, for the tests of what pages show.
namespace flexcord::test {

inline constexpr std::int64_t opened_at = 1'767'225'600'000; // 2026-01-01T00:00:00Z

inline store::case_facts facts(std::uint64_t number, std::string kind, std::string title) {
  store::case_facts f;
  f.number = number;
  f.kind = std::move(kind);
  f.status = "open";
  f.priority = "normal";
  f.title = std::move(title);
  f.reporter = "1100000000000000001";
  f.reporter_name = "Alice";
  f.votes = 1;
  f.opened = f.updated = opened_at;
  return f;
}

/// Case 7, a talk of Alice's with the assistant, who has answered once.
inline actors::desk_view::found talk_of_alice() {
  actors::desk_view::found f;
  f.facts = facts(7, "handoff", "asked in words");
  f.facts.talk = "discord:900";
  f.record = cases::state_of(f.facts);
  f.timeline = {{opened_at, "open", "opened", "opened", "Alice", "", 1},
                {opened_at + 5, "", "queued", "", "", "", 2}};
  f.lines = {{"m1", "user", "Alice", "How?", "", opened_at - 20},
             {"2", "bot", "", "Like this", "", opened_at - 10}};
  f.talk.emplace();
  f.talk->shared.user = {"1100000000000000001", "Alice Ash", "fr"};
  f.talk->now = conversation::awaiting_agent{};
  std::get<conversation::awaiting_agent>(f.talk->now).case_number = 7;
  return f;
}

} // namespace flexcord::test
