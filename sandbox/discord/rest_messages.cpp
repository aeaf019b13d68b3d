#include "net/discord/permissions.hpp"
#include "sandbox/discord/objects.hpp"
#include "sandbox/discord/rest.hpp"
#include "sandbox/discord/standing.hpp"

namespace flexcord::sandbox::discord {

namespace {

constexpr std::uint64_t send_flags =
    suppress_embeds | suppress_notifications | voice_message | components_v2;

/// Why the bot cannot write to this DM, if it cannot.
std::optional<reply> closed_to_bot(const platform& p, const channel& c) {
  if (!c.is_dm()) return std::nullopt;
  const auto u = p.w.users.find(c.user_id);
  if (u == p.w.users.end()) return unknown_channel();
  if (u->second.left_guild)
    return refuse(403, 50278, "Cannot send messages to this user due to having no mutual guilds");
  if (u->second.dms_closed) return refuse(403, 50007, "Cannot send messages to this user");
  return std::nullopt;
}

/// Why the bot may not write in this guild channel, if it may not.
std::optional<reply> not_allowed(const platform& p, const channel& c) {
  const auto may = may_in(p.w, p.w.bot, c);
  if ((may & net::discord::permission::view_channel) == 0)
    return refuse(403, 50001, "Missing Access");
  if ((may & net::discord::permission::send_messages) == 0)
    return refuse(403, 50013, "Missing Permissions");
  return std::nullopt;
}

std::optional<reply> sent_before(platform& p, const draft& d) {
  p.w.forget_old_nonces();
  if (!d.enforce_nonce || d.nonce.empty()) return std::nullopt;
  const auto used = p.w.nonces.find(d.nonce);
  if (used == p.w.nonces.end()) return std::nullopt;
  auto* c = p.w.find_channel(used->second.channel_id);
  const auto m = c ? c->messages.find(used->second.message_id) : decltype(c->messages.end())();
  if (!c || m == c->messages.end()) return unknown_message();
  return ok(message_json(p.w, m->second));
}

reply create(platform& p, const call& c) {
  auto* channel = p.w.find_channel(c.in.capture("c"));
  if (!channel) return unknown_channel();
  if (auto no = closed_to_bot(p, *channel)) return *no;
  if (auto no = not_allowed(p, *channel)) return *no;
  form_errors errors;
  const auto d = read_draft(c.object(), errors);
  if (!errors.empty()) return refuse(errors);
  if (auto before = sent_before(p, d)) return *before;
  message m;
  m.channel_id = channel->id;
  m.author_id = bot_id;
  m.tts = d.tts;
  m.nonce = d.nonce;
  m.nonce_is_number = d.nonce_is_number;
  if (d.reply_to != 0) {
    if (channel->messages.contains(d.reply_to)) {
      m.reply_to = d.reply_to;
      m.type = 19;
    } else if (d.reply_must_exist) {
      errors.add("message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message");
      return refuse(errors);
    }
  }
  if (auto no = fill(p, c, d, m, send_flags)) return *no;
  auto& sent = p.publish(std::move(m));
  if (!d.nonce.empty())
    p.w.nonces[d.nonce] = {sent.channel_id, sent.id, p.host.now_ms() + nonce_lives_ms};
  return ok(message_json(p.w, sent));
}

reply edit(platform& p, const call& c) {
  auto* channel = p.w.find_channel(c.in.capture("c"));
  if (!channel) return unknown_channel();
  auto* m = p.w.find_message(*channel, c.in.capture("m"));
  if (!m || !m->ephemeral_to.empty()) return unknown_message();
  if (m->author_id != bot_id)
    return refuse(403, 50005, "Cannot edit a message authored by another user");
  form_errors errors;
  const auto d = read_draft(c.object(), errors);
  if (!errors.empty()) return refuse(errors);
  auto changed = *m;
  if (auto no = fill(p, c, d, changed, suppress_embeds | components_v2)) return *no;
  *m = std::move(changed);
  p.announce_edit(*m);
  return ok(message_json(p.w, *m));
}

reply remove(platform& p, const call& c) {
  auto* channel = p.w.find_channel(c.in.capture("c"));
  if (!channel) return unknown_channel();
  auto* m = p.w.find_message(*channel, c.in.capture("m"));
  if (!m || !m->ephemeral_to.empty()) return unknown_message();
  if (m->author_id != bot_id && channel->is_dm())
    return refuse(403, 50003, "Cannot execute action on a DM channel");
  p.remove(*channel, m->id);
  return no_content();
}

reply crosspost(platform& p, const call& c) {
  auto* channel = p.w.find_channel(c.in.capture("c"));
  if (!channel) return unknown_channel();
  auto* m = p.w.find_message(*channel, c.in.capture("m"));
  if (!m) return unknown_message();
  if (auto no = not_allowed(p, *channel)) return *no;
  if (channel->type != 5) return refuse(400, 50024, "Cannot execute action on this channel type");
  if ((m->flags & 1) != 0) return refuse(400, 40033, "This message has already been crossposted");
  m->flags |= 1;
  p.announce_change(*m);
  return ok(message_json(p.w, *m));
}

} // namespace

std::optional<reply> fill(platform& p, const call& c, const draft& d, message& m,
                          std::uint64_t allowed_flags) {
  if (d.flags) m.flags = (m.flags & ~allowed_flags) | (*d.flags & allowed_flags);
  // Judged before the files go to the CDN.
  auto probe = m;
  if (d.content) probe.content = *d.content;
  if (d.embeds) probe.embeds = *d.embeds;
  if (d.components) probe.components = *d.components;
  if (d.attachments && c.files.empty()) apply(p.w, d, {}, probe);
  if ((m.flags & voice_message) != 0 && (!probe.content.empty() || c.files.size() != 1))
    return refuse(400, 50160, "Voice messages must have exactly one audio attachment");
  if (is_empty(probe) && c.files.empty()) return empty_message();
  apply(p.w, d, c.files, m);
  return std::nullopt;
}

void add_message_routes(rest_table& t) {
  t.on("POST", "/channels/{c}/messages", {bucket::messages, "c"}, create);
  t.on("PATCH", "/channels/{c}/messages/{m}", {bucket::messages, "c"}, edit);
  t.on("DELETE", "/channels/{c}/messages/{m}", {bucket::message_delete, "c"}, remove);
  t.on("POST", "/channels/{c}/messages/{m}/crosspost", {bucket::crosspost, "c"}, crosspost);
}

} // namespace flexcord::sandbox::discord
