#pragma once
#include "config/secret.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

/// What caf-application.conf says, as plain values. Each field is one key (`some_key` is
/// `some-key`); the meaning, unit and reason of every key stand in the shipped caf-application.conf
/// and in config/schema.cpp.
namespace flexcord::config {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct discord_settings {
  secret token;
  std::string application_id;
  std::string public_key;
  std::string api_url = "https://discord.com/api/v10";
  std::string cdn_url = "https://cdn.discordapp.com";
  std::string gateway_url; ///< empty: ask the API
  std::uint32_t shards = 1;
  std::uint32_t global_rate = 50; ///< requests a second
  std::string guild_id;
  std::string support_channel;
  std::string bug_channel, feature_channel; ///< where reports are taken and shown; empty: nowhere
  std::string announcement_channel;         ///< empty: nothing is announced
  std::uint32_t intents = 20481;            ///< GUILDS | DIRECT_MESSAGES | DIRECT_MESSAGE_TYPING
  std::string compress = "none";            ///< "none" or "zlib-stream"
  milliseconds reconnect_min{1000};
  milliseconds reconnect_max{60000};
  milliseconds request_timeout{10000};
  bool register_commands = true;
};

struct twilio_settings {
  std::string plane = "conversations";
  std::string account_sid;
  secret auth_token;
  secret auth_token_secondary;
  std::string api_key_sid;
  secret api_key_secret;
  std::string flex_instance_sid;
  std::string service_sid;
  std::string workspace_sid;
  std::string workflow_sid;
  std::string flex_flow_sid;   ///< legacy-chat: the Flex Flow that new channels are made with
  std::string studio_flow_sid; ///< routing.mode = "studio": the flow that decides
  std::string task_channel = "chat";
  std::string channel_type = "web"; ///< the Interaction's channel type
  std::string conversations_url = "https://conversations.twilio.com";
  std::string flex_url = "https://flex-api.twilio.com";
  std::string chat_url = "https://chat.twilio.com"; ///< legacy-chat
  std::string media_url = "https://mcs.us1.twilio.com";
  std::string studio_url = "https://studio.twilio.com";
  std::string taskrouter_url = "https://taskrouter.twilio.com";
  std::string transcript = "on-handoff"; ///< or "live"
  std::string agent_label = "Support";   ///< shown when an agent's name is not known
  milliseconds request_timeout{10000};
  milliseconds media_timeout{60000};
  std::string timer_inactive = "P1D";
  std::string timer_closed = "P3D";
  /// True when everything that a handoff needs is set.
  bool enabled() const {
    return !account_sid.empty() && (!auth_token.empty() || !api_key_secret.empty()) &&
           !service_sid.empty() && !workspace_sid.empty() && !workflow_sid.empty();
  }
};

struct chatbot_settings {
  std::string kind = "knowledge"; ///< knowledge | webhook | rasa | openai | seachat
  std::string url;
  secret token;
  secret signing_secret; ///< key `secret`: HMAC of what we post and of /bot/callback
  std::string model = "gpt-4o-mini";
  std::string system_prompt;
  std::string handoff_marker; ///< a Rasa text equal to this asks for a person
  bool stream = true;
  milliseconds deadline{8000};
  std::uint32_t handoff_after_failures = 2;
  std::uint32_t concurrency = 64;
  std::uint32_t breaker_failures = 5; ///< consecutive failures that open the circuit
  milliseconds breaker_pause{10000};  ///< how long it stays open
};

struct cases_settings {
  std::string webhook_url; ///< empty: no other system is told
  secret webhook_secret;
  secret link_secret;          ///< empty: one is made at the first start
  secret link_secret_previous; ///< still accepted, while the secret is changed
  milliseconds link_lifetime{std::chrono::hours(24 * 30)};
  milliseconds reopen_within{std::chrono::hours(1)}; ///< a request so soon after goes on as before
};

struct knowledge_settings {
  std::string articles = "knowledge"; ///< folder of Markdown
  std::uint32_t results = 3;
  double minimum_score = 0.5;
  milliseconds poll_interval{10000}; ///< between looks at the folder
  std::uint32_t context = 3;         ///< articles given to an openai bot with each turn
};

struct routing_settings {
  std::string mode = "direct";
  std::vector<std::string> handoff_phrases;
  milliseconds queue_timeout{std::chrono::minutes(30)};
  milliseconds open_timeout{
      std::chrono::seconds(60)}; ///< a handoff that is not in the queue by then has failed
  milliseconds agent_idle_timeout{std::chrono::hours(2)};
  milliseconds conversation_idle_timeout{std::chrono::hours(24)};
  milliseconds studio_timeout{
      std::chrono::seconds(15)}; ///< Studio calls back within this, or is taken as stuck
  milliseconds survey_timeout{std::chrono::minutes(10)};
  milliseconds passivate_after{std::chrono::minutes(5)};
  milliseconds reconcile_horizon{std::chrono::hours(24 * 7)};
  milliseconds poll_interval{std::chrono::seconds(30)};
  milliseconds queue_notice_interval{std::chrono::minutes(2)}; ///< 0: the place is never told
  std::string hours;                 ///< "Mon-Fri 09:00-18:00 Europe/Paris"; empty: always open
  std::vector<std::string> holidays; ///< "2026-12-25 label", "12-25"
  std::string language = "en";       ///< when the user's locale has no texts
};

/// Who may open a request (a conversation with a person, a report), and how often. Zero or empty:
/// no limit.
struct gates_settings {
  milliseconds cooldown{0};    ///< between two requests of a member
  std::uint32_t per_user = 20; ///< requests of a member within a day
  milliseconds minimum_account_age{0};
  std::string role;                 ///< that a member must have
  std::vector<std::string> blocked; ///< members whose messages are not taken
};

struct announcements_settings {
  std::vector<std::string> feeds; ///< URLs of RSS and Atom feeds
  secret hook_secret;             ///< HMAC of POST /hooks/announcements; empty: it takes nothing
  std::string role;               ///< may use /announce
  milliseconds interval{std::chrono::minutes(5)};
  bool allow_private = false;
  std::uint32_t max_size = 2u << 20; ///< bytes of one feed
};

struct http_settings {
  std::string address = "0.0.0.0";
  std::uint16_t port = 8080;
  std::string public_url;
  std::uint32_t threads = 1;
  std::vector<std::string> metrics_allow{"127.0.0.1", "::1"};
  secret admin_token; ///< of /api/v1; empty: it answers nobody
  std::vector<std::string> frame_ancestors{"https://flex.twilio.com"};
  bool allow_plain_upstreams = false;
  std::uint32_t max_connections = 1024;
};

/// How long each kind of row is kept; zero: for ever.
struct retention_settings {
  milliseconds transcript{std::chrono::hours(24 * 90)};
  milliseconds events{std::chrono::hours(24 * 30)};
  milliseconds dead_letters{std::chrono::hours(24 * 90)};
  milliseconds conversations{std::chrono::hours(24 * 365)};
  milliseconds interval{std::chrono::hours(1)}; ///< between two passes
};

struct store_settings {
  std::string url = "sqlite:flexcord.db";
  std::string durability = "full"; ///< or "relaxed"
  retention_settings retention;
};

struct log_settings {
  std::string level = "info";
  std::string format = "logfmt";
  std::string file;
};

struct settings {
  discord_settings discord;
  twilio_settings twilio;
  chatbot_settings chatbot;
  cases_settings cases;
  knowledge_settings knowledge;
  routing_settings routing;
  announcements_settings announcements;
  gates_settings gates;
  http_settings http;
  store_settings store;
  log_settings log;
};

} // namespace flexcord::config
