#include "sandbox/discord/objects.hpp"
#include "sandbox/discord/signing.hpp"

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

constexpr std::string_view joined = "2025-01-02T03:04:05.000000+00:00";

json::object role_json(const guild_role& r, std::size_t position) {
  return {{"id", r.id},
          {"name", r.name},
          {"color", 0},
          {"colors", json::object{{"primary_color", 0},
                                  {"secondary_color", nullptr},
                                  {"tertiary_color", nullptr}}},
          {"hoist", false},
          {"icon", nullptr},
          {"unicode_emoji", nullptr},
          {"position", position},
          {"managed", false},
          {"mentionable", false},
          {"flags", 0},
          {"permissions", r.permissions},
          {"description", nullptr}};
}

json::array roles_json(const world& w) {
  json::array out{
      role_json({std::string(guild_id), "@everyone", w.application.everyone_permissions}, 0)};
  for (auto& r : w.roles) out.push_back(role_json(r, out.size()));
  return out;
}

} // namespace

json::object guild_json(const world& w) {
  json::array channels;
  for (auto& [id, c] : w.channels)
    if (!c.is_dm()) channels.push_back(channel_json(w, c));
  return {{"id", guild_id},
          {"name", "Sandbox community"},
          {"icon", nullptr},
          {"splash", nullptr},
          {"discovery_splash", nullptr},
          {"home_header", nullptr},
          {"region", "deprecated"},
          {"widget_enabled", false},
          {"widget_channel_id", nullptr},
          {"incidents_data", nullptr},
          {"banner", nullptr},
          {"description", nullptr},
          {"vanity_url_code", nullptr},
          {"owner_id", owner_id},
          {"afk_channel_id", nullptr},
          {"afk_timeout", 300},
          {"verification_level", 1},
          {"default_message_notifications", 0},
          {"explicit_content_filter", 0},
          {"mfa_level", 0},
          {"nsfw_level", 0},
          {"nsfw", false},
          {"premium_tier", 0},
          {"premium_subscription_count", 0},
          {"premium_progress_bar_enabled", false},
          {"preferred_locale", "en-US"},
          {"system_channel_id", nullptr},
          {"system_channel_flags", 0},
          {"rules_channel_id", nullptr},
          {"public_updates_channel_id", nullptr},
          {"safety_alerts_channel_id", nullptr},
          {"application_id", nullptr},
          {"max_members", 500000},
          {"max_presences", nullptr},
          {"max_video_channel_users", 25},
          {"max_stage_video_channel_users", 50},
          {"features", json::array()},
          {"roles", roles_json(w)},
          {"emojis", json::array()},
          {"stickers", json::array()},
          {"channels", std::move(channels)},
          {"threads", json::array()},
          {"members", json::array{member_json(w.bot)}},
          {"presences", json::array()},
          {"voice_states", json::array()},
          {"stage_instances", json::array()},
          {"guild_scheduled_events", json::array()},
          {"soundboard_sounds", json::array()},
          {"member_count", w.users.size() + 1},
          {"large", false},
          {"unavailable", false},
          {"joined_at", joined}};
}

json::object application_json(const world& w) {
  json::object owner{{"id", owner_id},       {"username", "owner"},     {"global_name", nullptr},
                     {"discriminator", "0"}, {"avatar", nullptr},       {"public_flags", 0},
                     {"flags", 0},           {"primary_guild", nullptr}};
  return {{"id", bot_id},
          {"name", "helpbot"},
          {"icon", nullptr},
          {"description", "The sandbox's bot"},
          {"summary", ""},
          {"type", nullptr},
          {"bot_public", true},
          {"bot_require_code_grant", false},
          {"verify_key", interaction_public_key},
          {"owner", std::move(owner)},
          {"team", nullptr},
          {"flags", w.application.flags},
          {"flags_new", std::to_string(w.application.flags)},
          {"explicit_content_filter", 0},
          {"eligible_oauth2_scopes", json::array()},
          {"hook", true},
          {"tags", json::array()},
          {"redirect_uris", json::array()},
          {"interactions_endpoint_url", w.application.interactions_endpoint_url.empty()
                                            ? json::value(nullptr)
                                            : json::value(w.application.interactions_endpoint_url)},
          {"role_connections_verification_url", nullptr},
          {"event_webhooks_url", nullptr},
          {"event_webhooks_status", 1},
          {"event_webhooks_types", json::array()},
          {"approximate_guild_count", 1},
          {"approximate_user_install_count", 0},
          {"approximate_user_authorization_count", 0},
          {"integration_types_config", json::object()}};
}

} // namespace flexcord::sandbox::discord
