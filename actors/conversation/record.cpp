#include "actors/conversation/record.hpp"

#include "actors/codec.hpp"
#include "config/log.hpp"

namespace flexcord::actors {

using namespace conversation;

store::step record_step(const record_place& place, const envelope& e, const conversation::step& s,
                        const std::vector<std::uint64_t>& done) {
  store::step out;
  out.conversation = place.key;
  out.version = place.version;
  out.at = place.at;
  out.state = encode(s.next);
  out.owner = owner_of(s.next.now);
  if (!s.hint) out.event_ids.push_back(e.id);
  out.done = done;
  for (auto& o : s.commands)
    out.commands.push_back(
        {o.id, to_string(destination_of(o.what)), priority_of(o.what), encode(o), o.created});
  for (auto& a : s.armed) out.armed.push_back({to_string(a.which), a.generation, a.due});
  for (auto t : s.disarmed) out.disarmed.emplace_back(to_string(t));
  for (auto& l : s.lines)
    out.transcript.push_back(
        {l.source, l.author, l.name, l.text, l.files.empty() ? "" : encode(l.files), l.at});
  for (auto& l : s.links) out.links.push_back({l.user, l.desk, l.piece});
  for (auto& a : s.aliases) out.aliases.push_back({a});
  if (auto* lost = std::get_if<undeliverable>(&e.what); lost && !s.dead.empty())
    out.dead.push_back({place.key, command_letter(e.completes), place.at, name_of(lost->what),
                        s.dead, encode(order{e.completes, e.at, e.trace, lost->what})});
  if (!s.revived.empty()) out.revived.push_back(s.revived);
  return out;
}

std::string command_letter(std::uint64_t command) { return "command:" + std::to_string(command); }
std::string event_letter(const envelope& e) {
  return "event:" + (e.id.empty() ? name_of(e.what) + ('@' + std::to_string(e.at)) : e.id);
}

std::optional<envelope> envelope_of(const store::dead_letter& letter, millis now) {
  if (letter.id.starts_with("event:")) return decode_envelope(letter.payload);
  if (!letter.id.starts_with("command:"))
    return std::nullopt; // of the gateway: nobody could read it
  auto given = decode_order(letter.payload);
  if (!given) return std::nullopt;
  envelope e;
  e.conversation = letter.conversation;
  e.id = "revived:" + letter.id; // asked for twice, it is given once
  e.at = now;
  e.trace = given->trace;
  e.what = command_revived{std::move(given->what), letter.id};
  return e;
}

namespace {

/// How a handoff that was under way went on; nothing while it still is.
const char* handoff_outcome(const event& e, const phase& now) {
  if (std::holds_alternative<awaiting_agent>(now)) return nullptr;
  if (std::holds_alternative<with_agent>(now)) return "joined";
  if (std::holds_alternative<request_cancelled>(e)) return "cancelled";
  if (std::holds_alternative<desk_failed>(e)) return "failed";
  if (auto* t = std::get_if<timer_fired>(&e))
    return t->which == timer::opening ? "failed" : "timeout";
  return "nobody";
}

void count_handoff(const record_place& place, const event& e, const phase& before, const phase& now,
                   metrics& numbers) {
  auto* waiting = std::get_if<awaiting_agent>(&before);
  if (!waiting) {
    if (std::holds_alternative<awaiting_agent>(now)) numbers.handoff("asked");
    return;
  }
  auto* outcome = handoff_outcome(e, now);
  if (!outcome) return;
  numbers.handoff(outcome);
  if (std::holds_alternative<with_agent>(now))
    numbers.handoff_wait(std::chrono::milliseconds(place.at - waiting->since));
}

} // namespace

void report_step(const record_place& place, const envelope& e, const conversation::step& s,
                 const phase& before, const state& now, metrics& numbers) {
  auto* from = name_of(before);
  numbers.event(name_of(e.what), to_string(s.how));
  if (s.gate[0] != '\0') numbers.gate_refusal(s.gate);
  count_handoff(place, e.what, before, now.now, numbers);
  numbers.transition(name_of(e.what), from, name_of(now.now));
  std::string commands;
  for (auto& o : s.commands) (commands += commands.empty() ? "" : ",") += name_of(o.what);
  auto level = s.how == outcome::never ? log::level::error : log::level::info;
  log::write(level, "conversation", "transition",
             {{"conv", place.key},
              {"on", name_of(e.what)},
              {"from", from},
              {"to", name_of(now.now)},
              {"outcome", to_string(s.how)},
              {"commands", commands},
              {"epoch", now.shared.epoch},
              {"trace", e.trace}});
}

std::string desk_of(const command& c) {
  return std::visit(
      [](const auto& x) -> std::string {
        if constexpr (requires { x.desk; })
          return x.desk;
        else if constexpr (std::same_as<std::decay_t<decltype(x)>, open_desk>)
          return x.name;
        else
          return {};
      },
      c);
}

std::optional<timer> timer_named(const std::string& name) {
  for (auto t : {timer::opening, timer::queue, timer::agent, timer::survey, timer::idle,
                 timer::poll, timer::flow, timer::watch})
    if (name == to_string(t)) return t;
  return std::nullopt;
}

} // namespace flexcord::actors
