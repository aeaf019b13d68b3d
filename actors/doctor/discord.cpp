#include "actors/discord/inbound.hpp"
#include "actors/doctor/examine.hpp"
#include "actors/wait.hpp"
#include "net/discord/commands.hpp"
#include "net/discord/intents.hpp"

namespace flexcord::actors::doctor {
namespace {

constexpr std::uint32_t enough_identifies = 50;

bool examine_token(findings& f, const patient& p) {
  const auto me = wait<net::discord::user>([&](auto done) { p.discord.get_me(std::move(done)); });
  if (me) {
    f.good("Discord knows the bot as " + me->username);
    return true;
  }
  if (me.error().http_status == 401)
    f.wrong("Discord refuses the bot token", "nothing works: the bot stays offline",
            "copy the token again: Discord developer portal, your application, Bot, Reset Token");
  else
    f.wrong("Discord cannot be reached: " + to_string(me.error()),
            "nothing works: the bot stays offline",
            "check discord.api-url and this machine's way out to the internet");
  return false;
}

void examine_gateway(findings& f, const patient& p) {
  const auto gateway =
      wait<net::discord::gateway_info>([&](auto done) { p.discord.get_gateway(std::move(done)); });
  if (!gateway)
    f.wrong("Discord does not name a gateway: " + to_string(gateway.error()),
            "the bot stays offline", "try again later, or set discord.gateway-url");
  else if (gateway->identifies_left < enough_identifies)
    f.wrong("only " + std::to_string(gateway->identifies_left) + " gateway sessions are left today",
            "when they are spent, Discord resets the token and the bot is offline",
            "something restarts too often; wait until Discord's day is over");
  else
    f.good("the gateway has " + std::to_string(gateway->identifies_left) + " sessions left today");
}

void examine_intents(findings& f, const patient& p, const net::discord::rest::application& app) {
  namespace intent = net::discord::intent;
  const auto& s = p.s.discord;
  for (const auto& name : net::discord::intents_not_granted(s.intents, app.flags))
    f.wrong("discord.intents asks for the privileged intent " + name +
                ", which the application does not have",
            "Discord closes the gateway with 4014 and the bot stays offline",
            "developer portal, your application, Bot, Privileged Gateway Intents: switch it on; or "
            "use the default, 20481");
  constexpr auto for_threads = intent::guild_messages | intent::message_content;
  if (!s.support_channel.empty() && (s.intents & for_threads) != for_threads)
    f.wrong("discord.support-channel is set, but discord.intents lacks GUILD_MESSAGES (512) or "
            "MESSAGE_CONTENT (32768)",
            "what members write in the threads there comes without its text, or not at all",
            "discord.intents = 53761, with Message Content switched on in the developer portal; or "
            "leave discord.support-channel out");
}

void examine_commands(findings& f, const patient& p, const std::string& application_id) {
  const auto& s = p.s.discord;
  if (s.register_commands) return; // the node sees to it
  const auto there = wait<std::string>(
      [&](auto done) { p.discord.get_commands(application_id, s.guild_id, std::move(done)); });
  if (there &&
      net::discord::compare_commands(*there, discord::commands_json(), !s.guild_id.empty()).none())
    return;
  f.wrong("the slash commands are not registered as they should be, and discord.register-commands "
          "is false",
          "members do not find /helpme, or an older form of it",
          "run flexcord setup, or set discord.register-commands = true");
}

} // namespace

bool examine_discord(findings& f, const patient& p) {
  if (!examine_token(f, p)) return false;
  examine_gateway(f, p);
  const auto app = wait<net::discord::rest::application>(
      [&](auto done) { p.discord.get_application(std::move(done)); });
  if (!app) {
    f.note("the application's settings could not be read: " + to_string(app.error()));
    return true;
  }
  if (!p.s.discord.application_id.empty() && p.s.discord.application_id != app->id)
    f.wrong("discord.application-id is " + p.s.discord.application_id +
                ", but the token belongs to the application " + app->id,
            "links that are made from it lead to another bot",
            "correct it, or leave it out: it is asked from Discord");
  examine_intents(f, p, *app);
  examine_commands(f, p, app->id);
  return true;
}

} // namespace flexcord::actors::doctor
