#include "actors/discord/needed.hpp"
#include "actors/doctor/examine.hpp"
#include "actors/wait.hpp"

namespace flexcord::actors::doctor {
namespace {

constexpr int text_channel = 0;

/// A channel that the settings name, and what it is for.
struct place {
  const char* key;
  const std::string& id;
  bool threads;
};

/// The guild and the bot in it, as Discord knows them.
struct standing {
  net::result<net::discord::guild> guild;
  net::result<net::discord::guild_member> bot;
};

standing look(const patient& p, const std::string& guild_id) {
  standing s{
      wait<net::discord::guild>([&](auto done) { p.discord.get_guild(guild_id, std::move(done)); }),
      net::failure{}};
  const auto me = wait<net::discord::user>([&](auto done) { p.discord.get_me(std::move(done)); });
  if (s.guild && me)
    s.bot = wait<net::discord::guild_member>(
        [&](auto done) { p.discord.get_member(guild_id, me->id, std::move(done)); });
  return s;
}

bool is_there(findings& f, const patient& p, const standing& s, const std::string& guild_id) {
  if (s.guild && s.bot) return true;
  const auto app = wait<net::discord::rest::application>(
      [&](auto done) { p.discord.get_application(std::move(done)); });
  f.wrong("the bot is not in the server " + guild_id,
          "its commands are not there, and it cannot write to the server's members",
          app ? "invite it with " + discord::invite_link(app->id, p.s.discord)
              : "invite it, with the link that flexcord setup prints");
  return false;
}

void examine_place(findings& f, const patient& p, const place& c) {
  const auto channel = wait<net::discord::guild_channel>(
      [&](auto done) { p.discord.get_channel(c.id, std::move(done)); });
  const auto name = std::string(c.key) + " (" + c.id + ")";
  if (!channel) {
    f.wrong(name + ": the bot finds no such channel: " + to_string(channel.error()),
            "what is meant for that channel goes nowhere",
            "correct the id (right click on the channel, Copy Channel ID), and let the bot see it");
    return;
  }
  if (c.threads && channel->type != text_channel)
    f.wrong(name + " is not a text channel", "private threads can be opened in text channels only",
            "name a text channel");
  const auto s = look(p, channel->guild_id);
  if (!is_there(f, p, s, channel->guild_id)) return;
  const auto may = net::discord::channel_permissions(*s.guild, *s.bot, *channel);
  const auto missing = discord::lacking(may, c.threads);
  // Who does not see a channel has no permission there at all; the rest would only repeat it.
  for (const auto& one : missing) {
    f.wrong("in #" + channel->name + ", " + name + ", the bot lacks the permission " + one.name,
            one.what, "Edit Channel, Permissions: allow it for the bot or its role");
    if (one.bit == net::discord::permission::view_channel) break;
  }
  if (missing.empty()) f.good("the bot has its permissions in #" + channel->name);
}

} // namespace

void examine_channels(findings& f, const patient& p) {
  const auto& s = p.s.discord;
  if (!s.guild_id.empty()) {
    const auto found = look(p, s.guild_id);
    if (is_there(f, p, found, s.guild_id)) f.good("the bot is in the server " + found.guild->name);
  }
  const place places[] = {{"discord.support-channel", s.support_channel, true},
                          {"discord.bug-channel", s.bug_channel, false},
                          {"discord.feature-channel", s.feature_channel, false}};
  for (const auto& one : places)
    if (!one.id.empty()) examine_place(f, p, one);
}

} // namespace flexcord::actors::doctor
