#include "sandbox/discord/objects.hpp"

#include <algorithm>
#include <cstdio>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

/// How long a file's URL works.
constexpr std::int64_t url_seconds = 86'400;

std::string hex(std::int64_t n) {
  char text[20];
  std::snprintf(text, sizeof text, "%llx", static_cast<unsigned long long>(n));
  return text;
}

json::array mentioned_users(const world& w, const message& m) {
  const std::string_view content = m.content;
  auto allowed = [&](std::string_view id) {
    return !m.may_mention ||
           std::find(m.may_mention->begin(), m.may_mention->end(), id) != m.may_mention->end();
  };
  json::array out;
  std::set<std::string_view> seen;
  for (std::size_t at = content.find("<@"); at != std::string_view::npos;
       at = content.find("<@", at + 2)) {
    auto rest = content.substr(at + 2);
    if (rest.starts_with('!')) rest.remove_prefix(1);
    const auto id = rest.substr(0, rest.find('>'));
    const auto u = w.users.find(id);
    const bool bot = id == bot_id;
    if ((bot || u != w.users.end()) && allowed(id) && seen.insert(id).second)
      out.push_back(user_json(bot ? w.bot : u->second));
  }
  return out;
}

} // namespace

json::object user_json(const user& u) {
  json::object o{{"id", u.id},           {"username", u.name},      {"global_name", nullptr},
                 {"discriminator", "0"}, {"avatar", nullptr},       {"public_flags", 0},
                 {"flags", 0},           {"primary_guild", nullptr}};
  if (!u.global_name.empty()) o["global_name"] = u.global_name;
  if (u.bot) o["bot"] = true;
  return o;
}

json::object member_json(const user& u) {
  return {{"user", user_json(u)},
          {"roles", json::array(u.roles.begin(), u.roles.end())},
          {"nick", u.nick.empty() ? json::value(nullptr) : json::value(u.nick)},
          {"avatar", nullptr},
          {"joined_at", u.joined_at},
          {"premium_since", nullptr},
          {"deaf", false},
          {"mute", false},
          {"pending", false},
          {"flags", 0},
          {"banner", nullptr},
          {"communication_disabled_until", nullptr},
          {"permissions", "2248473465835073"}};
}

json::object channel_json(const world& w, const channel& c) {
  json::object o{{"id", c.id}, {"type", c.type}, {"last_message_id", nullptr}, {"flags", 0}};
  for (auto m = c.messages.rbegin(); m != c.messages.rend(); ++m)
    if (m->second.ephemeral_to.empty()) {
      o["last_message_id"] = std::to_string(m->first);
      break;
    }
  if (c.is_dm()) {
    auto u = w.users.find(c.user_id);
    json::array recipients;
    if (u != w.users.end()) recipients.push_back(user_json(u->second));
    o["recipients"] = std::move(recipients);
    return o;
  }
  o["guild_id"] = guild_id;
  o["name"] = c.name;
  o["position"] = 0;
  const auto overwrites = w.application.overwrites.find(c.id);
  o["permission_overwrites"] =
      overwrites == w.application.overwrites.end() ? json::array() : overwrites->second;
  o["parent_id"] = nullptr;
  o["topic"] = nullptr;
  o["nsfw"] = false;
  o["rate_limit_per_user"] = 0;
  return o;
}

json::object attachment_json(const world& w, const std::string& channel_id, const attachment& a) {
  const auto id = std::to_string(a.id);
  const auto now = w.host.now_ms() / 1000;
  const auto ex = hex(now + url_seconds), is = hex(now);
  const std::string path = std::string(a.ephemeral ? "/ephemeral-attachments/" : "/attachments/") +
                           channel_id + "/" + id + "/" + net::http::percent_encode(a.filename);
  const auto url = w.host.http_base() + "/cdn" + path + "?ex=" + ex + "&is=" + is +
                   "&hm=" + digest(id + ":" + ex + ":" + is) + "&";
  json::object o{{"id", id},   {"filename", a.filename}, {"size", a.bytes ? a.bytes->size() : 0},
                 {"url", url}, {"proxy_url", url},       {"content_type", a.content_type},
                 {"flags", 0}};
  if (!a.description.empty()) o["description"] = a.description;
  if (a.ephemeral) o["ephemeral"] = true;
  return o;
}

json::object message_json(const world& w, const message& m) {
  const auto u = w.users.find(m.author_id);
  json::array attachments;
  for (auto& a : m.attachments) attachments.push_back(attachment_json(w, m.channel_id, a));
  json::object o{{"id", std::to_string(m.id)},
                 {"channel_id", m.channel_id},
                 {"type", m.type},
                 {"content", m.content},
                 {"timestamp", iso_time(m.sent_ms)},
                 {"edited_timestamp", nullptr},
                 {"tts", m.tts},
                 {"mention_everyone", false},
                 {"mentions", mentioned_users(w, m)},
                 {"mention_roles", json::array()},
                 {"attachments", std::move(attachments)},
                 {"embeds", m.embeds},
                 {"components", m.components},
                 {"pinned", false},
                 {"flags", m.flags},
                 {"author", user_json(u == w.users.end() ? w.bot : u->second)}};
  if (m.edited_ms) o["edited_timestamp"] = iso_time(*m.edited_ms);
  // Discord does not keep it for long.
  if (!m.nonce.empty() && w.host.now_ms() - m.sent_ms < nonce_lives_ms) {
    if (m.nonce_is_number)
      o["nonce"] = to_number(m.nonce);
    else
      o["nonce"] = m.nonce;
  }
  if (!m.interaction_id.empty()) {
    o["webhook_id"] = bot_id;
    o["application_id"] = bot_id;
  }
  if (m.reply_to != 0) {
    json::object reference{
        {"type", 0}, {"channel_id", m.channel_id}, {"message_id", std::to_string(m.reply_to)}};
    const auto c = w.channels.find(m.channel_id);
    if (c != w.channels.end()) {
      if (!c->second.is_dm()) reference["guild_id"] = guild_id;
      const auto target = c->second.messages.find(m.reply_to);
      o["referenced_message"] = nullptr;
      if (target != c->second.messages.end() && target->second.ephemeral_to.empty()) {
        auto copy = target->second;
        copy.reply_to = 0; // one level deep, as on Discord
        o["referenced_message"] = message_json(w, copy);
      }
    }
    o["message_reference"] = std::move(reference);
  }
  return o;
}

json::object gateway_message_json(const world& w, const message& m) {
  auto o = message_json(w, m);
  const auto c = w.channels.find(m.channel_id);
  if (c == w.channels.end()) return o;
  o["channel_type"] = c->second.type;
  if (!c->second.is_dm() && m.ephemeral_to.empty()) {
    const auto u = w.users.find(m.author_id);
    auto member = member_json(u == w.users.end() ? w.bot : u->second);
    member.erase("user");
    o["guild_id"] = guild_id;
    o["member"] = std::move(member);
  }
  return o;
}

} // namespace flexcord::sandbox::discord
