#include "actors/conversation/texts_gate.hpp"
#include "actors/discord/inbound.hpp"
#include "actors/reports_desk/reports_actor.hpp"
#include "config/log.hpp"

#include <algorithm>

namespace flexcord::actors {

namespace {
constexpr std::uint64_t most_times = 1000; // of an operator's large cap the newest count
}

bool reports_state::refused(const guest& v, const gates::verdict& verdict) {
  if (verdict.allows()) return false;
  tools_.numbers->gate_refusal(gates::name_of(verdict.why));
  log::info("reports", "refused",
            {{"why", gates::name_of(verdict.why)}, {"trace", discord::trace_of(v->i)}});
  net::discord::outgoing m;
  m.content = conversation::refusal_text(verdict, v->i.locale, tools_.language);
  say(v, std::move(m));
  return true;
}

void reports_state::gate(const guest& v, next then) {
  const auto& limits = tools_.gates;
  const auto who = reports_desk::applicant_of(v->i, limits);
  if (refused(v, gates::decide(limits, who, {}, tools_.now()))) return;
  if (limits.cooldown == 0 && limits.per_user == 0) return then();
  list_cases theirs;
  theirs.wanted.reporter = v->member();
  theirs.wanted.sort = "opened";
  theirs.wanted.most = std::clamp<std::uint64_t>(limits.per_user, 1, most_times);
  ask(journal_, theirs, [this, v, then](const listed_cases& found) {
    std::vector<gates::millis> earlier;
    for (auto& f : found.rows) earlier.push_back(f.opened);
    const auto asked_by = reports_desk::applicant_of(v->i, tools_.gates);
    if (!refused(v, gates::decide(tools_.gates, asked_by, earlier, tools_.now()))) then();
  });
}

void reports_state::admit(const guest& v, const std::string& draft, reports::kind what,
                          std::function<void(bool again)> then) {
  find_case earlier;
  earlier.request.conversation = reports_desk::request_key(draft);
  earlier.request.command_id = 1;
  earlier.request.kind = std::string(name_of(what));
  ask(journal_, earlier, [this, v, then](const found_case& f) {
    if (f.known) return then(true);
    gate(v, [then] { then(false); });
  });
}

} // namespace flexcord::actors
