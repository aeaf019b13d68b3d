#include "actors/announcements/standing.hpp"
#include "actors/doctor/examine.hpp"
#include "actors/wait.hpp"

namespace flexcord::actors::doctor {

void examine_announcements(findings& f, const patient& p) {
  const auto& s = p.s;
  const auto& id = s.discord.announcement_channel;
  if (id.empty()) {
    if (!s.announcements.feeds.empty() || !s.announcements.hook_secret.empty())
      f.wrong("announcements.feeds or announcements.hook-secret is set, but "
              "discord.announcement-channel is not",
              "nothing is announced", "name the channel in discord.announcement-channel");
    return;
  }
  const auto name = "discord.announcement-channel (" + id + ")";
  const auto me = wait<net::discord::user>([&](auto done) { p.discord.get_me(std::move(done)); });
  if (!me) return f.note(name + " could not be checked: " + to_string(me.error()));
  const auto found = wait<net::discord::posting_check>(
      [&](auto done) { net::discord::check_posting(p.discord, id, me->id, std::move(done)); });
  if (!found)
    return f.wrong(name + " cannot be looked at: " + to_string(found.error()),
                   "nothing is announced",
                   "correct the id (right click on the channel, Copy Channel ID), and let the bot "
                   "see the channel");
  const auto faults = faults_of(*found);
  for (const auto& one : faults) f.wrong(name + ": " + one.what, one.breaks, one.mend);
  if (faults.empty())
    f.good("only the bot, administrators and moderators post in #" + found->channel.name);
}

} // namespace flexcord::actors::doctor
