#pragma once
#include "actors/cases/core.hpp"
#include "actors/cases/protocol.hpp"
#include "actors/record/keeper.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace flexcord::actors {

/// How a case's command went: the id of what was made, or why it could not be done.
using case_outcome = std::function<void(std::string id, std::string reason)>;

/// Those who do the commands of cases; each answers once, on any thread, or never when the process
/// ends. `maybe_done`: an earlier life may have done it, so they look first.
struct case_doers {
  using show_order = record::order<cases::command>;
  std::function<void(const show_order&, const cases::show&, bool maybe_done, case_outcome)> show;
  std::function<void(const show_order&, const cases::redraw&, case_outcome)> redraw;
  std::function<void(const show_order&, const cases::tell&, bool maybe_done, case_outcome)> tell;
  std::function<void(const show_order&, const cases::call_hook&, case_outcome)> hook;
};

struct case_tools {
  case_doers doers;
  std::function<cases::millis()> now;
  metrics* numbers = nullptr;
  cases::rules how;
  /// Who asks for a person so soon after their case was resolved goes on under its number.
  cases::millis reopen_within = 0;
};

/// Keeps the cases: opens them, takes what happens to them, and has their commands done. Thin: what
/// a case does is decided by its machine. Failure modes: those of a record's keeper; a doer that
/// never answers holds up that lane of its case until the next start. Debugging: one "step" line
/// for each event, component "cases".
class cases_state {
public:
  static inline const char* name = "flexcord.cases";
  cases_state(cases_actor::pointer self, journal_actor journal, case_tools tools);
  cases_actor::behavior_type make_behavior();

private:
  using book = record::keeper<cases::core, std::remove_pointer_t<cases_actor::pointer>>;
  using order = record::order<cases::command>;

  void open(ask_case a, caf::typed_response_promise<case_answer> promise);
  void opened(const ask_case& a, store::known_case found,
              caf::typed_response_promise<case_answer> promise);
  /// Runs `use` with the case's record in memory. `fresh`: it has just been made.
  void with(std::uint64_t number, bool fresh, std::function<void(book&)> use);
  book& keep(std::uint64_t number, cases::state known);
  void perform(const std::string& key, const order& o, bool maybe_done);
  void tell_case(const order& o, const cases::tell_case& t, std::uint64_t from);
  void outcome(std::uint64_t number, const order& o, std::string id, std::string reason);
  void forget_quiet();

  cases_actor::pointer self_;
  journal_actor journal_;
  case_tools tools_;
  record::keeper_tools<cases::core> keeping_;
  std::map<std::uint64_t, std::unique_ptr<book>> books_;
};

using cases_impl = cases_actor::stateful_impl<cases_state>;

} // namespace flexcord::actors
