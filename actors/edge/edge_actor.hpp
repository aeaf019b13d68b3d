#pragma once
#include "actors/audit/page.hpp"
#include "actors/audit/reading.hpp"
#include "actors/chatbot/article_counts.hpp"
#include "actors/chatbot/knowledge_shelf.hpp"
#include "actors/discord/guild_desk.hpp"
#include "actors/health.hpp"
#include "actors/journal_actor.hpp"
#include "actors/metrics.hpp"
#include "actors/protocol.hpp"
#include "actors/twilio/name_book.hpp"
#include "config/settings.hpp"
#include "net/http/server.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace flexcord::net::twilio {
class legacy;
}

namespace flexcord::actors {

class announcements_state;
class flow_state;
class privacy_state;

struct edge_tools {
  net::runtime* rt = nullptr;
  config::settings settings;
  std::function<conversation::millis()> now;
  metrics* numbers = nullptr;
  caf::telemetry::metric_registry* registry = nullptr;
  std::shared_ptr<health> state;
  std::shared_ptr<store_report> store;
  std::shared_ptr<twilio::name_book> names; ///< null without live agents
  net::twilio::legacy* chat = nullptr;      ///< for talks on the legacy plane; null: there is none
  audit::reading_tools others;              ///< where an audit looks
  /// How the routes reach the privacy actor's state.
  std::function<void(std::function<void(privacy_state&)>)> in_privacy;
  /// The same for the flow actor; empty without live agents.
  std::function<void(std::function<void(flow_state&)>)> in_flow;
  /// The same for announcements; empty without a channel for them.
  std::function<void(std::function<void(announcements_state&)>)> in_announcements;
  std::shared_ptr<const knowledge_shelf> shelf; ///< null when the bot has no articles
  std::shared_ptr<const article_counts> articles = std::make_shared<article_counts>();
  std::shared_ptr<const guild_desk> guild = std::make_shared<guild_desk>();
};

/// What an operator wants compared.
struct audit_order {
  std::string key;
  std::int64_t days = 0; ///< how far back
  bool repair = false;
};

/// The node's HTTP side: checks who calls, turns webhooks into events, and answers 2xx only once
/// they are committed. A caller that would have to wait longer than `answer_within` gets 503 with
/// Retry-After; the event may still be taken, and its id keeps it from being taken twice.
class edge_state {
public:
  static inline const char* name = "flexcord.edge";
  edge_state(worker_actor::pointer self, std::shared_ptr<const edge_tools> tools,
             router_actor router, journal_actor journal, chatbot_actor chatbot,
             std::shared_ptr<edge_state*> address);
  worker_actor::behavior_type make_behavior();

  /// Each runs in the actor's turn.
  /// `aliases`: names by which the conversation may be known, when `key` is empty.
  void desk_event(net::http::responder answer, int good, std::string key,
                  std::vector<std::string> aliases, envelope e);
  void bot_callback(net::http::responder answer, bot_called_back b);
  /// An interaction that came over HTTP: `answered` once it is committed. Until then it is given to
  /// its conversation again and again, since nobody repeats it to us.
  void interaction(envelope e, std::function<void()> answered);
  /// One that cannot be read is kept for a person.
  void unreadable_interaction(net::http::responder answer, bury letter);
  void metrics_page(net::http::responder answer);
  void list_letters(net::http::responder answer);
  void retry_letter(net::http::responder answer, const find_dead_letter& which);
  void drop_letter(net::http::responder answer, const find_dead_letter& which);
  /// Conversations by their last step, newest first, after `last`.
  void list_audited(net::http::responder answer, std::optional<store::recent_row> last);
  /// Compares one conversation with Discord and Twilio, and closes what can be closed. One at a
  /// time: another gets 503.
  void audit(net::http::responder answer, const audit_order& order);

private:
  struct auditing;
  void audit_compared(const std::shared_ptr<auditing>& a);
  void mend_next(const std::shared_ptr<auditing>& a);
  void end_audit(const std::shared_ptr<auditing>& a);
  void route(net::http::responder answer, int good, envelope e);
  /// Sends a dead letter on its way again; `done` when its conversation has taken it.
  void revive(net::http::responder answer, envelope e, std::function<void()> done);
  worker_actor::pointer self_;
  std::shared_ptr<const edge_tools> tools_;
  router_actor router_;
  journal_actor journal_;
  chatbot_actor chatbot_;
  bool auditing_ = false;
};
using edge_impl = worker_actor::stateful_impl<edge_state>;

/// How the routes reach the actor's state.
using edge_access = std::function<void(std::function<void(edge_state&)>)>;

/// The route table of DESIGN section 8, as far as this version has it.
std::vector<net::http::route> edge_routes(std::shared_ptr<const edge_tools> tools,
                                          edge_access in_edge);
std::vector<net::http::route> desk_routes(std::shared_ptr<const edge_tools> tools,
                                          edge_access in_edge);
std::vector<net::http::route> flow_routes(std::shared_ptr<const edge_tools> tools);
/// The interactions endpoint; none without discord.public-key.
std::vector<net::http::route> interaction_routes(std::shared_ptr<const edge_tools> tools,
                                                 edge_access in_edge);
/// The hook of announcements; none without a secret and a channel.
std::vector<net::http::route> announcement_routes(std::shared_ptr<const edge_tools> tools);
std::vector<net::http::route> api_routes(std::shared_ptr<const edge_tools> tools,
                                         edge_access in_edge);
std::vector<net::http::route> operator_routes(std::shared_ptr<const edge_tools> tools,
                                              edge_access in_edge);

} // namespace flexcord::actors
