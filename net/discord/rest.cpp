#include "net/discord/rest.hpp"

#include "net/discord/json_fields.hpp"
#include "net/discord/multipart.hpp"
#include "net/discord/payload.hpp"
#include "net/discord/rest_impl.hpp"

#include <algorithm>
#include <array>
#include <random>

namespace flexcord::net::discord {

namespace {

std::string random_boundary() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::random_device device;
  std::string out = "flexcord-";
  for (int i = 0; i < 32; ++i) out += digits[device() % 16];
  return out;
}

/// A message that was made must not look like a failure because its echo is thin: the id is enough.
auto read_sent(std::string channel_id) {
  return [channel = std::move(channel_id)](const http::response& r) -> result<message> {
    auto m = parse_message(r.body);
    if (m.has_value()) return m;
    auto o = fields::parse_object(r.body, "message");
    if (o.has_error() || !fields::is_id(fields::text(*o, "id"))) return m;
    message thin;
    thin.id = fields::text(*o, "id");
    thin.channel_id = channel;
    return thin;
  };
}

result<gateway_info> read_gateway(const http::response& r) {
  auto o = fields::parse_object(r.body, "gateway");
  if (o.has_error()) return o.error();
  gateway_info g;
  g.url = fields::text(*o, "url");
  if (g.url.empty()) return fields::malformed("gateway: url");
  auto whole = [](const boost::json::object& from, std::string_view key, std::uint32_t otherwise) {
    auto v = fields::integer(from, key);
    return v && *v >= 0 && *v <= 0xFFFFFFFF ? static_cast<std::uint32_t>(*v) : otherwise;
  };
  g.shards = std::max<std::uint32_t>(whole(*o, "shards", 1), 1);
  if (auto* limit = fields::object(*o, "session_start_limit")) {
    g.identifies_total = whole(*limit, "total", 1000);
    g.identifies_left = whole(*limit, "remaining", g.identifies_total);
    g.max_concurrency = std::max<std::uint32_t>(whole(*limit, "max_concurrency", 1), 1);
    g.reset_after = std::chrono::milliseconds(whole(*limit, "reset_after", 0));
  }
  return g;
}

/// The body of a call with a message in it: JSON, or multipart when there are files.
void put_message(rest_call& c, const outgoing& m) {
  c.body = to_json(m);
  c.content_type = json_type;
  if (m.files.empty()) return;
  auto parts = make_multipart(c.body, m.files, random_boundary());
  c.body = std::move(parts.body);
  c.content_type = std::move(parts.content_type);
}

result<std::string> read_channel_id(const http::response& r) {
  auto o = fields::parse_object(r.body, "channel");
  if (o.has_error()) return o.error();
  auto id = fields::text(*o, "id");
  if (!fields::is_id(id)) return fields::malformed("channel: id");
  return id;
}

} // namespace

rest::rest(runtime& rt, http::client& client, rest_options options, rest_events events)
    : impl_(std::make_shared<impl>(
          impl{std::make_shared<rest_core>(rt, client, std::move(options), std::move(events))})) {}

rest::~rest() { stop(); }

void rest::stop() { impl_->core->stop(); }

void rest::get_gateway(callback<gateway_info> done) {
  impl_->get("/gateway/bot", reading(std::move(done), read_gateway), priority::connection);
}

void rest::get_me(callback<user> done) {
  impl_->get("/users/@me",
             reading(std::move(done), [](const http::response& r) { return parse_user(r.body); }));
}

void rest::open_dm(const std::string& user_id, priority p, callback<std::string> done) {
  if (!impl_->usable(done, {user_id})) return;
  impl_->core->submit({.method = "POST",
                       .route = "/users/@me/channels",
                       .path = "/users/@me/channels",
                       .body = "{\"recipient_id\":\"" + user_id + "\"}",
                       .content_type = json_type,
                       .level = p,
                       .done = reading(std::move(done), read_channel_id)});
}

void rest::create_message(const std::string& channel_id, outgoing m, priority p, guard still_wanted,
                          callback<message> done) {
  if (!impl_->usable(done, {channel_id})) return;
  rest_call c{.method = "POST",
              .route = "/channels/{channel}/messages",
              .major = channel_id,
              .path = "/channels/" + channel_id + "/messages",
              .level = p,
              .ordered = true,
              .still_wanted = std::move(still_wanted),
              .done = reading(std::move(done), read_sent(channel_id))};
  put_message(c, m);
  impl_->core->submit(std::move(c));
}

void rest::edit_message(const std::string& channel_id, const std::string& message_id, outgoing m,
                        priority p, callback<message> done) {
  if (!impl_->usable(done, {channel_id, message_id})) return;
  // Neither belongs to an edit.
  m.nonce.clear();
  m.reply_to.clear();
  rest_call c{.method = "PATCH",
              .route = "/channels/{channel}/messages/{message}",
              .major = channel_id,
              .path = "/channels/" + channel_id + "/messages/" + message_id,
              .level = p,
              .ordered = true,
              .done = reading(std::move(done), read_sent(channel_id))};
  put_message(c, m);
  impl_->core->submit(std::move(c));
}

void rest::delete_message(const std::string& channel_id, const std::string& message_id, priority p,
                          callback<nothing> done) {
  if (!impl_->usable(done, {channel_id, message_id})) return;
  impl_->core->submit({.method = "DELETE",
                       .route = "/channels/{channel}/messages/{message}",
                       .major = channel_id,
                       .path = "/channels/" + channel_id + "/messages/" + message_id,
                       .level = p,
                       .done = reading(std::move(done), read_nothing)});
}

void rest::messages_after(const std::string& channel_id, const std::string& after, int limit,
                          priority p, callback<std::vector<message>> done) {
  auto from = after.empty() ? std::string{"0"} : after;
  if (!impl_->usable(done, {channel_id, from})) return;
  auto query = "?after=" + from + "&limit=" + std::to_string(std::clamp(limit, 1, 100));
  // Discord lists newest first.
  auto read = [](const http::response& r) {
    auto list = parse_messages(r.body);
    if (list.has_value()) {
      std::sort(list->begin(), list->end(),
                [](const message& a, const message& b) { return snowflake_less(a.id, b.id); });
    }
    return list;
  };
  impl_->core->submit({.method = "GET",
                       .route = "/channels/{channel}/messages",
                       .major = channel_id,
                       .path = "/channels/" + channel_id + "/messages" + query,
                       .level = p,
                       .done = reading(std::move(done), read)});
}

void rest::trigger_typing(const std::string& channel_id, priority p, callback<nothing> done) {
  if (!impl_->usable(done, {channel_id})) return;
  impl_->core->submit({.method = "POST",
                       .route = "/channels/{channel}/typing",
                       .major = channel_id,
                       .path = "/channels/" + channel_id + "/typing",
                       .level = p,
                       .done = reading(std::move(done), read_nothing)});
}

void rest::answer_interaction(const interaction& i, interaction_reply reply,
                              callback<nothing> done) {
  if (!impl_->usable(done, {i.id})) return;
  impl_->core->submit(
      {.method = "POST",
       .route = "/interactions/{interaction}/{token}/callback",
       .major = i.id,
       .path = "/interactions/" + i.id + "/" + http::percent_encode(i.token) + "/callback",
       .body = to_json(reply),
       .content_type = json_type,
       .level = priority::live_agent,
       .webhook = true,
       .done = reading(std::move(done), read_nothing)});
}

void rest::edit_original(const std::string& application_id, const std::string& token, outgoing m,
                         callback<nothing> done) {
  if (!impl_->usable(done, {application_id})) return;
  m.nonce.clear();
  m.reply_to.clear();
  rest_call c{.method = "PATCH",
              .route = "/webhooks/{application}/{token}/messages/@original",
              .major = application_id + "/" + token,
              .path = "/webhooks/" + application_id + "/" + http::percent_encode(token) +
                      "/messages/@original",
              .level = priority::live_agent,
              .webhook = true,
              .ordered = true,
              .done = reading(std::move(done), read_nothing)};
  put_message(c, m);
  impl_->core->submit(std::move(c));
}

void rest::fetch_file(const std::string& url, std::uint64_t most, callback<std::string> done) {
  const auto& o = impl_->core->options();
  auto refuse = [&](std::string_view why) {
    impl_->core->post([done, why] { done(fields::malformed(why)); });
  };
  auto wanted = http::split_url(url);
  if (!wanted.valid) return refuse("file: not a URL");
  bool known = wanted.scheme == "https" &&
               (wanted.host == "media.discordapp.net" || wanted.host == "cdn.discordapp.com");
  for (const auto& base : {o.cdn_url, o.api_url}) {
    auto allowed = http::split_url(base);
    known = known || (allowed.valid && allowed.host == wanted.host &&
                      (wanted.scheme == "https" || wanted.scheme == allowed.scheme));
  }
  if (!known) return refuse("file: host not allowed");
  http::call_options options;
  options.deadline = 6 * o.request_timeout;
  options.max_body = most;
  // No Authorization: the address itself is the permission.
  impl_->core->client().send({.method = "GET", .url = url, .headers = {}, .body = {}},
                             std::move(options), [done](result<http::response> r) {
                               if (r.has_error()) {
                                 auto f = r.error();
                                 f.detail = "file";
                                 return done(std::move(f));
                               }
                               if (r->status >= 200 && r->status < 300)
                                 return done(std::move(r->body));
                               done(failure{.kind = failure_kind::refused,
                                            .http_status = r->status,
                                            .code = 0,
                                            .retry_after = {},
                                            .detail = "file"});
                             });
}

} // namespace flexcord::net::discord
