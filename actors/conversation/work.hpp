#pragma once
#include "actors/conversation/machine.hpp"
#include "actors/conversation/texts.hpp"

#include <string>
#include <utility>
#include <vector>

namespace flexcord::conversation {

/// What the cells of the matrix act on: the shared part of the state, and the step that is being
/// built.
class work {
public:
  work(const state& s, const envelope& e, const context& c);

  common shared;
  const envelope& env;
  const context& ctx;
  step out;

  // -- how the event was taken
  // ----------------------------------------------------------------------------------------
  template <class P>
  phase ignore(const P& p) {
    return as(outcome::ignored, p);
  }
  template <class P>
  phase as(outcome o, const P& p) {
    out.how = o;
    return phase{p};
  }

  // -- commands
  // -------------------------------------------------------------------------------------------------------
  std::uint64_t give(command c);
  void arm_timer(timer t, millis after);
  void disarm_timer(timer t);
  /// True when this is the timer's current generation; it is then no longer armed.
  bool due(const timer_fired& e);
  void raise_epoch() { ++shared.epoch; }

  // -- texts
  // ----------------------------------------------------------------------------------------------------------
  std::string t(phrase p, arguments args = {}) const;
  choice button(phrase p, std::string action) const;
  void notice(phrase p, arguments args = {}, std::vector<std::vector<choice>> rows = {});
  void notice(std::string text, std::vector<std::vector<choice>> rows = {});
  void bot_text(std::string text, std::vector<std::vector<choice>> rows = {});

  // -- the transcript
  // -------------------------------------------------------------------------------------------------
  /// Adds a line and returns its time, later than every line's before.
  millis add_line(std::string source, std::string author, std::string name, std::string text,
                  std::vector<file> files = {});

  // -- the desk
  // -------------------------------------------------------------------------------------------------------
  /// Asks for a conversation at the desk; nothing when one is open already.
  void need_desk(std::uint64_t case_number);
  void post_user(const std::string& message, const std::string& text,
                 const std::vector<file>& files, millis at, bool for_bot = false);
  /// What earlier agents have not heard is part of the talk of now: the next ones get it.
  void belongs_to_talk(const std::vector<waiting_text>& texts);
  /// True while a text for agents who are gone has no outcome yet.
  bool earlier_text_on_its_way() const;
  /// True: what the user wrote since has to wait for that outcome, since what the agents have not
  /// got is for whoever has the talk now, and comes first. A desk that does not answer is not
  /// waited for longer than two minutes: then somebody must be heard, in whatever order.
  bool must_wait();
  /// The timer of must_wait() has fired.
  void waited_a_period();
  void post_note(std::string text);
  /// True while a flow of the desk says who hears the user.
  bool flow_decides() const { return shared.desk.open && shared.desk.routed; }
  /// The verdict for each of them; only the first may bring an agent, so that one comes.
  void tell_flow_all(const std::vector<std::string>& tickets, bool wants_agent);
  /// `place`: where the request stands in the queue is wanted as well.
  void look_at_desk(bool place = false);
  /// How the desk's side is left.
  enum class parting : std::uint8_t {
    closed_there, ///< it ended on its own; hints of its last messages may be lost: they are read
    seen_closed,  ///< the same, and all it had was read
    finish,       ///< it is closed after what is under way to it
    give_up       ///< it is closed at once; what was not yet attempted is dropped
  };
  /// The desk's side is over. What was said stays part of the talk.
  void leave_desk(parting how);
  void saw_index(std::int64_t index);
  /// True when the text is a wish for a person, and there may be one now.
  bool asks_for_person(const std::string& text) const;
  /// True when an event of the desk belongs to the desk conversation of now.
  bool of_current_desk() const { return env.desk.empty() || env.desk == shared.desk.conversation; }
  /// `what`: as in note_case. Nothing when there is no case.
  void case_says(std::uint64_t number, std::string status, std::string entry,
                 std::string what = {});
  /// A person was asked for, and may be: it counts for the gates.
  void count_request() { gates::remember(shared.requests, ctx.rule.gates, ctx.now); }
};

// -- moves that several cells make
// ------------------------------------------------------------------------------------

/// The bot gets the talk (again). The caller has said why.
phase to_bot(work& w);
/// The bot is asked about what waits, or is free.
phase next_turn(work& w, with_bot p);
/// A person was asked for. `flow`: how the desk's flow hears of it, if there is one.
phase hand_off(work& w, std::string reason, std::string queue,
               awaiting_agent::flow_part flow = awaiting_agent::flow_part::none);
/// The case is known: the user is told, and the desk is asked.
phase begin_request(work& w, awaiting_agent p, std::uint64_t case_number, phrase said);
/// Asks for an agent, once every text for the agents of before has an outcome: what they have not
/// got stands first in the copy of the talk.
phase ask_desk(work& w, awaiting_agent p);
/// Nobody is there: a case keeps the wish. Only one at a time; the user is told its number.
void keep_wish(work& w, std::string reason);
/// The kept wish has its case: the user is told its number and when somebody will be there.
void make_promise(work& w, std::uint64_t case_number);
/// An agent takes or shares the talk.
phase join(work& w, with_agent p, agent who);
/// Tells the user that an agent left.
void say_left(work& w, const std::string& name);
/// The agents' part is over: the user is told and asked how it was.
phase finish(work& w, const with_agent& p, work::parting how);
/// True when messages before this one have not been seen: the list is to be read first.
bool must_look_first(const work& w, const agent_wrote& e);
/// Takes an agent's message and says it to the user; false when a gap must be read first.
bool relay_agent(work& w, const agent_wrote& e);
/// Records what the user wrote and, where the desk follows the talk, posts it.
waiting_text take_user_text(work& w, const user_wrote& e, bool to_desk, bool for_bot = false);

} // namespace flexcord::conversation
