#include "sandbox/discord/standing.hpp"

#include "net/discord/permissions.hpp"
#include "sandbox/core/json.hpp"

#include <charconv>

namespace flexcord::sandbox::discord {

namespace {

namespace rules = net::discord;

rules::guild guild_of(const world& w) {
  rules::guild g{std::string(guild_id), "", std::string(owner_id), {}};
  g.roles.push_back(
      {std::string(guild_id), bits_of(w.application.everyone_permissions), "@everyone"});
  for (auto& r : w.roles) g.roles.push_back({r.id, bits_of(r.permissions), r.name});
  return g;
}

rules::guild_channel channel_of(const world& w, const channel& c) {
  rules::guild_channel out{c.id, std::string(guild_id), c.name, c.type, {}};
  const auto list = w.application.overwrites.find(c.id);
  if (list == w.application.overwrites.end()) return out;
  for (auto& v : list->second) {
    auto* o = v.if_object();
    if (!o) continue;
    out.overwrites.push_back({id_at(*o, "id"), number_at(*o, "type").value_or(0) == 1,
                              bits_of(text_at(*o, "allow")), bits_of(text_at(*o, "deny"))});
  }
  return out;
}

} // namespace

std::uint64_t bits_of(std::string_view text) {
  std::uint64_t bits = 0;
  const auto* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, bits);
  return error == std::errc() && at == end ? bits : 0;
}

std::uint64_t may_in_guild(const world& w, const user& who) {
  return rules::guild_permissions(guild_of(w), {who.id, who.roles});
}

std::uint64_t may_in(const world& w, const user& who, const channel& c) {
  if (c.is_dm()) return rules::permission::all;
  return rules::channel_permissions(guild_of(w), {who.id, who.roles}, channel_of(w, c));
}

} // namespace flexcord::sandbox::discord
