#include "actors/conversation/record.hpp"
#include "actors/node_impl.hpp"
#include "actors/rules.hpp"
#include "actors/ulid.hpp"

namespace flexcord::actors {

void node::impl::spawn_all(caf::actor_system& sys) {
  system = &sys;
  numbers = std::make_unique<metrics>(sys.metrics());
  auto world = std::make_shared<conversation_world>();
  world->rules = make_rules(settings);
  world->now = now;
  world->open_at = make_hours(settings);
  world->opening_after = make_openings(settings);
  world->fresh_name = [now = now] { return "fc-" + make_ulid(now(), random_bits); };
  world->numbers = numbers.get();
  world->missed = book;
  world->articles = articles.counts;
  articles.counts->observe([m = numbers.get()](const std::string& article, std::string_view what) {
    m->article(article, what);
  });
  journal = sys.spawn<journal_impl, caf::detached>(
      std::move(store), journal_tools{numbers.get(), store_state, on_damage,
                                      [b = bell](const store::step& s) { b->ring(s); }});
  make_links();
  spawn_cases(sys);
  router = sys.spawn<router_impl>(world, settings.routing.passivate_after.count());
  clock = sys.spawn<clock_impl>(now, router);
  spawn_reconcile(sys);
  auto tools = std::make_shared<discord::tools>();
  *tools = {rt.get(),
            discord.get(),
            twilio.get(),
            now,
            random_share,
            numbers.get(),
            time->now() + settings.discord.request_timeout};
  sender = sys.spawn<sender_impl>(tools, journal);
  if (twilio) {
    names = std::make_shared<twilio::name_book>(*rt, *twilio);
    twilio::flex_dependencies d{.rt = *rt,
                                .twilio = *twilio,
                                .legacy = chat.get(),
                                .fetch_file = {},
                                .journal = journal,
                                .now_ms = now,
                                .public_url = settings.http.public_url,
                                .channel_type = settings.twilio.channel_type,
                                .studio_flow_sid = settings.twilio.studio_flow_sid,
                                .names = names,
                                .count = {}};
    d.fetch_file = [this](const std::string& place, std::uint64_t most,
                          std::function<void(net::result<std::string>)> done) {
      discord->fetch_file(place, most, std::move(done));
    };
    d.count = [this](std::string_view outcome) { numbers->command("desk", outcome); };
    d.case_url = [l = links](std::uint64_t number, std::int64_t asked) {
      return l->url(number, asked);
    };
    d.timing.flow_limit = settings.routing.studio_timeout;
    d.timing.settles_after = settings.twilio.request_timeout;
    flex = twilio::spawn_flex(sys, std::move(d));
  } else {
    flex = sys.spawn<no_desk_impl>();
  }
  chatbot_tools c;
  c.rt = rt.get();
  c.bot = bot;
  c.settings = settings.chatbot;
  c.now = now;
  c.numbers = numbers.get();
  c.show_typing = [this](const std::string& key) {
    auto channel = key.substr(key.find(':') + 1);
    if (!channel.starts_with("user:"))
      discord->trigger_typing(channel, net::discord::priority::bot, [](auto) {});
  };
  chatbot = sys.spawn<chatbot_impl>(std::move(c), journal);
  flow = sys.spawn<flow_impl>(flow_tools{rt.get(), now, numbers.get()}, router, journal, flow_ptr);
  auto peers = std::make_shared<conversation_peers>(
      conversation_peers{journal, sender, flex, chatbot, clock, reconcile, flow, cases});
  caf::anon_send(router, peer_list{std::move(peers)});
  spawn_news(sys);
  spawn_reports(sys);
  spawn_announcements(sys);
  retention = sys.spawn<retention_impl>(
      retention_tools{rt.get(), now, numbers.get(), settings.store.retention}, journal);
}

void node::impl::spawn_reconcile(caf::actor_system& sys) {
  const auto began = now();
  auto reader = ask_journal();
  auto record = loss_record_from(reader.ask<stored_value>(read_value{"losses"}).value);
  kept = kept_session_from(reader.ask<stored_value>(read_value{kept_session_name}).value, began);
  const bool ran_before = kept.complete_until != 0;
  // Known before anything can be heard: what the very first life hears and cannot store, because
  // the store goes away, is searched for by the second.
  if (!ran_before) reader.store({kept_session_name, to_text(kept.position, began)});
  const auto horizon = settings.routing.reconcile_horizon.count();
  // Until the gateway says otherwise, all since the last process's end may be missing.
  auto assumed = ran_before ? with_loss(record, kept.complete_until, began, horizon) : record;
  book->desk_lost(began);
  book->user_lost(assumed.user_side);
  book->reach_back_to(assumed.since);
  reconcile_tools t{rt.get(), discord.get(), now, random_share, numbers.get(), book, horizon};
  reconcile = sys.spawn<reconcile_impl>(std::move(t), journal, router, clock, record, ran_before);
}

} // namespace flexcord::actors
