#include "sandbox/discord/platform.hpp"
#include "sandbox/discord/objects.hpp"

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

constexpr std::size_t most_messages = 20'000;

/// Whom a message's dispatches are for.
audience audience_of(const world& w, const message& m) {
  const auto c = w.channels.find(m.channel_id);
  const bool dm = c == w.channels.end() || c->second.is_dm() || !m.ephemeral_to.empty();
  if (dm) return {intent_dms, false, true};
  const bool mentions_bot = m.content.find("<@" + std::string(bot_id) + ">") != std::string::npos;
  return {intent_guild_messages, true, m.author_id == bot_id || mentions_bot};
}

} // namespace

json::object platform::shown(const message& m) const {
  auto o = message_json(w, m);
  o["user"] = nullptr;
  if (auto who = w.person_of(m); !who.empty()) o["user"] = std::move(who);
  return o;
}

message& platform::publish(message m) {
  auto& c = w.channels.at(m.channel_id);
  m.sent_ms = host.now_ms();
  m.id = w.ids.next(m.sent_ms);
  if (c.messages.size() >= most_messages) c.messages.erase(c.messages.begin());
  auto& kept = c.messages.emplace(m.id, std::move(m)).first->second;
  gateway.dispatch("MESSAGE_CREATE", gateway_message_json(w, kept), audience_of(w, kept));
  host.happened("discord.message", shown(kept));
  return kept;
}

void platform::announce_edit(message& m) {
  m.edited_ms = std::max(host.now_ms(), m.edited_ms.value_or(m.sent_ms) + 1);
  announce_change(m);
}

void platform::announce_change(const message& m) {
  gateway.dispatch("MESSAGE_UPDATE", gateway_message_json(w, m), audience_of(w, m));
  host.happened("discord.edit", shown(m));
}

void platform::remove(channel& c, std::uint64_t message_id) {
  const auto m = c.messages.find(message_id);
  if (m == c.messages.end()) return;
  const auto to = audience_of(w, m->second);
  const auto user = w.person_of(m->second);
  c.messages.erase(m);
  json::object data{{"id", std::to_string(message_id)}, {"channel_id", c.id}};
  if (to.guild) data["guild_id"] = guild_id;
  gateway.dispatch("MESSAGE_DELETE", data, {to.intents, to.guild, true});
  data["user"] = nullptr;
  if (!user.empty()) data["user"] = user;
  host.happened("discord.delete", std::move(data));
}

void platform::typing(const channel& c, const user& who) {
  json::object data{{"channel_id", c.id}, {"user_id", who.id}, {"timestamp", host.now_ms() / 1000}};
  if (!c.is_dm()) {
    data["guild_id"] = guild_id;
    data["member"] = member_json(who);
  }
  gateway.dispatch("TYPING_START", data,
                   {c.is_dm() ? intent_dm_typing : intent_guild_typing, !c.is_dm(), true});
  json::object told{{"channel_id", c.id}, {"by", who.bot ? "bot" : "user"}, {"user", nullptr}};
  if (c.is_dm()) told["user"] = c.user_id;
  host.happened("discord.typing", std::move(told));
}

void platform::forget() {
  w.forget();
  interactions.forget();
  limits.forget();
  gateway.forget_lost();
}

} // namespace flexcord::sandbox::discord
