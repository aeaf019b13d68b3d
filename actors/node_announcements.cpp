#include "actors/announcements/announce_taker.hpp"
#include "actors/announcements/channel_operation.hpp"
#include "actors/announcements/reading.hpp"
#include "actors/announcements/standing.hpp"
#include "actors/node_impl.hpp"
#include "config/log.hpp"

namespace flexcord::actors {

namespace {

announcements::rules rules_of(const config::settings& s) {
  announcements::rules r;
  // Without a channel nothing is announced; what was asked for before is given up.
  if (!s.discord.announcement_channel.empty()) r.feeds = s.announcements.feeds;
  r.interval = s.announcements.interval.count();
  r.role = s.announcements.role;
  r.language = s.routing.language;
  return r;
}

/// Says in the log what `flexcord check` would say of the channel. Only a look: whatever it finds,
/// posts are tried.
void look_at_channel(net::discord::rest& api, const std::string& channel) {
  auto unknown = [](const net::failure& why) {
    if (why.kind != net::failure_kind::stopped)
      log::warning("announcements", "channel-not-checked", {{"why", to_string(why)}});
  };
  api.get_me([&api, channel, unknown](net::result<net::discord::user> me) {
    if (!me) return unknown(me.error());
    net::discord::check_posting(api, channel, me->id, [channel, unknown](auto found) {
      if (!found) return unknown(found.error());
      for (const auto& fault : faults_of(*found))
        log::warning("announcements", fault.name, {{"channel", channel}, {"mend", fault.mend}});
    });
  });
}

} // namespace

void node::impl::spawn_announcements(caf::actor_system& sys) {
  const auto& s = settings.announcements;
  const auto& channel = settings.discord.announcement_channel;
  net::feed::fetch_options f;
  f.max_size = s.max_size;
  f.allow_private = s.allow_private;
  feeds = std::make_unique<net::feed::fetcher>(*rt, f);
  auto posts = std::make_shared<discord::channel_tools>();
  *posts = {rt.get(), discord.get(), now, random_share, nullptr};
  announcement_tools t;
  t.how = rules_of(settings);
  t.now = now;
  t.numbers = numbers.get();
  t.read = [this](const announcements::read_feed& wanted, auto done) {
    feeds->fetch(wanted.feed, {wanted.etag, wanted.last_modified},
                 [wanted, done = std::move(done)](net::result<net::feed::fetched> got) {
                   if (!got && got.error().kind == net::failure_kind::stopped) return;
                   done(announcements::to_event(wanted, got));
                 });
  };
  t.perform = [posts, channel](channel_job job, auto done) {
    do_in_channel(posts, channel, std::move(job), std::move(done));
  };
  t.after = [this](std::chrono::milliseconds pause, std::function<void()> work) {
    return rt->after(pause, std::move(work));
  };
  auto address = std::make_shared<announcements_state*>(nullptr);
  announcer = sys.spawn<announcements_impl>(journal, t, address);
  if (!channel.empty()) {
    in_announcements = turns_of(announcer, address);
    look_at_channel(*discord, channel);
  }
  guild->push_back(make_announce_taker({in_announcements, t.how, channel}));
}

} // namespace flexcord::actors
