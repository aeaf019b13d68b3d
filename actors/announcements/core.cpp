#include "actors/announcements/core.hpp"

#include "actors/announcements/fields.hpp"
#include "actors/field_codec.hpp"

namespace flexcord::announcements {
namespace {

using namespace actors::field_codec;

/// Why an order is given up; empty for every other event.
std::string given_up(const event& e) {
  if (auto* p = std::get_if<post_failed>(&e)) return p->reason;
  if (auto* c = std::get_if<change_failed>(&e)) return c->reason;
  return {};
}

} // namespace

actors::record::step<state, order, effects>
core::advance(const state& s, const actors::record::happening<event>& e, millis now) const {
  auto made = announcements::advance(s, e.what, {how, now});
  actors::record::step<state, order, effects> out;
  out.next = std::move(made.next);
  for (auto& o : made.commands)
    out.commands.push_back({static_cast<std::uint64_t>(o.id), now, e.trace, std::move(o)});
  if (e.completes != 0) out.dead = given_up(e.what);
  out.worth_storing = made.worth_storing;
  out.effects = {made.how, std::move(made.reads), std::move(made.armed), std::move(made.answers),
                 std::move(made.notes)};
  return out;
}

std::string core::encode(const state& s) { return encode_any(s); }
std::string core::encode(const command& c, const std::string& trace) {
  return encode_traced(c, trace);
}
std::optional<state> core::decode_state(std::string_view text) { return decode_any<state>(text); }
std::optional<std::pair<order, std::string>> core::decode_command(std::string_view text) {
  return decode_traced<order>(text);
}

const char* core::name_of(const command& c) {
  constexpr const char* names[] = {"announce", "announce_edit", "crosspost"};
  return names[static_cast<std::size_t>(c.does)];
}

const char* to_string(source s) {
  constexpr const char* names[] = {"feed", "rest", "hook", "member"};
  return names[static_cast<std::size_t>(s)];
}

const char* to_string(outcome how) {
  constexpr const char* names[] = {"done", "ignored", "stale", "refused"};
  return names[static_cast<std::size_t>(how)];
}

} // namespace flexcord::announcements
