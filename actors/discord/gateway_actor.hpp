#pragma once
#include "actors/discord/guild_desk.hpp"
#include "actors/discord/inbound.hpp"
#include "actors/health.hpp"
#include "actors/metrics.hpp"
#include "actors/protocol.hpp"
#include "actors/reconcile/losses.hpp"
#include "config/settings.hpp"
#include "net/discord/gateway.hpp"
#include "net/discord/rest.hpp"
#include "net/discord/watermark.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <memory>

namespace flexcord::actors {

struct gateway_tools {
  net::runtime* rt = nullptr;
  net::discord::rest* discord = nullptr;
  config::discord_settings settings;
  std::function<conversation::millis()> now;
  metrics* numbers = nullptr;
  std::shared_ptr<health> state;
  std::shared_ptr<losses> book;
  std::shared_ptr<const guild_desk> guild = std::make_shared<guild_desk>();
};

/// What the last process left of its session.
struct kept_session {
  net::discord::gateway_position position; ///< empty when it cannot be resumed
  conversation::millis complete_until = 0; ///< nothing before it is missing; 0: there never was one
};
kept_session kept_session_from(const std::string& text, conversation::millis now);
std::string to_text(const net::discord::gateway_position& p, conversation::millis complete_until);
/// Under which the journal keeps it.
inline constexpr const char* kept_session_name = "gateway:0";

/// Holds the gateway session of one shard: turns dispatches into events, gives interactions their
/// first answer, and lets the watermark pass an event only when it is committed (or makes no
/// event). Session and watermark are kept in the journal, a little behind, so that the next process
/// can RESUME and gets what this one had not committed.
class gateway_state {
public:
  static inline const char* name = "flexcord.gateway";
  gateway_state(worker_actor::pointer self, gateway_tools tools, router_actor router,
                journal_actor journal, reconcile_actor reconcile, kept_session kept);
  ~gateway_state();
  worker_actor::behavior_type make_behavior();

private:
  void find_url();
  void connect(std::string url);
  void take(const net::discord::dispatch& d);
  /// A sequence means something in its own session only.
  void route(std::string session, std::uint64_t sequence, envelope e);
  void interaction(std::uint64_t sequence, const net::discord::interaction& i);
  /// One of no conversation's. False when it is nobody's.
  bool at_guild_desk(std::uint64_t sequence, const net::discord::interaction& i);
  /// `too_late` (may be empty): the time for a first answer is over, and it was not given.
  void answer(const net::discord::interaction& i, const net::discord::interaction_reply& reply,
              const std::function<void()>& too_late = {});
  void ready(const net::discord::ready& r);
  /// Stores a dispatch that cannot be read; the watermark waits for it.
  void keep(const std::string& session, std::uint64_t sequence, bury letter);
  void malformed(const net::discord::dispatch& d, const net::failure& why);
  void committed(const std::string& session, std::uint64_t sequence);
  void advance();
  void remember();
  void remember_soon();
  void remember_now_and_then();
  /// The session has its place in time: from now on its position may be kept.
  void settle(const std::string& session);
  void began(const std::string& session);

  // gateway_commands.cpp
  void learn_application();
  void check_commands();
  void register_commands(const std::string& slot, const std::string& commands);
  void try_commands_again(std::function<void()> what);

  void may_identify(std::function<void(bool)> answer);

  worker_actor::pointer self_;
  worker_actor me_;
  gateway_tools tools_;
  router_actor router_;
  journal_actor journal_;
  reconcile_actor reconcile_;
  conversation::millis complete_until_ = 0;
  std::string settled_; ///< the session whose beginning is accounted for
  std::unique_ptr<net::discord::gateway> gateway_;
  net::discord::gateway_position position_;
  net::discord::watermark mark_;
  bool remembering_ = false;
  std::string application_; ///< as far as known
  bool commands_known_ = false;
  std::uint32_t command_tries_ = 0;
};

using gateway_impl = worker_actor::stateful_impl<gateway_state>;

} // namespace flexcord::actors
