#include "actors/conversation/work.hpp"

#include <algorithm>

namespace flexcord::conversation {

work::work(const state& s, const envelope& e, const context& c)
    : shared(s.shared), env(e), ctx(c) {}

std::uint64_t work::give(command c) {
  auto id = shared.next_command++;
  out.commands.push_back(order{id, ctx.now, env.trace, std::move(c)});
  return id;
}

void work::arm_timer(timer t, millis after) {
  auto generation = ++shared.generation;
  shared.armed[static_cast<std::uint8_t>(t)] = generation;
  std::erase(out.disarmed, t);
  std::erase_if(out.armed, [t](const arm& a) { return a.which == t; });
  out.armed.push_back({t, generation, ctx.now + after});
}

void work::disarm_timer(timer t) {
  if (shared.armed.erase(static_cast<std::uint8_t>(t)) == 0) return;
  std::erase_if(out.armed, [t](const arm& a) { return a.which == t; });
  out.disarmed.push_back(t);
}

bool work::due(const timer_fired& e) {
  auto at = shared.armed.find(static_cast<std::uint8_t>(e.which));
  if (at == shared.armed.end() || at->second != e.generation) return false;
  disarm_timer(e.which);
  return true;
}

std::string work::t(phrase p, arguments args) const {
  if (args.name.empty()) args.name = shared.user.name;
  return text(p, shared.user.locale, ctx.rule.language, args);
}

choice work::button(phrase p, std::string action) const { return {std::move(action), t(p), {}}; }

void work::notice(phrase p, arguments args, std::vector<std::vector<choice>> rows) {
  notice(t(p, args), std::move(rows));
}

void work::notice(std::string words, std::vector<std::vector<choice>> rows) {
  say s;
  s.as = voice::notice;
  s.epoch = shared.epoch;
  s.text = std::move(words);
  s.rows = std::move(rows);
  give(std::move(s));
}

void work::bot_text(std::string words, std::vector<std::vector<choice>> rows) {
  say s;
  s.as = voice::bot;
  s.epoch = shared.epoch;
  s.text = std::move(words);
  s.rows = std::move(rows);
  give(std::move(s));
}

millis work::add_line(std::string source, std::string author, std::string name, std::string words,
                      std::vector<file> files) {
  auto at = std::max(shared.last_line + 1, ctx.now);
  shared.last_line = at;
  out.lines.push_back({std::move(source), std::move(author), std::move(name), std::move(words),
                       std::move(files), at});
  return at;
}

void work::need_desk(std::uint64_t case_number) {
  if (shared.desk.open) return;
  shared.desk = {};
  shared.desk.name = ctx.fresh_name;
  shared.desk.open = true;
  shared.desk.plane = ctx.rule.plane;
  shared.desk.routed = ctx.rule.routed;
  give(open_desk{shared.desk.name, case_number, shared.user});
  if (shared.last_line > shared.talk_since) {
    give(backfill{shared.desk.name, shared.talk_since, shared.last_line, shared.user});
    shared.mirrored = shared.last_line;
  }
}

void work::post_user(const std::string& message, const std::string& words,
                     const std::vector<file>& files, millis at, bool for_bot) {
  give(post{shared.desk.name, author::user, message, words, files, shared.user, at, for_bot});
}

void work::belongs_to_talk(const std::vector<waiting_text>& texts) {
  for (auto& t : texts) shared.talk_since = std::min(shared.talk_since, t.at - 1);
}

bool work::earlier_text_on_its_way() const {
  auto& d = shared.desk;
  return std::ranges::any_of(ctx.under_way, [&](const text_under_way& t) {
    return (!d.open || t.desk != d.name) && (t.attempted || t.desk != out.abandoned);
  });
}

namespace {
constexpr millis wait_period = 60'000;
constexpr std::uint32_t most_periods = 2;
} // namespace

bool work::must_wait() {
  const bool waits = earlier_text_on_its_way();
  if (!waits) shared.waited = 0;
  if (!waits || shared.waited >= most_periods) {
    disarm_timer(timer::poll);
    return false;
  }
  if (!shared.armed.contains(static_cast<std::uint8_t>(timer::poll))) {
    shared.waits_until = ctx.now + wait_period;
    arm_timer(timer::poll, wait_period);
  }
  return true;
}

void work::waited_a_period() {
  // A period in which the node was not there, or came only later, was none for those who are asked:
  // what was attempted before is looked for first.
  if (shared.waits_until - wait_period >= ctx.since) ++shared.waited;
}

bool work::asks_for_person(const std::string& text) const {
  return ctx.rule.desk_available && ctx.open && ctx.rule.handoff_phrases.holds(text);
}

void work::post_note(std::string words) {
  if (shared.desk.open)
    give(post{shared.desk.name, author::system, {}, std::move(words), {}, shared.user, ctx.now});
}

void work::tell_flow_all(const std::vector<std::string>& tickets, bool wants_agent) {
  for (auto& t : tickets) give(tell_flow{t, std::exchange(wants_agent, false)});
}

void work::look_at_desk(bool place) {
  if (!shared.desk.open || shared.desk.conversation.empty()) return;
  if (shared.desk.looking) {
    shared.desk.look_again = true;
    return;
  }
  shared.desk.looking = true;
  give(look{shared.desk.name, shared.desk.next_index - 1, place});
}

void work::leave_desk(parting how) {
  for (auto t :
       {timer::opening, timer::queue, timer::agent, timer::poll, timer::flow, timer::watch})
    disarm_timer(t);
  if (shared.desk.open) {
    if (how == parting::closed_there) give(look{shared.desk.name, shared.desk.next_index - 1});
    if (how == parting::give_up) out.abandoned = shared.desk.name;
    // A flow may have asked for agents twice: the second task outlives the conversation.
    const bool ours_to_close = how == parting::give_up || how == parting::finish;
    if (ours_to_close || shared.desk.routed) give(close_desk{shared.desk.name});
  }
  if (!shared.desk.name.empty()) {
    shared.desk.open = false;
    shared.past.insert(shared.past.begin(), std::exchange(shared.desk, {}));
    if (shared.past.size() > 4) shared.past.resize(4);
  }
}

void work::saw_index(std::int64_t index) {
  auto& d = shared.desk;
  if (index < d.next_index) return;
  d.ahead.insert(index);
  while (d.ahead.erase(d.next_index) != 0) ++d.next_index;
  // Far ahead means a look is due anyway; the set must not grow without bound.
  if (d.ahead.size() > 256) d.ahead.erase(d.ahead.begin());
}

void work::case_says(std::uint64_t number, std::string status, std::string entry) {
  if (number != 0) out.cases.push_back({number, std::move(status), std::move(entry)});
}

} // namespace flexcord::conversation
