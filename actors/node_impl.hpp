#pragma once
#include "actors/node.hpp"

#include "actors/announcements/announcements_actor.hpp"
#include "actors/cases/cases_actor.hpp"
#include "actors/cases/outbound.hpp"
#include "actors/chatbot/chatbot_actor.hpp"
#include "actors/chatbot/make_bot.hpp"
#include "actors/clock_actor.hpp"
#include "actors/commit_bell.hpp"
#include "actors/conversation/router_actor.hpp"
#include "actors/desk_view/links.hpp"
#include "actors/discord/gateway_actor.hpp"
#include "actors/discord/sender_actor.hpp"
#include "actors/edge/edge_actor.hpp"
#include "actors/flow/flow_actor.hpp"
#include "actors/patient.hpp"
#include "actors/privacy/privacy_actor.hpp"
#include "actors/reconcile/reconcile_actor.hpp"
#include "actors/reports_desk/reports_actor.hpp"
#include "actors/retention_actor.hpp"
#include "actors/turns.hpp"
#include "actors/twilio/flex_actor.hpp"
#include "net/clock_follower.hpp"
#include "net/feed/fetch.hpp"

#include <caf/actor_system.hpp>
#include <caf/scoped_actor.hpp>
#include <caf/send.hpp>

/// What a node is made of, for the files that make it: node.cpp (network, start, stop),
/// node_actors.cpp, node_listen.cpp.
namespace flexcord::actors {

/// Random numbers for many threads.
std::uint64_t random_bits();
/// In [0, 1).
double random_share();

// Members are destroyed from the last to the first: clients before the runtime they work on.
struct node::impl {
  config::settings settings;
  config::test_tools tests;
  std::shared_ptr<net::clock> time; ///< the sandbox's in a test, else the system's
  std::unique_ptr<net::runtime> rt;
  std::unique_ptr<net::clock_follower> follower; ///< in a test
  std::unique_ptr<net::http::client> http;
  std::unique_ptr<net::discord::rest> discord;
  std::unique_ptr<net::feed::fetcher> feeds;
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
  std::shared_ptr<guild_desk> guild = std::make_shared<guild_desk>(); ///< filled by spawn_all
  cases_actor cases;
  std::shared_ptr<outbound_calls> hook_calls; ///< set by spawn_cases()
  /// Tells one person what became of their case; set by spawn_news().
  std::function<void(const cases::tell&, const case_doers::show_order&, bool maybe_done,
                     case_outcome)>
      tell_privately;
  worker_actor news, edge, gateway, retention, privacy, case_desk, announcer, reports;
  std::shared_ptr<const desk_view::links> links; ///< set by make_links
  std::shared_ptr<commit_bell> bell = std::make_shared<commit_bell>();
  announcements_access in_announcements; ///< empty: there is no channel for them

  std::string open_network();
  std::string follow_clock();
  void spawn_all(caf::actor_system& sys);
  std::shared_ptr<twilio::name_book> names;
  std::shared_ptr<flow_state*> flow_ptr = std::make_shared<flow_state*>(nullptr);
  patient_reader ask_journal() {
    return {*system, journal, [this] { return store_state->damage(); }};
  }
  void spawn_reconcile(caf::actor_system& sys);
  void spawn_cases(caf::actor_system& sys);         ///< node_cases.cpp
  void spawn_news(caf::actor_system& sys);          ///< node_cases.cpp
  case_doers make_case_doers();                     ///< node_reports.cpp
  void spawn_reports(caf::actor_system& sys);       ///< node_reports.cpp
  void spawn_announcements(caf::actor_system& sys); ///< node_announcements.cpp
  void make_links();                                ///< node_case_desk.cpp
  void spawn_case_desk(std::vector<net::http::route>& routes);
  void set_timers();
  void wake_unfinished();
  node::started listen();
  template <class Handle>
  void end(Handle& h);
};

template <class Handle>
void node::impl::end(Handle& h) {
  if (!h) return;
  caf::scoped_actor self{*system};
  caf::anon_send_exit(h, caf::exit_reason::user_shutdown);
  self->wait_for(h);
  h = nullptr;
}

} // namespace flexcord::actors
