#include "actors/audit/mending.hpp"

#include "actors/conversation/record.hpp"
#include "actors/discord/inbound.hpp"
#include "actors/trace.hpp"
#include "actors/twilio/webhook_events.hpp"

#include <algorithm>

namespace flexcord::actors::audit {
namespace {

using conversation::envelope;
using found = std::optional<envelope>;

found user_text(const gap& g, const sides_read& r) {
  auto m = std::ranges::find(r.user_messages, g.user_message, &net::discord::message::id);
  auto e = m == r.user_messages.end() ? std::nullopt : discord::from_message(*m);
  if (e) e->late = true;
  return e;
}

found agent_text(const gap& g, const journal_view& j, const sides_read& r) {
  auto m = std::ranges::find(r.desk_messages, g.desk_message, &net::twilio::message::sid);
  if (m == r.desk_messages.end()) return std::nullopt;
  envelope e;
  e.conversation = j.key;
  e.id = added_id(*m);
  e.at = m->created_ms;
  e.desk = g.desk;
  e.trace = desk_trace(e.id);
  e.what = twilio::wrote(*m, {}, true); // from the list: nothing before it is waited for
  e.late = true;
  return e;
}

/// A command of the audit's own. The minute in its id lets one asked for twice count once.
found command(const char* what, const gap& g, const journal_view& j, conversation::command c,
              std::int64_t now) {
  envelope e;
  e.conversation = j.key;
  e.id = std::string{"audit:"} + what + ':' + g.desk + ':' + std::to_string(now / 60'000);
  e.at = now;
  e.trace = desk_trace(g.desk);
  e.what = conversation::command_revived{std::move(c), {}};
  return e;
}

found look(const gap& g, const journal_view& j, std::int64_t now) {
  envelope e;
  e.conversation = j.key;
  e.at = now;
  e.desk = g.desk;
  e.trace = desk_trace(g.desk);
  e.what = conversation::desk_changed{"the audit found it closed"};
  return e;
}

} // namespace

std::optional<envelope> event_for(const gap& g, const journal_view& j, const sides_read& r,
                                  const std::vector<store::dead_letter>& dead, std::int64_t now) {
  switch (mend_of(g.kind)) {
  case mend::take:
    return g.kind == gap_kind::unseen_user_text ? user_text(g, r) : agent_text(g, j, r);
  case mend::retry: {
    auto letter = std::ranges::find(dead, g.command, &store::dead_letter::id);
    return letter == dead.end() ? std::nullopt : envelope_of(*letter, now);
  }
  case mend::look:
    return look(g, j, now);
  case mend::close: {
    auto d = std::ranges::find(r.sides.desks, g.desk, &desk_view::id);
    const bool named = d != r.sides.desks.end() && !d->name.empty();
    return command("close", g, j, conversation::close_desk{named ? d->name : g.desk}, now);
  }
  case mend::open:
    return command("open", g, j,
                   conversation::open_desk{j.state.shared.desk.name, 0, j.state.shared.user}, now);
  case mend::wake:
  case mend::none_gone:
  case mend::none_doubled:
    break;
  }
  return std::nullopt;
}

} // namespace flexcord::actors::audit
