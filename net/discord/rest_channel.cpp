#include "net/discord/payload.hpp"
#include "net/discord/rest_impl.hpp"

/// What posts in guild channels need besides being made and edited.
namespace flexcord::net::discord {

namespace {
constexpr int crossposted_before = 40033;
}

void rest::crosspost(const std::string& channel_id, const std::string& message_id, priority p,
                     callback<nothing> done) {
  if (!impl_->usable(done, {channel_id, message_id})) return;
  auto told = [done = std::move(done)](result<http::response> r) {
    // Whoever asks twice wants the same once.
    if (r.has_error() && r.error().code != crossposted_before) return done(r.error());
    done(nothing{});
  };
  impl_->core->submit({.method = "POST",
                       .route = "/channels/{channel}/messages/{message}/crosspost",
                       .major = channel_id,
                       .path = "/channels/" + channel_id + "/messages/" + message_id + "/crosspost",
                       .level = p,
                       .done = std::move(told)});
}

void rest::get_message(const std::string& channel_id, const std::string& message_id, priority p,
                       callback<message> done) {
  if (!impl_->usable(done, {channel_id, message_id})) return;
  impl_->core->submit({.method = "GET",
                       .route = "/channels/{channel}/messages/{message}",
                       .major = channel_id,
                       .path = "/channels/" + channel_id + "/messages/" + message_id,
                       .level = p,
                       .done = reading(std::move(done), [](const http::response& r) {
                         return parse_message(r.body);
                       })});
}

} // namespace flexcord::net::discord
