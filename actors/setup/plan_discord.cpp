#include "actors/discord/inbound.hpp"
#include "actors/discord/needed.hpp"
#include "actors/setup/planning.hpp"
#include "net/discord/commands.hpp"
#include "net/discord/intents.hpp"

namespace flexcord::actors::setup {
namespace {

std::string listed(const std::vector<std::string>& names, const char* before = "") {
  std::string text;
  for (const auto& n : names) text += (text.empty() ? "" : ", ") + (before + n);
  return text;
}

void plan_commands(planning& w) {
  const auto* registered = w.answer(
      subject::commands, w.found.commands,
      "the bot must be in the server of discord.guild-id, with the scope applications.commands");
  if (!registered) return;
  const auto& guild = w.s.discord.guild_id;
  const auto where = guild.empty() ? std::string("everywhere") : "in the server " + guild;
  const auto d =
      net::discord::compare_commands(*registered, discord::commands_json(), !guild.empty());
  if (d.none()) {
    w.add(subject::commands, standing::as_wanted, "the slash commands are registered " + where);
    return;
  }
  std::string text = "register the slash commands " + where + ":";
  if (!d.missing.empty()) text += " new: " + listed(d.missing, "/") + ".";
  if (!d.changed.empty()) text += " in another form: " + listed(d.changed, "/") + ".";
  if (!d.foreign.empty()) text += " not ours, goes: " + listed(d.foreign, "/") + ".";
  w.add(subject::commands,
        d.changed.empty() && d.foreign.empty() ? standing::create : standing::change, text);
}

void plan_intents(planning& w, const net::discord::rest::application& app) {
  const auto missing = net::discord::intents_not_granted(w.s.discord.intents, app.flags);
  if (missing.empty())
    w.add(subject::intents, standing::as_wanted, "the application may use the wanted intents");
  else
    w.add(subject::intents, standing::left,
          "discord.intents asks for privileged intents that the application does not have: " +
              listed(missing),
          "Discord developer portal, your application, Bot, Privileged Gateway Intents: switch "
          "them on, or take them out of discord.intents (the default, 20481, needs none)");
}

void plan_permissions(planning& w, const net::discord::rest::application& app) {
  if (!w.found.guild) return;
  const auto link = "invite the bot with " + discord::invite_link(app.id, w.s.discord);
  if (!*w.found.guild || !w.found.bot || !*w.found.bot) {
    w.add(subject::permissions, standing::left,
          "the bot is not in the server " + w.s.discord.guild_id, link);
    return;
  }
  const auto may = net::discord::guild_permissions(**w.found.guild, **w.found.bot);
  std::vector<std::string> names;
  for (const auto& p : discord::lacking(may, !w.s.discord.support_channel.empty()))
    names.emplace_back(p.name);
  if (names.empty())
    w.add(subject::permissions, standing::as_wanted,
          "the bot has its permissions in the server " + w.s.discord.guild_id);
  else
    w.add(subject::permissions, standing::left,
          "the bot lacks permissions in the server " + w.s.discord.guild_id + ": " + listed(names),
          "give them to its role (Server Settings, Roles), or " + link);
}

} // namespace

void plan_discord(planning& w) {
  const auto* app = w.answer(
      subject::commands, w.found.application,
      "check discord.token (Discord developer portal, your application, Bot) and the way out");
  if (!app) return;
  plan_commands(w);
  plan_intents(w, *app);
  plan_permissions(w, *app);
}

} // namespace flexcord::actors::setup
