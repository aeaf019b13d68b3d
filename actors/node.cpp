#include "actors/node_impl.hpp"
#include "config/log.hpp"

#include <random>
#include <stdexcept>

namespace flexcord::actors {
namespace {

constexpr std::chrono::seconds clock_answers_within{10};
} // namespace

std::uint64_t random_bits() {
  thread_local std::mt19937_64 engine{std::random_device{}()};
  return engine();
}
double random_share() { return static_cast<double>(random_bits() >> 11) * 0x1.0p-53; }

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
                  impl_->book,     impl_->guild};
  impl_->gateway = system.spawn<gateway_impl>(std::move(g), impl_->router, impl_->journal,
                                              impl_->reconcile, std::move(impl_->kept));
  log::info("node", "started",
            {{"port", listening.port},
             {"live_agents", impl_->twilio != nullptr},
             {"chatbot", impl_->settings.chatbot.kind}});
  return listening;
}

void node::stop() {
  auto& i = *impl_;
  i.state->stopping = true;
  if (i.system) i.end(i.case_desk); // answers the pages that wait for news
  if (i.system) i.end(i.flow); // answers those who wait: a call that is cut off brings an agent
  if (i.server) i.server->stop(std::chrono::seconds(1));
  if (i.system) {
    i.end(i.gateway); // nothing comes in any more
    if (i.feeds) i.feeds->stop();
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
    i.end(i.news);
    i.end(i.reports);
    i.end(i.cases);
    if (i.hook_calls) i.hook_calls->stop();
    i.end(i.announcer);
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
