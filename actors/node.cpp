#include "actors/node.hpp"

#include "actors/chatbot/chatbot_actor.hpp"
#include "actors/chatbot/make_bot.hpp"
#include "actors/clock_actor.hpp"
#include "actors/conversation/record.hpp"
#include "actors/conversation/router_actor.hpp"
#include "actors/discord/gateway_actor.hpp"
#include "actors/discord/sender_actor.hpp"
#include "actors/edge/edge_actor.hpp"
#include "actors/flow/flow_actor.hpp"
#include "actors/patient.hpp"
#include "actors/privacy/privacy_actor.hpp"
#include "actors/reconcile/reconcile_actor.hpp"
#include "actors/retention_actor.hpp"
#include "actors/rules.hpp"
#include "actors/twilio/flex_actor.hpp"
#include "actors/ulid.hpp"
#include "config/log.hpp"
#include "net/clock_follower.hpp"

#include <caf/actor_system.hpp>
#include <caf/scoped_actor.hpp>
#include <caf/send.hpp>

#include <random>
#include <stdexcept>

namespace flexcord::actors {
namespace {

constexpr std::chrono::seconds clock_answers_within{10};

/// Random numbers for many threads.
std::uint64_t random_bits() {
  thread_local std::mt19937_64 engine{std::random_device{}()};
  return engine();
}
double random_share() { return static_cast<double>(random_bits() >> 11) * 0x1.0p-53; }

/// Runs work in an actor's own turn, with its state.
template <class Handle, class State>
std::function<void(std::function<void(State&)>)> turns_of(const Handle& who,
                                                          std::shared_ptr<State*> state) {
  return [me = caf::actor_cast<caf::actor_addr>(who), state](std::function<void(State&)> work) {
    auto strong = caf::actor_cast<Handle>(caf::actor_cast<caf::strong_actor_ptr>(me));
    if (!strong) return; // stopping: the responder answers 500 by itself
    caf::anon_send(strong, job{std::make_shared<std::function<void()>>(
                               [state, work = std::move(work)] { work(**state); })});
  };
}

} // namespace

// Members are destroyed from the last to the first: clients before the runtime they work on.
struct node::impl {
  config::settings settings;
  config::test_tools tests;
  std::shared_ptr<net::clock> time; ///< the sandbox's in a test, else the system's
  std::unique_ptr<net::runtime> rt;
  std::unique_ptr<net::clock_follower> follower; ///< in a test
  std::unique_ptr<net::http::client> http;
  std::unique_ptr<net::discord::rest> discord;
  std::unique_ptr<net::twilio::rest> twilio;
  std::unique_ptr<net::twilio::legacy> chat; ///< for desks of the plane legacy-chat
  std::shared_ptr<net::chatbot::bot> bot;
  bot_articles articles;
  std::unique_ptr<store::journal> store;
  std::unique_ptr<metrics> numbers;
  std::function<conversation::millis()> now; ///< Unix time in ms, from any thread
  std::shared_ptr<health> state = std::make_shared<health>();
  std::shared_ptr<store_report> store_state = std::make_shared<store_report>();
  std::function<void()> on_damage = [] {};
  std::unique_ptr<net::http::server> server;
  caf::actor_system* system = nullptr;
  journal_actor journal;
  router_actor router;
  clock_actor clock;
  reconcile_actor reconcile;
  std::shared_ptr<losses> book = std::make_shared<losses>();
  kept_session kept;
  sender_actor sender;
  flex_actor flex;
  flow_actor flow;
  chatbot_actor chatbot;
  worker_actor edge, gateway, retention, privacy;

  std::string open_network();
  std::string follow_clock();
  void spawn_all(caf::actor_system& sys);
  std::shared_ptr<twilio::name_book> names;
  std::shared_ptr<flow_state*> flow_ptr = std::make_shared<flow_state*>(nullptr);
  patient_reader ask_journal() {
    return {*system, journal, [this] { return store_state->damage(); }};
  }
  void spawn_reconcile(caf::actor_system& sys);
  void set_timers();
  void wake_unfinished();
  node::started listen();
  template <class Handle>
  void end(Handle& h);
};

node::node(config::settings settings, config::test_tools tests) : impl_(std::make_unique<impl>()) {
  impl_->settings = std::move(settings);
  impl_->tests = std::move(tests);
}
node::~node() = default;

void node::on_damage(std::function<void()> act) { impl_->on_damage = std::move(act); }
std::string node::damage() const { return impl_->store_state->damage(); }

std::string node::prepare() {
  auto& s = impl_->settings;
  auto opened = store::open(s.store.url, {s.store.durability != "relaxed"});
  if (!opened) return opened.error().detail;
  impl_->store = std::move(*opened);
  if (auto problem = impl_->open_network(); !problem.empty()) return problem;
  std::string why;
  impl_->bot = make_bot(*impl_->http, s, why, impl_->rt.get(), &impl_->articles);
  return why;
}

/// In a test: nothing begins before the sandbox has said what time it is.
std::string node::impl::follow_clock() {
  if (tests.clock.empty()) return {};
  log::warning("node", "test-clock", {{"sandbox", tests.clock}, {"crash", tests.crash_point}});
  follower = std::make_unique<net::clock_follower>(*rt, *time, tests.clock);
  if (follower->wait_for_first(clock_answers_within)) return {};
  return "--test-clock: no time came from " + tests.clock;
}

std::string node::impl::open_network() {
  using kind = net::clock::kind;
  time = std::make_shared<net::clock>(tests.clock.empty() ? kind::system : kind::led);
  now = [t = time] { return t->unix_ms(); };
  rt = std::make_unique<net::runtime>(net::runtime_options{settings.http.threads, {}, time});
  if (auto problem = follow_clock(); !problem.empty()) return problem;
  http = std::make_unique<net::http::client>(*rt);
  http->observe(
      [this](std::string_view host, std::string_view outcome, std::chrono::nanoseconds took) {
        if (!numbers) return;
        numbers->http_call(host, outcome);
        numbers->hop(host == net::http::split_url(settings.discord.api_url).host ? "discord_request"
                                                                                 : "other_request",
                     took);
      });
  net::discord::rest_options o;
  o.api_url = settings.discord.api_url;
  o.cdn_url = settings.discord.cdn_url;
  o.token = settings.discord.token.reveal();
  o.global_rate = settings.discord.global_rate;
  o.request_timeout = settings.discord.request_timeout;
  net::discord::rest_events e;
  e.on_wait = [this](std::string_view scope, std::chrono::milliseconds) {
    if (numbers) numbers->rate_limit_wait(scope);
  };
  e.on_bad_token = [this] {
    if (!state->token_bad.exchange(true)) log::error("discord", "bad-token");
  };
  discord = std::make_unique<net::discord::rest>(*rt, *http, std::move(o), std::move(e));
  if (settings.twilio.enabled()) {
    twilio = std::make_unique<net::twilio::rest>(*rt, *http, settings.twilio);
    // Also after the plane was changed: a talk ends on the one that it began on.
    chat = std::make_unique<net::twilio::legacy>(*rt, *http, settings.twilio);
  }
  return {};
}

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
      std::move(store), journal_tools{numbers.get(), store_state, on_damage});
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
      conversation_peers{journal, sender, flex, chatbot, clock, reconcile, flow});
  caf::anon_send(router, peer_list{std::move(peers)});
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

void node::impl::set_timers() {
  constexpr std::size_t rows_a_page = 10'000;
  auto reader = ask_journal();
  timer_list page;
  do {
    list_timers wanted{{}, {}, rows_a_page};
    if (!page.rows.empty()) {
      wanted.conversation = page.rows.back().conversation;
      wanted.kind = page.rows.back().timer.kind;
    }
    page = reader.ask<timer_list>(std::move(wanted));
    for (auto& r : page.rows)
      if (auto which = timer_named(r.timer.kind))
        caf::anon_send(
            clock, set_timer{std::move(r.conversation), *which, r.timer.generation, r.timer.due});
  } while (page.rows.size() == rows_a_page);
}

void node::impl::wake_unfinished() {
  auto unfinished = ask_journal().ask<key_list>(list_unfinished{});
  log::info("node", "unfinished", {{"conversations", unfinished.keys.size()}});
  for (auto& key : unfinished.keys) caf::anon_send(router, wake_conversation{std::move(key)});
}

node::started node::impl::listen() {
  auto tools = std::make_shared<edge_tools>();
  *tools = {rt.get(),
            settings,
            now,
            numbers.get(),
            &system->metrics(),
            state,
            store_state,
            names,
            chat.get(),
            {discord.get(), twilio.get(), chat.get(), settings.http.public_url},
            {}};
  auto person_ptr = std::make_shared<privacy_state*>(nullptr);
  privacy =
      system->spawn<privacy_impl>(privacy_tools{rt.get(), discord.get(), twilio.get(), chat.get(),
                                                settings.twilio.plane == "legacy-chat", now},
                                  router, journal, person_ptr);
  tools->in_privacy = turns_of(privacy, person_ptr);
  tools->in_flow = turns_of(flow, flow_ptr);
  tools->shelf = articles.shelf;
  tools->articles = articles.counts;
  auto state_ptr = std::make_shared<edge_state*>(nullptr);
  edge = system->spawn<edge_impl>(std::shared_ptr<const edge_tools>(tools), router, journal,
                                  chatbot, state_ptr);
  edge_access in_edge = turns_of(edge, state_ptr);
  net::http::server_options o;
  o.address = settings.http.address;
  o.port = settings.http.port;
  o.max_connections = settings.http.max_connections;
  o.on_reject = [this](std::string_view why) { numbers->webhook_reject("any", why); };
  server = std::make_unique<net::http::server>(*rt, std::move(o), edge_routes(tools, in_edge));
  auto port = server->start();
  if (!port)
    return {"http: cannot listen on " + settings.http.address + ":" +
                std::to_string(settings.http.port) + ": " + port.error().detail,
            0};
  return {{}, *port};
}

node::started node::start(caf::actor_system& system) {
  started listening;
  try {
    impl_->spawn_all(system);
    listening = impl_->listen();
    if (!listening.problem.empty()) return listening;
    impl_->wake_unfinished();
    impl_->set_timers();
  } catch (const std::runtime_error& silent) {
    return {silent.what(), 0};
  }
  gateway_tools g{impl_->rt.get(), impl_->discord.get(), impl_->settings.discord,
                  impl_->now,      impl_->numbers.get(), impl_->state,
                  impl_->book};
  impl_->gateway = system.spawn<gateway_impl>(std::move(g), impl_->router, impl_->journal,
                                              impl_->reconcile, std::move(impl_->kept));
  log::info("node", "started",
            {{"port", listening.port},
             {"live_agents", impl_->twilio != nullptr},
             {"chatbot", impl_->settings.chatbot.kind}});
  return listening;
}

template <class Handle>
void node::impl::end(Handle& h) {
  if (!h) return;
  caf::scoped_actor self{*system};
  caf::anon_send_exit(h, caf::exit_reason::user_shutdown);
  self->wait_for(h);
  h = nullptr;
}

void node::stop() {
  auto& i = *impl_;
  i.state->stopping = true;
  if (i.system) i.end(i.flow); // answers those who wait: a call that is cut off brings an agent
  if (i.server) i.server->stop(std::chrono::seconds(1));
  if (i.system) {
    i.end(i.gateway);  // nothing comes in any more
    i.discord->stop(); // requests under way end as "stopped"; their commands stay in the outbox
    if (i.twilio) i.twilio->stop();
    if (i.chat) i.chat->stop();
    if (i.bot) i.bot->stop();
    i.end(i.retention);
    i.end(i.privacy);
    i.end(i.edge);
    i.end(i.clock);
    i.end(i.chatbot);
    i.end(i.reconcile);
    i.end(i.router); // and with it the conversations
    i.end(i.sender);
    i.end(i.flex);
    i.end(i.journal);
  }
  if (i.http) i.http->stop();
  if (i.follower) i.follower->stop();
  if (i.rt) i.rt->stop();
  log::info("node", "stopped");
}

} // namespace flexcord::actors
