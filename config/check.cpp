#include "config/check.hpp"
#include "config/schema.hpp"
#include "config/url.hpp"
#include "config/value.hpp"

#include <algorithm>

namespace flexcord::config {
namespace {

constexpr std::uint32_t direct_messages = 1u << 12;

void add(loaded& l, std::string path, std::string what, std::string expected = {}) {
  l.problems.push_back({std::move(path), std::move(what), std::move(expected)});
}

/// A key with a problem of its own is not judged again: its field still has the default.
bool has_problem(const loaded& l, std::string_view path) {
  return std::any_of(l.problems.begin(), l.problems.end(), [&](const auto& p) {
    return p.path == path || p.path == std::string{path} + "-file";
  });
}

/// Something without which no node runs, and which `flexcord setup` may be asked to make.
void still_needed(loaded& l, std::string path, std::string what, std::string expected) {
  if (has_problem(l, path)) return;
  add(l, std::move(path), std::move(what), std::move(expected));
  l.problems.back().incomplete = true;
}

void check_plain_upstreams(loaded& l) {
  if (l.values.http.allow_plain_upstreams) return;
  for (const auto& k : keys()) {
    // The public URL is ours, not an upstream.
    if (k.path == "http.public-url" || !k.path.ends_with("url")) continue;
    const auto* text = std::get<std::string*>(k.in(l.values));
    const auto url = split_url(*text);
    if (!url || (url->scheme != "http" && url->scheme != "ws") || is_loopback(url->host)) continue;
    add(l, std::string{k.path}, "is not encrypted and its host is not this machine",
        "https:// or wss://, or http.allow-plain-upstreams = true");
  }
}

void check_discord(loaded& l) {
  const auto& d = l.values.discord;
  if (d.token.empty() && !has_problem(l, "discord.token"))
    add(l, "discord.token", "is missing",
        "the bot's token here, in discord.token-file or in FLEXCORD_DISCORD_TOKEN");
  if (d.reconnect_min > d.reconnect_max)
    add(l, "discord.reconnect-min", "is longer than discord.reconnect-max",
        "at most the same time");
  if ((d.intents & direct_messages) == 0 && !has_problem(l, "discord.intents"))
    add(l, "discord.intents", "lacks DIRECT_MESSAGES, so no message would ever come",
        "a sum that includes 4096");
}

void check_twilio(loaded& l) {
  const auto& t = l.values.twilio;
  if (t.plane == "legacy-chat" && l.values.routing.mode == "direct")
    add(l, "twilio.plane", "legacy-chat does not work with routing.mode = \"direct\"",
        "\"conversations\", or routing.mode = \"studio\"");
  if (t.plane == "legacy-chat" && t.enabled() && t.flex_flow_sid.empty())
    still_needed(l, "twilio.flex-flow-sid", "is missing; legacy-chat makes its channels with it",
                 "the Flex Flow's SID (FO...), as flexcord setup prints it");
  if (t.plane == "legacy-chat")
    l.notes.emplace_back("twilio.plane is legacy-chat: Programmable Chat for Flex reached its end "
                         "of life on 1 June 2026; move to twilio.plane = \"conversations\".");
  struct need {
    std::string_view path;
    bool given;
  };
  const need needs[] = {{"twilio.account-sid", !t.account_sid.empty()},
                        {"twilio.auth-token", !t.auth_token.empty()},
                        {"twilio.service-sid", !t.service_sid.empty()},
                        {"twilio.workspace-sid", !t.workspace_sid.empty()},
                        {"twilio.workflow-sid", !t.workflow_sid.empty()}};
  const bool wanted =
      !t.api_key_sid.empty() || !t.api_key_secret.empty() || !t.auth_token_secondary.empty() ||
      !t.flex_instance_sid.empty() ||
      std::any_of(std::begin(needs), std::end(needs), [](const need& n) { return n.given; });
  if (!wanted) {
    l.notes.emplace_back(
        "twilio is off: no twilio.* keys are set, so a request for a person cannot be met. "
        "Needed: twilio.account-sid, auth-token, service-sid, workspace-sid, workflow-sid; "
        "http.public-url should be set with them.");
    return;
  }
  std::string missing;
  for (const auto& n : needs)
    if (!n.given && !has_problem(l, n.path))
      missing += (missing.empty() ? "" : ", ") + std::string{n.path};
  if (!missing.empty()) {
    add(l, "twilio", "is half configured; missing: " + missing,
        "all of them, or no twilio.* key for a node without agents");
    l.problems.back().incomplete = true;
  }
  if (l.values.http.public_url.empty() && !has_problem(l, "http.public-url"))
    l.notes.emplace_back("http.public-url is not set: Twilio cannot call this node, so what agents "
                         "do and write is found "
                         "only by polling (routing.poll-interval).");
  if (t.api_key_sid.empty() != t.api_key_secret.empty())
    add(l, t.api_key_sid.empty() ? "twilio.api-key-sid" : "twilio.api-key-secret", "is missing",
        "twilio.api-key-sid and twilio.api-key-secret together, or neither");
}

/// Where a Studio flow decides, it must be known and able to call us.
void check_studio(loaded& l) {
  if (l.values.routing.mode != "studio") return;
  const auto& t = l.values.twilio;
  if (!t.enabled())
    still_needed(l, "twilio",
                 "is not configured, and routing.mode = \"studio\" routes all through it",
                 "the twilio.* keys, or routing.mode = \"direct\"");
  if (l.values.http.public_url.empty())
    still_needed(l, "http.public-url", "is missing: a Studio flow calls this node",
                 "the address under which Twilio reaches this node");
  if (t.studio_flow_sid.empty() && t.plane != "legacy-chat")
    still_needed(l, "twilio.studio-flow-sid",
                 "is missing; routing.mode = \"studio\" needs the flow",
                 "the flow's SID (FW...), as flexcord setup prints it");
}

void check_chatbot(loaded& l) {
  const auto& c = l.values.chatbot;
  if (c.kind != "knowledge" && c.url.empty() && !has_problem(l, "chatbot.url"))
    add(l, "chatbot.url", "is missing; chatbot.kind = \"" + c.kind + "\" calls it",
        "an http:// or https:// URL, in quotes");
  if (c.kind == "seachat")
    l.notes.emplace_back(
        "chatbot.kind = \"seachat\" is experimental: it follows SeaChat's public "
        "descriptions, which do not agree in all, and was never tried against it.");
  if (c.kind == "knowledge" && !c.url.empty())
    l.notes.emplace_back("chatbot.url is not used: chatbot.kind is \"knowledge\".");
}

/// A feed that could never be read is a slip.
void check_announcements(loaded& l) {
  const auto& a = l.values.announcements;
  if (a.allow_private || has_problem(l, "announcements.feeds")) return;
  for (const auto& feed : a.feeds)
    if (const auto url = split_url(feed); url && is_loopback(url->host))
      return add(l, "announcements.feeds", "names this machine, whose address is not public",
                 "other hosts, or announcements.allow-private = true");
}

/// Keys that others could guess, or that are missing where something is to be signed.
void check_cases(loaded& l) {
  const auto& c = l.values.cases;
  constexpr std::size_t least = 16;
  for (const auto& [path, key] : {std::pair{"cases.link-secret", &c.link_secret},
                                  std::pair{"cases.link-secret-previous", &c.link_secret_previous}})
    if (!key->empty() && key->reveal().size() < least && !has_problem(l, path))
      add(l, path, "is too short", "at least 16 characters, or none: one is made then");
  if (!c.webhook_url.empty() && c.webhook_secret.empty() && !has_problem(l, "cases.webhook-secret"))
    add(l, "cases.webhook-secret", "is missing; what is posted to cases.webhook-url is signed",
        "a key here, in cases.webhook-secret-file or in FLEXCORD_CASES_WEBHOOK_SECRET");
}

/// Holidays are days of the desk's clock, which stands in its hours.
void check_hours(loaded& l) {
  const auto& r = l.values.routing;
  if (!r.holidays.empty() && r.hours.empty() && !has_problem(l, "routing.hours"))
    add(l, "routing.holidays", "needs routing.hours, whose time zone it follows",
        "routing.hours as well, such as \"Daily 00:00-24:00 Europe/Paris\"");
}

/// What is still needed must not be forgotten.
void check_retention(loaded& l) {
  const auto& kept = l.values.store.retention;
  const auto& r = l.values.routing;
  constexpr milliseconds a_day{std::chrono::hours(24)};
  // A loss may have begun a horizon before it was noticed, and counts for a horizon after.
  const auto found_again = 2 * r.reconcile_horizon + a_day;
  struct limit {
    std::string_view path;
    milliseconds given, least;
  };
  const limit limits[] = {
      {"store.retention.transcript", kept.transcript, r.conversation_idle_timeout},
      {"store.retention.events", kept.events, found_again},
      {"store.retention.dead-letters", kept.dead_letters, a_day},
      {"store.retention.conversations", kept.conversations, found_again}};
  for (const auto& one : limits)
    if (one.given.count() != 0 && one.given < one.least && !has_problem(l, one.path))
      add(l, std::string{one.path}, "is " + format_duration(one.given),
          "at least " + format_duration(one.least) + ", or 0s: for ever");
}

} // namespace

void check(loaded& l) {
  check_discord(l);
  check_twilio(l);
  check_studio(l);
  check_chatbot(l);
  check_announcements(l);
  check_cases(l);
  check_hours(l);
  check_retention(l);
  check_plain_upstreams(l);
  const auto url = split_url(l.values.http.public_url);
  if (url && url->scheme == "http" && !is_loopback(url->host))
    l.notes.emplace_back("http.public-url is not encrypted: webhooks with users' messages would "
                         "travel in the clear.");
}

} // namespace flexcord::config
