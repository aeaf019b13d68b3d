#include "sandbox/discord/endpoint.hpp"
#include "sandbox/discord/objects.hpp"
#include "sandbox/discord/platform.hpp"
#include "sandbox/discord/standing.hpp"

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

/// The permission to use everything, as Discord writes it where nothing is forbidden.
constexpr std::uint64_t known_permissions = (1ull << 53) - 1;

std::string permissions_of(const world& w, const user& who, const channel& c) {
  return std::to_string(may_in(w, who, c) & known_permissions);
}

/// The interaction as INTERACTION_CREATE carries it.
json::object interaction_json(const world& w, const interaction& i, const user& who,
                              const channel& c, json::object data, const message* source) {
  auto where = channel_json(w, c);
  json::object owners{{"0", i.in_guild ? json::value(guild_id) : json::value("0")}};
  json::object o{{"id", i.id},
                 {"application_id", bot_id},
                 {"type", i.type},
                 {"token", i.token},
                 {"version", 1},
                 {"data", std::move(data)},
                 {"channel_id", c.id},
                 {"locale", who.locale},
                 {"entitlements", json::array()},
                 {"authorizing_integration_owners", std::move(owners)},
                 {"context", i.in_guild ? 0 : 1},
                 {"attachment_size_limit", most_file_bytes},
                 {"app_permissions", i.in_guild ? permissions_of(w, w.bot, c) : "442368"}};
  if (i.in_guild) {
    const auto permissions = permissions_of(w, who, c);
    where["permissions"] = permissions;
    o["guild_id"] = guild_id;
    o["guild"] = json::object{{"id", guild_id}, {"locale", "en-US"}, {"features", json::array()}};
    o["guild_locale"] = "en-US";
    auto member = member_json(who);
    member["permissions"] = permissions;
    o["member"] = std::move(member);
  } else {
    o["user"] = user_json(who);
  }
  o["channel"] = std::move(where);
  if (source) o["message"] = message_json(w, *source);
  return o;
}

} // namespace

interaction& platform::interact(int type, const user& who, const channel& c, std::string name,
                                json::object data, const message* source) {
  interaction i;
  i.id = w.next_id();
  // Made from a digest: cannot be guessed from the id, as Discord's.
  i.token = "aW50ZXJhY3Rpb24." + digest("token " + i.id);
  i.user_id = who.id;
  i.channel_id = c.id;
  i.type = type;
  i.in_guild = !c.is_dm();
  i.name = std::move(name);
  i.made_ms = host.now_ms();
  if (source) i.source = source->id;
  auto& kept = interactions.add(std::move(i));
  const auto body = interaction_json(w, kept, who, c, std::move(data), source);
  const auto& settings = w.application;
  if (settings.interactions_endpoint_url.empty() || settings.gateway_too)
    gateway.dispatch("INTERACTION_CREATE", body, {0, kept.in_guild, true});
  if (!settings.interactions_endpoint_url.empty()) post_interaction(*this, kept.id, body);
  interaction_changed(kept);
  host.after(answer_within_ms + 1, [this, id = kept.id] {
    auto* late = interactions.by_id(id);
    if (late && late->answered_ms < 0) interaction_changed(*late);
  });
  return kept;
}

message* platform::original_of(const interaction& i) {
  auto* c = w.find_channel(i.channel_id);
  if (!c || i.original == 0) return nullptr;
  auto m = c->messages.find(i.original);
  return m == c->messages.end() ? nullptr : &m->second;
}

json::object platform::shown(const interaction& i) {
  json::object o{{"interaction_id", i.id},
                 {"user", i.user_id},
                 {"kind", i.type == 2   ? "command"
                          : i.type == 3 ? "click"
                                        : "modal"},
                 {"name", i.name},
                 {"where", i.in_guild ? "guild" : "dm"},
                 {"channel_id", i.channel_id},
                 {"state", i.state(host.now_ms())},
                 {"acknowledged_after_ms", nullptr},
                 {"type", nullptr},
                 {"message", nullptr}};
  if (i.answered_ms >= 0) {
    o["acknowledged_after_ms"] = i.answered_ms - i.made_ms;
    o["type"] = i.callback;
  }
  if (auto* m = original_of(i)) o["message"] = shown(*m);
  if (!i.modal.empty()) o["modal"] = i.modal;
  return o;
}

void platform::interaction_changed(const interaction& i) {
  host.happened("discord.interaction", shown(i));
}

} // namespace flexcord::sandbox::discord
