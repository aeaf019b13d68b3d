#pragma once
#include "actors/cases/protocol.hpp"
#include "actors/discord/guild_desk.hpp"
#include "actors/metrics.hpp"
#include "actors/protocol.hpp"
#include "actors/reports/forms.hpp"
#include "actors/reports/known.hpp"
#include "actors/reports/presses.hpp"
#include "actors/reports_desk/first_answer.hpp"
#include "actors/reports_desk/values.hpp"
#include "actors/turns.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace flexcord::actors {

struct reports_tools {
  net::runtime* rt = nullptr;
  net::discord::rest* discord = nullptr;
  std::function<conversation::millis()> now;
  metrics* numbers = nullptr;
  std::string bug_channel, feature_channel; ///< empty: such reports are not taken
  gates::limits gates;
  std::string language; ///< of a member whose locale has no texts
};

/// Takes what members do with reports: /bug, /new_feature and their forms, votes, joins, /mycases.
/// One thing of each member at a time, so that who presses twice quickly is not two. What it
/// promises is committed before it says so; an interaction is "taken" when it need not come again.
/// Reports that wait for their writer are kept in the journal, those that others are compared with
/// in memory. Failure modes: while the store fails, members wait (Discord is asked to as well) and
/// are told to try again when too many do. Debugging: a log line for each report, join and refusal.
class reports_state {
public:
  static inline const char* name = "flexcord.reports";
  reports_state(worker_actor::pointer self, reports_tools tools, journal_actor journal,
                cases_actor cases, std::shared_ptr<reports_state*> address);
  worker_actor::behavior_type make_behavior();

  static bool is_ours(const net::discord::interaction& i);
  /// In the actor's turn.
  void take(const net::discord::interaction& i, guild_turn turn);

private:
  /// One interaction on its way.
  struct visit {
    net::discord::interaction i;
    guild_turn turn;
    reports::language in = reports::language::en;
    std::shared_ptr<reports_desk::first_answer> answer;
    const std::string& member() const { return i.invoker.id; }
    std::string event() const { return "discord:interaction:" + i.id; }
  };
  struct lookup;
  using guest = std::shared_ptr<visit>;
  using next = std::function<void()>;
  using with_case = std::function<void(const cases::state&)>;

  // reports_actor.cpp: who comes, and in which order
  void serve(const guest& v);
  void pressed(const guest& v, const reports::press& p);
  void say(const guest& v, net::discord::outgoing m);
  void say(const guest& v, reports::word w,
           std::initializer_list<std::pair<std::string_view, std::string>> values = {});
  void finish(const guest& v);
  void begin(const std::string& member);
  /// Asks until it is answered.
  template <class Handle, class Request, class Then>
  void ask(const Handle& whom, Request what, Then then);
  void read_case(std::uint64_t number, with_case then);
  /// The report of that number, or the one that it is a duplicate of.
  void with_report(const guest& v, std::uint64_t number, with_case then, int hops = 3);
  std::function<void(next)> in_turn() { return turns_of(worker_actor{self_}); }

  // reports_gate.cpp: who may
  void gate(const guest& v, next then);
  bool refused(const guest& v, const gates::verdict& verdict);
  /// Past the gate, unless the request was allowed before: then at once.
  void admit(const guest& v, const std::string& draft, reports::kind what,
             std::function<void(bool again)> then);

  // reports_forms.cpp: from the command to the case
  void open_form(const guest& v, reports::kind what);
  bool is_here(const guest& v, reports::kind what);
  void submitted(const guest& v, reports::kind what);
  void to_correct(const guest& v, reports::report said, std::vector<std::string> problems);
  void check_shots(const guest& v, reports::report said, std::size_t at,
                   std::vector<std::string> problems);
  void suggest_or_open(const guest& v, reports::report said);
  void look_at(const guest& v, std::shared_ptr<lookup> l);
  void open_case(const guest& v, const std::string& draft, cases::opened what,
                 std::function<void(std::uint64_t)> then);
  void post(const guest& v, const std::string& draft, const reports::report& said);

  // reports_presses.cpp: what is pressed
  void again(const guest& v, const std::string& draft);
  void post_all_the_same(const guest& v, const std::string& draft);
  void of_before(const guest& v, const std::string& draft);
  void vote(const guest& v, std::uint64_t number);
  void join(const guest& v, std::uint64_t number, const std::string& draft);
  void join_now(const guest& v, const cases::state& s, const std::string& draft,
                const std::optional<reports::report>& said);
  void tell_me(const guest& v, std::uint64_t number);
  void list(const guest& v, std::uint64_t skip);

  // reports_memory.cpp: what is kept
  void read_drafts(std::size_t place);
  void keep_draft(const guest& v, reports::draft d, next then);
  void write_places(std::vector<std::size_t> places, next then);
  void drop_draft(const std::string& id);
  void expire_drafts();
  void read_reports();
  void read_page(reports::kind what, cases::status now, std::uint64_t skip);
  void remember_next();
  void ready();

  const std::string& channel_of(reports::kind what) const {
    return what == reports::kind::bug ? tools_.bug_channel : tools_.feature_channel;
  }

  worker_actor::pointer self_;
  worker_actor me_;
  const reports_tools tools_;
  journal_actor journal_;
  cases_actor cases_;
  reports::report_limits limits_;
  reports::drafts drafts_;
  reports::known_reports known_;
  std::vector<std::pair<reports::kind, cases::status>> to_list_; ///< at the start
  std::deque<std::uint64_t> to_remember_;
  bool ready_ = false;
  std::map<std::string, std::deque<guest>> waiting_; ///< by member; the first is being served
  std::size_t inside_ = 0;
};

using reports_impl = worker_actor::stateful_impl<reports_state>;

template <class Handle, class Request, class Then>
void reports_state::ask(const Handle& whom, Request what, Then then) {
  self_->request(whom, caf::infinite, what)
      .then(then, [this, whom, what, then](const caf::error&) { // who was asked has logged why
        self_->run_delayed(std::chrono::milliseconds(500),
                           [this, whom, what, then] { ask(whom, what, then); });
      });
}

} // namespace flexcord::actors
