#include "sandbox/discord/objects.hpp"
#include "sandbox/discord/rest.hpp"

namespace flexcord::sandbox::discord {

namespace {

constexpr std::uint64_t send_flags =
    suppress_embeds | ephemeral | suppress_notifications | components_v2;

/// The interaction whose webhook is called, or the refusal.
interaction* interaction_of(platform& p, const call& c, reply& no) {
  no = unknown_webhook();
  if (c.in.capture("app") != bot_id) return nullptr;
  auto* i = p.interactions.by_token(c.in.capture("token"));
  if (!i) {
    no = refuse(401, 50027, "Invalid Webhook Token");
    return nullptr;
  }
  if (p.host.now_ms() - i->made_ms > token_lives_ms) {
    no = refuse(401, 50027, "Invalid Webhook Token");
    return nullptr;
  }
  return i->answered_ms >= 0 ? i : nullptr;
}

/// @original or a follow-up of this interaction; null when it is neither.
message* target_of(platform& p, const call& c, interaction& i) {
  const auto id = c.in.capture("m");
  if (id == "@original") return p.original_of(i);
  auto* channel = p.w.find_channel(i.channel_id);
  auto* m = channel ? p.w.find_message(*channel, id) : nullptr;
  return m && (m->interaction_id == i.id || m->id == i.original) ? m : nullptr;
}

reply get(platform& p, const call& c) {
  reply no;
  auto* i = interaction_of(p, c, no);
  if (!i) return no;
  auto* m = target_of(p, c, *i);
  return m ? ok(message_json(p.w, *m)) : unknown_message();
}

reply change(platform& p, const call& c, interaction& i, message& m, const draft& d) {
  auto changed = m;
  if (auto no = fill(p, c, d, changed, suppress_embeds | components_v2)) return *no;
  changed.flags &= ~loading;
  m = std::move(changed);
  p.announce_edit(m);
  p.interaction_changed(i);
  return ok(message_json(p.w, m));
}

reply edit(platform& p, const call& c) {
  reply no;
  auto* i = interaction_of(p, c, no);
  if (!i) return no;
  auto* m = target_of(p, c, *i);
  if (!m) return unknown_message();
  form_errors errors;
  const auto d = read_draft(c.object(), errors);
  if (!errors.empty()) return refuse(errors);
  return change(p, c, *i, *m, d);
}

reply remove(platform& p, const call& c) {
  reply no;
  auto* i = interaction_of(p, c, no);
  if (!i) return no;
  auto* m = target_of(p, c, *i);
  if (!m) return unknown_message();
  p.remove(p.w.channels.at(i->channel_id), m->id);
  p.interaction_changed(*i);
  return no_content();
}

reply follow_up(platform& p, const call& c) {
  reply no;
  auto* i = interaction_of(p, c, no);
  if (!i) return no;
  form_errors errors;
  const auto d = read_draft(c.object(), errors);
  if (!errors.empty()) return refuse(errors);
  // The first follow-up of a deferred answer takes its place.
  if (auto* m = p.original_of(*i); m && (m->flags & loading) != 0) return change(p, c, *i, *m, d);
  message m;
  m.channel_id = i->channel_id;
  m.author_id = bot_id;
  m.interaction_id = i->id;
  if (d.flags && (*d.flags & ephemeral) != 0) m.ephemeral_to = i->user_id;
  if (auto refusal = fill(p, c, d, m, send_flags)) return *refusal;
  return ok(message_json(p.w, p.publish(std::move(m))));
}

} // namespace

void add_webhook_routes(rest_table& t) {
  const guard by_token{bucket::webhooks, "token", true};
  t.on("POST", "/webhooks/{app}/{token}", by_token, follow_up);
  t.on("GET", "/webhooks/{app}/{token}/messages/{m}", by_token, get);
  t.on("PATCH", "/webhooks/{app}/{token}/messages/{m}", by_token, edit);
  t.on("DELETE", "/webhooks/{app}/{token}/messages/{m}", by_token, remove);
}

} // namespace flexcord::sandbox::discord
