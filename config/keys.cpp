#include "config/forms.hpp"
#include "config/schema.hpp"

namespace flexcord::config {
namespace {

/// Where a key goes, named by its two members.
template <auto Group, auto Member>
field at(settings& s) {
  return &(s.*Group.*Member);
}
template <auto Member>
constexpr auto discord = at<&settings::discord, Member>;
template <auto Member>
constexpr auto twilio = at<&settings::twilio, Member>;
template <auto Member>
constexpr auto chatbot = at<&settings::chatbot, Member>;
template <auto Member>
constexpr auto cases = at<&settings::cases, Member>;
template <auto Member>
constexpr auto knowledge = at<&settings::knowledge, Member>;
template <auto Member>
constexpr auto routing = at<&settings::routing, Member>;
template <auto Member>
constexpr auto announcements = at<&settings::announcements, Member>;
template <auto Member>
constexpr auto gates = at<&settings::gates, Member>;
template <auto Member>
constexpr auto http = at<&settings::http, Member>;
template <auto Member>
constexpr auto store = at<&settings::store, Member>;
template <auto Member>
field retention(settings& s) {
  return &(s.store.retention.*Member);
}
template <auto Member>
constexpr auto logging = at<&settings::log, Member>;

using ds = discord_settings;
using ts = twilio_settings;
using cs = chatbot_settings;
using rs = routing_settings;
using as = announcements_settings;
using gs = gates_settings;
using hs = http_settings;
using kept = retention_settings;

constexpr double second = 1000;
constexpr double minute = 60 * second;
constexpr double hour = 60 * minute;
constexpr double day = 24 * hour;
constexpr double year = 365 * day;

constexpr rule any{};
constexpr rule from(double least, double most) { return {.least = least, .most = most}; }
constexpr rule one_of(std::string_view choices) { return {.choices = choices}; }
constexpr rule form(bool (*fits)(const std::string&), std::string_view expected) {
  return {.fits = fits, .expected = expected};
}
constexpr rule base_url =
    form(forms::base_url, "an http:// or https:// URL without query, in quotes");
constexpr rule snowflake = form(forms::snowflake, "a Discord id: up to 20 digits, in quotes");
constexpr rule sid =
    form(forms::sid, "a Twilio SID: two capitals, then letters and digits, in quotes");
constexpr rule iso = form(forms::iso_duration, "an ISO 8601 duration such as \"P1D\" or \"PT30M\"");

// clang-format off
constexpr key table[] = {
  {"discord.token", discord<&ds::token>, any, "The bot's token. Required.", "FLEXCORD_DISCORD_TOKEN"},
  {"discord.application-id", discord<&ds::application_id>, snowflake, "The application's id; empty: asked from Discord."},
  {"discord.public-key", discord<&ds::public_key>, form(forms::public_key, "64 hexadecimal digits, in quotes"), "The application's public key; used only with an interactions endpoint."},
  {"discord.api-url", discord<&ds::api_url>, base_url, "REST base URL with its version."},
  {"discord.cdn-url", discord<&ds::cdn_url>, base_url, "Where users' files are fetched; no other host is asked, except that of api-url."},
  {"discord.gateway-url", discord<&ds::gateway_url>, form(forms::socket_url, "a ws:// or wss:// URL without query, in quotes"), "Gateway base URL; empty: asked from the API."},
  {"discord.shards", discord<&ds::shards>, from(1, 16384), "Gateway sessions; Discord asks for one per 2,500 servers."},
  {"discord.global-rate", discord<&ds::global_rate>, from(1, 10000), "Requests a second over all routes; Discord's limit is 50 unless it granted more."},
  {"discord.guild-id", discord<&ds::guild_id>, snowflake, "The server where commands are registered; empty: everywhere."},
  {"discord.support-channel", discord<&ds::support_channel>, snowflake, "Channel where private threads are opened for users whose DMs are closed."},
  {"discord.bug-channel", discord<&ds::bug_channel>, snowflake, "Channel where /bug may be used and its reports are shown; empty: no bugs are taken."},
  {"discord.feature-channel", discord<&ds::feature_channel>, snowflake, "The same for /new_feature."},
  {"discord.announcement-channel", discord<&ds::announcement_channel>, snowflake, "Channel where announcements are posted; empty: nothing is announced."},
  {"discord.intents", discord<&ds::intents>, from(0, 4294967295.0), "Gateway intents as a bit set; the default is GUILDS, DIRECT_MESSAGES, DIRECT_MESSAGE_TYPING."},
  {"discord.compress", discord<&ds::compress>, one_of("none|zlib-stream"), "Compression of the gateway's payloads."},
  {"discord.reconnect-min", discord<&ds::reconnect_min>, from(10, 10 * minute), "First wait before a new gateway connection; doubles up to reconnect-max."},
  {"discord.reconnect-max", discord<&ds::reconnect_max>, from(10, hour), "Longest wait before a new gateway connection."},
  {"discord.request-timeout", discord<&ds::request_timeout>, from(100, 5 * minute), "Deadline of one REST call."},
  {"discord.register-commands", discord<&ds::register_commands>, any, "Register the slash commands at start when they changed."},

  {"twilio.plane", twilio<&ts::plane>, one_of("conversations|legacy-chat"), "Which Twilio API carries the chat; legacy-chat (Programmable Chat, end of life 1 June 2026) goes with routing.mode = \"studio\" only."},
  {"twilio.account-sid", twilio<&ts::account_sid>, sid, "Account SID (AC...)."},
  {"twilio.auth-token", twilio<&ts::auth_token>, any, "Auth token; signs Twilio's webhooks, so it is needed beside an API key too.", "FLEXCORD_TWILIO_AUTH_TOKEN"},
  {"twilio.auth-token-secondary", twilio<&ts::auth_token_secondary>, any, "Second auth token, accepted in signatures while tokens are rotated.", "FLEXCORD_TWILIO_AUTH_TOKEN_SECONDARY"},
  {"twilio.api-key-sid", twilio<&ts::api_key_sid>, sid, "API key (SK...) used for REST calls instead of the auth token."},
  {"twilio.api-key-secret", twilio<&ts::api_key_secret>, any, "Secret of the API key.", "FLEXCORD_TWILIO_API_KEY_SECRET"},
  {"twilio.flex-instance-sid", twilio<&ts::flex_instance_sid>, sid, "Flex instance SID (GO...), checked by flexcord check when set."},
  {"twilio.service-sid", twilio<&ts::service_sid>, sid, "Conversations service SID (IS...)."},
  {"twilio.workspace-sid", twilio<&ts::workspace_sid>, sid, "TaskRouter workspace SID (WS...)."},
  {"twilio.workflow-sid", twilio<&ts::workflow_sid>, sid, "TaskRouter workflow SID (WW...) that routes the handoffs."},
  {"twilio.flex-flow-sid", twilio<&ts::flex_flow_sid>, sid, "Flex Flow SID (FO...) that channels of the legacy-chat plane are made with; not used in this version."},
  {"twilio.studio-flow-sid", twilio<&ts::studio_flow_sid>, sid, "Studio flow SID (FW...) that decides in routing.mode = \"studio\"; not used in this version."},
  {"twilio.task-channel", twilio<&ts::task_channel>, form(forms::not_blank, "a task channel's unique name, in quotes"), "TaskRouter task channel of the handoffs."},
  {"twilio.channel-type", twilio<&ts::channel_type>, one_of("web|chat|sms|whatsapp|messenger"), "Channel type of the Interaction, as Flex knows it."},
  {"twilio.conversations-url", twilio<&ts::conversations_url>, base_url, "Conversations base URL."},
  {"twilio.flex-url", twilio<&ts::flex_url>, base_url, "Flex base URL (Interactions)."},
  {"twilio.chat-url", twilio<&ts::chat_url>, base_url, "Programmable Chat base URL (legacy-chat plane); not used in this version."},
  {"twilio.media-url", twilio<&ts::media_url>, base_url, "Media base URL (files)."},
  {"twilio.taskrouter-url", twilio<&ts::taskrouter_url>, base_url, "TaskRouter base URL."},
  {"twilio.studio-url", twilio<&ts::studio_url>, base_url, "Studio base URL; not used in this version."},
  {"twilio.transcript", twilio<&ts::transcript>, one_of("on-handoff|live"), "When the talk with the bot is copied to Twilio: at the handoff, or every turn (costs per user)."},
  {"twilio.agent-label", twilio<&ts::agent_label>, form(forms::not_blank, "a name, in quotes"), "What users see when an agent's name is not known."},
  {"twilio.request-timeout", twilio<&ts::request_timeout>, from(100, 5 * minute), "Deadline of one REST call."},
  {"twilio.media-timeout", twilio<&ts::media_timeout>, from(100, 30 * minute), "Deadline of one file up or down."},
  {"twilio.timer-inactive", twilio<&ts::timer_inactive>, iso, "After this silence Twilio marks a conversation inactive; empty: never."},
  {"twilio.timer-closed", twilio<&ts::timer_closed>, iso, "After this silence Twilio closes a conversation; empty: never."},

  {"chatbot.kind", chatbot<&cs::kind>, one_of("knowledge|webhook|rasa|openai|seachat"), "Who answers: the built-in knowledge base, or a bot over HTTP; seachat is experimental."},
  {"chatbot.url", chatbot<&cs::url>, form(forms::call_url, "an http:// or https:// URL, in quotes"), "The whole URL that is called (seachat: the bot's base, https://chat.seasalt.ai/webhook/v1/bots/ID); needed for all kinds but knowledge."},
  {"chatbot.token", chatbot<&cs::token>, any, "Bearer token sent to the bot.", "FLEXCORD_CHATBOT_TOKEN"},
  {"chatbot.secret", chatbot<&cs::signing_secret>, any, "HMAC key of what is posted to a webhook bot, and of POST /bot/callback.", "FLEXCORD_CHATBOT_SECRET"},
  {"chatbot.model", chatbot<&cs::model>, form(forms::not_blank, "a model's name, in quotes"), "Model asked for (openai)."},
  {"chatbot.system-prompt", chatbot<&cs::system_prompt>, any, "System prompt (openai); empty: a short built-in one."},
  {"chatbot.handoff-marker", chatbot<&cs::handoff_marker>, any, "A text equal to this asks for a person (rasa); empty: none."},
  {"chatbot.stream", chatbot<&cs::stream>, any, "Ask for a streamed answer (openai); a stalled one is noticed sooner."},
  {"chatbot.deadline", chatbot<&cs::deadline>, from(100, 10 * minute), "Longest wait for an answer to one turn."},
  {"chatbot.handoff-after-failures", chatbot<&cs::handoff_after_failures>, from(1, 100), "Failed turns in a row after which a person is offered."},
  {"chatbot.concurrency", chatbot<&cs::concurrency>, from(1, 10000), "Turns asked at once; more wait."},
  {"chatbot.breaker-failures", chatbot<&cs::breaker_failures>, from(1, 10000), "Failures in a row, over all users, after which the bot is left alone for breaker-pause."},
  {"chatbot.breaker-pause", chatbot<&cs::breaker_pause>, from(10, hour), "How long the bot is left alone."},

  {"cases.webhook-url", cases<&cases_settings::webhook_url>, form(forms::call_url, "an http:// or https:// URL, in quotes"), "Another case system that is told of every change of a case; empty: none."},
  {"cases.webhook-secret", cases<&cases_settings::webhook_secret>, any, "HMAC key of what is posted there.", "FLEXCORD_CASES_WEBHOOK_SECRET"},
  {"cases.link-secret", cases<&cases_settings::link_secret>, any, "Key that links to case pages are signed with, at least 16 characters; empty: one is made at the first start and kept in the store.", "FLEXCORD_CASES_LINK_SECRET"},
  {"cases.link-secret-previous", cases<&cases_settings::link_secret_previous>, any, "The key before, whose links are accepted until they expire.", "FLEXCORD_CASES_LINK_SECRET_PREVIOUS"},
  {"cases.link-lifetime", cases<&cases_settings::link_lifetime>, from(minute, year), "How long a link to a case page works. The default is 30 days: longer than a case takes, and no key for ever."},
  {"cases.reopen-within", cases<&cases_settings::reopen_within>, from(0, year), "Who asks for a person so soon after their case was resolved goes on under its number; 0s: it is a new case."},

  {"knowledge.articles", knowledge<&knowledge_settings::articles>, form(forms::not_blank, "a folder, in quotes"), "Folder of Markdown articles, read at start and whenever a file in it changes."},
  {"knowledge.results", knowledge<&knowledge_settings::results>, from(1, 10), "Articles shown at most."},
  {"knowledge.minimum-score", knowledge<&knowledge_settings::minimum_score>, from(0, 100), "Articles below this BM25 score are not shown."},
  {"knowledge.poll-interval", knowledge<&knowledge_settings::poll_interval>, from(100, 24 * hour), "How often the folder is looked at for changes."},
  {"knowledge.context", knowledge<&knowledge_settings::context>, from(0, 10), "Articles given with each turn to an openai bot, which is to cite their links; 0: none."},

  {"routing.mode", routing<&rs::mode>, one_of("direct|studio"), "Who decides between bot and agent: flexcord, or a Studio flow that every message goes through."},
  {"routing.handoff-phrases", routing<&rs::handoff_phrases>, {.fits = forms::not_blank, .expected = "a list of texts, such as [\"talk to a person\"], none of them blank"}, "More messages that ask for a person, compared without case."},
  {"routing.queue-timeout", routing<&rs::queue_timeout>, from(second, 7 * day), "Wait in the queue after which the user is told that nobody is free."},
  {"routing.open-timeout", routing<&rs::open_timeout>, from(second, hour), "A handoff that is not in the queue by then has failed."},
  {"routing.agent-idle-timeout", routing<&rs::agent_idle_timeout>, from(second, 30 * day), "Silence with an agent after which the talk goes back to the bot."},
  {"routing.conversation-idle-timeout", routing<&rs::conversation_idle_timeout>, from(second, 365 * day), "Silence with the bot after which the talk is over."},
  {"routing.studio-timeout", routing<&rs::studio_timeout>, from(second, hour), "A Studio flow that does not ask the bot or an agent within this is taken as stuck, and the bot is asked directly; not used in this version."},
  {"routing.survey-timeout", routing<&rs::survey_timeout>, from(second, 7 * day), "How long a rating is waited for."},
  {"routing.passivate-after", routing<&rs::passivate_after>, from(second, 7 * day), "Idle conversations leave memory after this; they are loaded again on their next event."},
  {"routing.reconcile-horizon", routing<&rs::reconcile_horizon>, from(minute, 365 * day), "After a loss, DMs active within this are asked for missed messages at once; older ones when they come back."},
  {"routing.poll-interval", routing<&rs::poll_interval>, from(100, hour), "How often Twilio is asked about an open handoff, as a backstop of the webhooks."},
  {"routing.queue-notice-interval", routing<&rs::queue_notice_interval>, from(0, day), "Least time between two words to a user on their place in the queue and the estimated wait, as far as Twilio tells; 0s: none at all."},
  {"routing.hours", routing<&rs::hours>, form(forms::opening_hours, "opening hours such as \"Mon-Fri 09:00-18:00, Sat 10:00-14:00 Europe/Paris\""), "When agents are there; empty: always."},
  {"routing.holidays", routing<&rs::holidays>, {.fits = forms::holiday, .expected = "a list of dates such as [\"2026-12-25 Christmas Day\", \"01-01\"]: with a year or for every year, and a label if wanted"}, "Days on which nobody is there, by the clock of routing.hours; users are told the label."},
  {"routing.language", routing<&rs::language>, one_of("en|fr|es|de"), "Language of the texts when there is none in the user's own."},

  {"gates.cooldown", gates<&gs::cooldown>, from(0, day), "Least time between two requests of a member; 0s: none."},
  {"gates.per-user", gates<&gs::per_user>, from(0, 1000), "Requests that a member may open within 24 hours; 0: any number. The default is more than anybody needs, and less than a flood."},
  {"gates.minimum-account-age", gates<&gs::minimum_account_age>, from(0, 365 * day), "How old a member's Discord account must be to open requests; 0s: any age."},
  {"gates.role", gates<&gs::role>, snowflake, "Id of a role that a member must have to open requests; empty: none. It is seen when they use a command or button in the server."},
  {"gates.blocked", gates<&gs::blocked>, {.fits = forms::member, .expected = "a list of Discord user ids, such as [\"123456789012345678\"]"}, "Ids of users whose messages and requests are not taken. They are told once in 24 hours, and not answered otherwise."},

  {"announcements.feeds", announcements<&as::feeds>, {.fits = forms::call_url, .expected = "a list of http:// or https:// URLs, such as [\"https://example.com/feed.xml\"]"}, "RSS and Atom feeds whose new entries are announced; what is there at the first read is not."},
  {"announcements.hook-secret", announcements<&as::hook_secret>, any, "HMAC key that POST /hooks/announcements is signed with; empty: off.", "FLEXCORD_ANNOUNCEMENTS_HOOK_SECRET"},
  {"announcements.role", announcements<&as::role>, snowflake, "Members with this role may use /announce; empty: only those who may manage the server."},
  {"announcements.interval", announcements<&as::interval>, from(second, day), "How often each feed is read; longer after failures and when it asks for it."},
  {"announcements.allow-private", announcements<&as::allow_private>, any, "Read feeds from addresses that are not public too (this machine, the local network)."},
  {"announcements.max-size", announcements<&as::max_size>, from(1024, 64.0 * 1024 * 1024), "Largest feed in bytes; a larger one is not read."},

  {"http.address", http<&hs::address>, form(forms::address, "an IPv4 or IPv6 address, in quotes"), "Address that the one HTTP port listens on."},
  {"http.port", http<&hs::port>, from(0, 65535), "The port; 0: any free one, told in the log."},
  {"http.public-url", http<&hs::public_url>, base_url, "How Twilio reaches this port from outside; signatures are checked against it. Without it agents are heard by polling only."},
  {"http.threads", http<&hs::threads>, from(1, 256), "Network threads, for all connections in and out."},
  {"http.metrics-allow", http<&hs::metrics_allow>, {.fits = forms::network, .expected = "a list of addresses or networks, such as [\"127.0.0.1\", \"10.0.0.0/8\"]"}, "Who may read /metrics."},
  {"http.admin-token", http<&hs::admin_token>, any, "Bearer token of /api/v1, also used by flexcord's own subcommands to ask a running node; empty: off.", "FLEXCORD_HTTP_ADMIN_TOKEN"},
  {"http.frame-ancestors", http<&hs::frame_ancestors>, {.fits = forms::frame_ancestor, .expected = "a list of origins, such as [\"https://flex.twilio.com\", \"https://*.example.com\"]"}, "Sites that may show the case page in a frame: Flex, whose panel it stands in. An empty list: none."},
  {"http.allow-plain-upstreams", http<&hs::allow_plain_upstreams>, any, "Accept http:// and ws:// for hosts other than loopback. Tokens travel in the clear then."},
  {"http.max-connections", http<&hs::max_connections>, from(1, 100000), "Connections accepted at once; more are closed."},

  {"store.url", store<&store_settings::url>, form(forms::store_url, "sqlite:PATH or postgresql://USER@HOST/DATABASE, in quotes"), "The journal's database: a file, or a PostgreSQL server. Its password may stand in PGPASSWORD or ~/.pgpass instead."},
  {"store.durability", store<&store_settings::durability>, one_of("full|relaxed"), "full: a commit survives a power cut. relaxed: it survives the end of the process, not of the database server, and is faster."},
  {"store.retention.transcript", retention<&kept::transcript>, from(0, 10 * year), "How long what people wrote is kept, with the ids of its copies at the desk; 0s: for ever. The default is 90 days: longer than a case takes, and no archive. At least routing.conversation-idle-timeout, so that a talk is not cut."},
  {"store.retention.events", retention<&kept::events>, from(0, 10 * year), "How long ids of events are kept, by which nothing is taken twice; 0s: for ever. The default is 30 days. At least twice routing.reconcile-horizon and a day, since so old a message may be found again."},
  {"store.retention.dead-letters", retention<&kept::dead_letters>, from(0, 10 * year), "How long a dead letter waits for a person; 0s: for ever. The default is 90 days: then the text is of no use to anybody. At least a day."},
  {"store.retention.conversations", retention<&kept::conversations>, from(0, 10 * year), "How long a conversation that is over is known, but for its cases; 0s: for ever. The default is a year: who comes back then begins anew. At least twice routing.reconcile-horizon and a day."},
  {"store.retention.interval", retention<&kept::interval>, from(minute, 7 * day), "How often what is old is looked for, in small batches between commits."},

  {"log.level", logging<&log_settings::level>, one_of("debug|info|warning|error"), "Least level that is written."},
  {"log.format", logging<&log_settings::format>, one_of("logfmt|json"), "Form of a line."},
  {"log.file", logging<&log_settings::file>, any, "File that lines are appended to; empty: standard error."},
};
// clang-format on

} // namespace

std::span<const key> keys() { return table; }

} // namespace flexcord::config
