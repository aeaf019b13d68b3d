#include "test/unit/conversation/judge.hpp"

#include "actors/conversation/texts.hpp"

#include <algorithm>
#include <array>

namespace flexcord::conversation {
namespace {

bool talks_with_agents(const phase& p) {
  auto* a = std::get_if<with_agent>(&p);
  return a != nullptr && !a->agents.empty();
}

/// The text up to its first place.
std::string beginning(phrase p) {
  const auto words = template_of(p, "en");
  return std::string(words.substr(0, words.find('{')));
}

/// True when the user learns from this notice that a person will not, or no longer, read them.
bool tells_of_an_end(const std::string& words) {
  for (auto p : {phrase::out_of_hours_unknown, phrase::still_out_of_hours_later})
    if (words.starts_with(beginning(p))) return true;
  return std::ranges::any_of(std::array{phrase::request_cancelled, phrase::no_agent_came,
                                        phrase::handoff_failed, phrase::agent_lost,
                                        phrase::back_with_bot, phrase::not_delivered_to_agent},
                             [&](phrase p) { return text(p, "en", "en") == words; });
}

std::string desk_of(const command& c) {
  return std::visit(
      [](const auto& x) -> std::string {
        if constexpr (requires { x.desk; })
          return x.desk;
        else
          return {};
      },
      c);
}

} // namespace

void judge::took(const state& before, const envelope& e, const step& s, bool under_way) {
  hurried_ = hurried_ || s.next.shared.waited > 1;
  check_owner(before, s.next);
  check_commands(e, s);
  check_phase(s.next, under_way);
  must(s.how != outcome::never, std::string("an event that cannot happen: ") + name_of(e.what));
  must(s.next.now.index() == before.now.index() || s.how == outcome::done ||
           s.how == outcome::refused,
       std::string("a step that is taken as nothing changes the phase: ") + name_of(e.what));
  for (auto& o : s.commands)
    if (auto* c = std::get_if<note_case>(&o.what); c && !c->status.empty()) {
      kept_.erase(c->number);
      if (c->status == "pending") kept_.insert(c->number);
    }
  must(kept_.size() <= 1, "two cases keep a wish of one user");
  for (auto& l : s.lines) {
    must(l.at > last_line_, "transcript times do not grow");
    last_line_ = l.at;
  }
}

void judge::check_owner(const state& before, const state& after) {
  const bool changed = std::string(owner_of(before.now)) != owner_of(after.now) ||
                       (talks_with_agents(after.now) && !talks_with_agents(before.now));
  if (changed) {
    ++owners_;
    must(after.shared.epoch > before.shared.epoch, "the owner changed and the epoch did not grow");
  } else {
    must(after.shared.epoch == before.shared.epoch, "the epoch grew and the owner is the same");
  }
}

void judge::check_commands(const envelope& e, const step& s) {
  for (auto& o : s.commands) {
    must(o.id > last_command_, "command ids do not grow");
    last_command_ = o.id;
    const auto desk = desk_of(o.what);
    if (auto* open = std::get_if<open_desk>(&o.what)) {
      must(!open->name.empty() && opened_.insert(open->name).second, "a desk name was used twice");
    } else if (std::holds_alternative<close_desk>(o.what)) {
      // Again only where a slow flow made a request at one that is over.
      auto* changed = std::get_if<desk_changed>(&e.what);
      const bool late_request = changed != nullptr && changed->agent_wanted;
      must(left_.insert(desk).second || late_request, "a desk is told twice to close");
    } else if (!desk.empty() && !std::holds_alternative<look>(o.what)) {
      must(opened_.contains(desk), "a command for a desk that was not opened");
      must(!left_.contains(desk), std::string(name_of(o.what)) + " for a desk that was left");
    }
    if (auto* ask = std::get_if<ask_bot>(&o.what)) bot_hears(*ask);
    if (auto* text = std::get_if<say>(&o.what)) {
      if (text->as == voice::bot) born_[o.id] = owners_;
      if (text->as == voice::agent)
        must(++said_[text->source] == 1, "an agent's text is said twice: " + text->source);
      if (text->as == voice::notice && tells_of_an_end(text->text))
        for (auto& [message, f] : texts_) f.told = true;
    }
  }
}

void judge::check_phase(const state& s, bool under_way) {
  std::set<timer> on;
  for (auto& [which, generation] : s.shared.armed) on.insert(static_cast<timer>(which));
  const bool watches = on.erase(timer::watch) > 0;
  must(!watches || (std::holds_alternative<with_bot>(s.now) && s.shared.desk.routed),
       std::string("a flow is watched in ") + describe(s.now));
  auto only = [&](std::initializer_list<std::set<timer>> allowed) {
    must(std::ranges::find(allowed, on) != allowed.end(),
         std::string("the wrong timers are armed in ") + describe(s.now));
  };
  if (std::holds_alternative<idle>(s.now)) {
    only({{}});
    must(!s.shared.desk.open, "a desk is open in idle");
  } else if (auto* b = std::get_if<with_bot>(&s.now)) {
    only({{timer::idle},
          {timer::idle, timer::poll},
          {timer::idle, timer::flow},
          {timer::idle, timer::flow, timer::poll}});
    const bool flow_is_asked = on.contains(timer::flow) || (b->stuck && s.shared.desk.looking);
    must(b->waiting.empty() || b->turn != 0 || under_way || flow_is_asked,
         "texts wait for a bot that is not asked");
    must(b->stuck || !s.shared.desk.routed || !b->called.empty() || b->waiting.empty() ||
             b->turn != 0 || under_way || on.contains(timer::flow),
         "nobody notices a flow that is stuck");
  } else if (auto* w = std::get_if<awaiting_agent>(&s.now)) {
    if (w->at == awaiting_agent::stage::queued)
      only({{timer::queue, timer::poll}});
    else
      only({{timer::opening}, {timer::opening, timer::poll}});
    using enum awaiting_agent::stage;
    must(w->at == case_asked || w->at == earlier_texts || s.shared.desk.open,
         "waiting without a desk");
  } else if (auto* a = std::get_if<with_agent>(&s.now)) {
    only({{timer::agent, timer::poll}, {timer::agent, timer::poll, timer::queue}});
    must(s.shared.desk.open, "agents have the talk without a desk");
    std::set<std::string> ids;
    for (auto& one : a->agents) must(ids.insert(one.id).second, "an agent is there twice");
  } else {
    only({{timer::survey}});
    must(!s.shared.desk.open, "a desk is open in wrapping_up");
  }
}

void judge::timers(const std::map<timer, arm>& armed, const state& s) {
  std::map<std::uint8_t, std::uint64_t> outside;
  for (auto& [which, a] : armed) outside[static_cast<std::uint8_t>(which)] = a.generation;
  must(outside == s.shared.armed, "the timers armed outside are not those of the state");
}

void judge::sends(const order& o) {
  must(born_[o.id] == owners_, "a bot text of an earlier owner is sent");
}

void judge::reached(const say& s) {
  if (s.as == voice::notice &&
      (s.text.starts_with("Case #") || s.text.starts_with(beginning(phrase::case_continues)) ||
       s.text.starts_with(beginning(phrase::transfer_again))))
    transfer_epoch_ = s.epoch;
  if (s.as == voice::bot)
    must(s.epoch >= transfer_epoch_, "a bot text of before follows the transfer notice");
}

void judge::posted(const std::string& desk, const std::string& message) {
  auto found = texts_.find(message);
  if (found == texts_.end()) return;
  auto& f = found->second;
  must(++f.posted[desk] == 1, "a text is twice at a desk: " + message);
  must(f.number > last_posted_[desk] || hurried_,
       "a text comes to a desk after a later one: " + message);
  last_posted_[desk] = f.number;
}

void judge::bot_hears(const ask_bot& ask) {
  const auto before = last_asked_;
  for (auto& [message, f] : texts_)
    if (ask.text.find(f.token) != std::string::npos) {
      // Where the desk follows every turn, a copy that finds it gone is asked once more, if others
      // have had the talk meanwhile: whom it was meant for is not known.
      const bool again = live_ && f.asked == 1 && f.asked_under != owners_;
      must(++f.asked == 1 || again, "the bot is asked twice: " + message);
      must(f.number > before || again || hurried_,
           "the bot hears a text after a later one: " + message);
      last_asked_ = std::max(last_asked_, f.number);
      f.asked_under = owners_;
    }
}

void judge::user_writes(const std::string& message, const std::string& token) {
  texts_[message].token = token;
  texts_[message].number = texts_.size();
}

void judge::agent_writes(const std::string& desk, const std::string& message) {
  written_[message] = desk;
}

void judge::desk_closed(const std::string& desk, bool by_us) {
  must(++closings_[desk] == 1, "a desk is closed twice");
  if (!by_us) closed_there_.insert(desk);
}

void judge::rests(const state& s) {
  must(std::holds_alternative<idle>(s.now), "the talk does not come to an end");
  must(s.shared.armed.empty(), "a timer stays armed");
  for (auto& d : made_) must(closings_[d] == 1, "a desk stays open: " + d);
  for (auto& [message, f] : texts_)
    must(f.deleted || f.told || f.asked != 0 || !f.posted.empty(),
         "a text reached nobody and nobody was told: " + message);
  for (auto& [message, desk] : written_)
    // One written while we were closing the desk may be lost with its announcement.
    must(said_[message] == 1 || !closed_there_.contains(desk) || left_.contains(desk),
         "an agent's text never reached the user: " + message);
}

} // namespace flexcord::conversation
