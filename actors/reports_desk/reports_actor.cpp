#include "actors/reports_desk/reports_actor.hpp"

#include "actors/cases/core.hpp"
#include "actors/discord/inbound.hpp"
#include "config/log.hpp"

#include <utility>

namespace flexcord::actors {

namespace {

constexpr std::size_t most_inside = 500, most_of_a_member = 5;

bool is_report_command(const std::string& name) { return name == "bug" || name == "new_feature"; }

} // namespace

reports_state::reports_state(worker_actor::pointer self, reports_tools tools, journal_actor journal,
                             cases_actor cases, std::shared_ptr<reports_state*> address)
    : self_(self),
      me_(self),
      tools_(std::move(tools)),
      journal_(std::move(journal)),
      cases_(std::move(cases)) {
  *address = this; // written before any taker can ask for it: the gateway starts later
}

worker_actor::behavior_type reports_state::make_behavior() {
  read_drafts(0);
  // A handle to itself would keep the actor alive; it is given up with the exit message.
  self_->set_exit_handler([this](caf::exit_msg& m) {
    waiting_.clear();
    me_ = nullptr;
    self_->quit(std::move(m.reason));
  });
  return {[](const job& j) { (*j.run)(); }};
}

bool reports_state::is_ours(const net::discord::interaction& i) {
  if (i.invoker.id.empty() || i.invoker.bot) return false;
  if (i.type == 2) return is_report_command(i.command) || i.command == "mycases";
  if (i.type == 3 && reports::page_of(i.custom_id)) return true;
  return (i.type == 3 || i.type == 5) && reports::press_of(i.custom_id).has_value();
}

void reports_state::take(const net::discord::interaction& i, guild_turn turn) {
  using way = reports_desk::first_answer::way;
  const auto p = reports::press_of(i.custom_id);
  const bool form = (i.type == 2 && is_report_command(i.command)) ||
                    (p && p->wish == reports::press::what::correct);
  const bool update = i.type == 3 && reports::page_of(i.custom_id);
  auto v = std::make_shared<visit>();
  v->i = i;
  v->in = reports::language_of(i.locale, tools_.language);
  v->answer = std::make_shared<reports_desk::first_answer>(
      reports_desk::answer_tools{tools_.rt, tools_.discord, tools_.now}, i, turn,
      form     ? way::form
      : update ? way::update
               : way::message);
  v->turn = std::move(turn);
  v->answer->start();
  auto& theirs = waiting_[v->member()];
  if (inside_ >= most_inside || theirs.size() >= most_of_a_member) {
    log::warning("reports", "overload", {{"inside", inside_}, {"trace", discord::trace_of(i)}});
    if (theirs.empty()) waiting_.erase(v->member());
    net::discord::outgoing m;
    m.content = reports::say(reports::word::try_again, v->in);
    v->answer->say(std::move(m));
    return v->turn.taken();
  }
  ++inside_;
  theirs.push_back(v);
  if (theirs.size() == 1 && ready_) serve(v);
}

void reports_state::ready() {
  ready_ = true;
  std::vector<guest> first;
  for (auto& [member, theirs] : waiting_) first.push_back(theirs.front());
  for (auto& v : first) serve(v);
}

void reports_state::serve(const guest& v) {
  const auto& i = v->i;
  if (i.type == 2 && i.command == "mycases") return list(v, 0);
  if (i.type == 2)
    return open_form(v, i.command == "bug" ? reports::kind::bug : reports::kind::feature);
  if (const auto skip = reports::page_of(i.custom_id)) return list(v, *skip);
  pressed(v, *reports::press_of(i.custom_id));
}

void reports_state::pressed(const guest& v, const reports::press& p) {
  using what = reports::press::what;
  // A form comes as such and a button as a press; anything else was made up.
  if ((p.wish == what::submitted) != (v->i.type == 5))
    return say(v, reports::word::not_there_any_more);
  switch (p.wish) {
  case what::submitted:
    return submitted(v, p.about);
  case what::correct:
    return again(v, p.draft);
  case what::post:
    return post_all_the_same(v, p.draft);
  case what::vote:
    return vote(v, p.number);
  case what::join:
    return join(v, p.number, p.draft);
  case what::tell_me:
    return tell_me(v, p.number);
  }
}

void reports_state::say(const guest& v, net::discord::outgoing m) {
  v->answer->say(std::move(m));
  finish(v);
}

void reports_state::say(const guest& v, reports::word w,
                        std::initializer_list<std::pair<std::string_view, std::string>> values) {
  net::discord::outgoing m;
  m.content = reports::say(w, v->in, values);
  say(v, std::move(m));
}

void reports_state::finish(const guest& v) {
  v->turn.taken();
  auto theirs = waiting_.find(v->member());
  if (theirs == waiting_.end()) return;
  --inside_;
  theirs->second.pop_front();
  if (theirs->second.empty()) {
    waiting_.erase(theirs);
    return;
  }
  auto after = theirs->second.front();
  serve(after);
}

void reports_state::read_case(std::uint64_t number, with_case then) {
  ask(journal_, load_conversation{cases::record_key(number)}, [then](const loaded_conversation& l) {
    auto known = l.stored.version == 0 ? std::nullopt : cases::core::decode_state(l.stored.state);
    then(known.value_or(cases::state{}));
  });
}

void reports_state::with_report(const guest& v, std::uint64_t number, with_case then, int hops) {
  read_case(number, [this, v, then, hops](const cases::state& s) {
    if (s.number == 0 || !reports_desk::report_kind(s.what) || hops == 0)
      return say(v, reports::word::not_there_any_more);
    if (s.master != 0) return with_report(v, s.master, then, hops - 1);
    then(s);
  });
}

} // namespace flexcord::actors
