#include "net/discord/rest_impl.hpp"

/// What setting up and checking needs: the application, its commands, the guild.
namespace flexcord::net::discord {

namespace {

result<rest::application> read_application(const http::response& r) {
  auto o = fields::parse_object(r.body, "application");
  if (o.has_error()) return o.error();
  rest::application a;
  a.id = fields::text(*o, "id");
  a.interactions_endpoint_url = fields::text(*o, "interactions_endpoint_url");
  a.public_key = fields::text(*o, "verify_key");
  if (!fields::is_id(a.id)) return fields::malformed("application: id");
  a.flags = static_cast<std::uint64_t>(
      std::max<std::int64_t>(fields::integer(*o, "flags").value_or(0), 0));
  return a;
}

result<std::string> read_list(const http::response& r) {
  auto v = fields::parse_value(r.body, "commands");
  if (v.has_error()) return v.error();
  if (!v->is_array()) return fields::malformed("commands: not an array");
  return r.body;
}

std::string commands_path(const std::string& application_id, const std::string& guild_id) {
  return "/applications/" + application_id + (guild_id.empty() ? "" : "/guilds/" + guild_id) +
         "/commands";
}

const char* commands_route(const std::string& guild_id) {
  return guild_id.empty() ? "/applications/{application}/commands"
                          : "/applications/{application}/guilds/{guild}/commands";
}

} // namespace

void rest::get_application(callback<application> done) {
  impl_->get("/applications/@me", reading(std::move(done), read_application));
}

void rest::get_commands(const std::string& application_id, const std::string& guild_id,
                        callback<std::string> done) {
  if (!impl_->usable(done, {application_id, guild_id.empty() ? application_id : guild_id})) return;
  // Without being asked for them Discord leaves the translations out.
  impl_->core->submit({.method = "GET",
                       .route = commands_route(guild_id),
                       .major = guild_id,
                       .path = commands_path(application_id, guild_id) + "?with_localizations=true",
                       .level = priority::announcement,
                       .done = reading(std::move(done), read_list)});
}

void rest::register_commands(const std::string& application_id, const std::string& guild_id,
                             std::string commands_json, callback<nothing> done) {
  if (!impl_->usable(done, {application_id, guild_id.empty() ? application_id : guild_id})) return;
  impl_->core->submit({.method = "PUT",
                       .route = commands_route(guild_id),
                       .major = guild_id,
                       .path = commands_path(application_id, guild_id),
                       .body = std::move(commands_json),
                       .content_type = json_type,
                       .level = priority::announcement,
                       .done = reading(std::move(done), read_nothing)});
}

void rest::get_guild(const std::string& guild_id, callback<guild> done) {
  if (!impl_->usable(done, {guild_id})) return;
  impl_->get("/guilds/" + guild_id,
             reading(std::move(done), [](const http::response& r) { return parse_guild(r.body); }));
}

void rest::get_member(const std::string& guild_id, const std::string& user_id,
                      callback<guild_member> done) {
  if (!impl_->usable(done, {guild_id, user_id})) return;
  impl_->get(
      "/guilds/" + guild_id + "/members/" + user_id,
      reading(std::move(done), [](const http::response& r) { return parse_member(r.body); }));
}

void rest::get_channel(const std::string& channel_id, callback<guild_channel> done) {
  if (!impl_->usable(done, {channel_id})) return;
  impl_->get("/channels/" + channel_id, reading(std::move(done), [](const http::response& r) {
               return parse_channel(r.body);
             }));
}

} // namespace flexcord::net::discord
