#include "sandbox/discord/service.hpp"
#include "sandbox/discord/cdn.hpp"
#include "sandbox/discord/control.hpp"
#include "sandbox/discord/rest.hpp"

#include <boost/json/value.hpp>

#include <iterator>

namespace flexcord::sandbox {

using namespace discord;

namespace {

void append(std::vector<net::http::route>& all, std::vector<net::http::route> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

net::http::route gateway_route(const std::shared_ptr<platform>& p, std::string path) {
  net::http::route r{"GET",
                     std::move(path),
                     [](const net::http::incoming&, const net::http::responder& out) {
                       out(426, "connect with a WebSocket");
                     },
                     0,
                     {}};
  r.upgrade = [p](const net::http::incoming& in, std::shared_ptr<net::websocket::connection> c) {
    return p->gateway.accept(in, std::move(c));
  };
  return r;
}

} // namespace

discord_service::discord_service(core& host) : platform_(std::make_shared<platform>(host)) {
  host.on_reset([p = std::weak_ptr(platform_)] {
    if (auto live = p.lock()) live->forget();
  });
}

std::vector<net::http::route> discord_service::routes() {
  std::vector<net::http::route> all;
  rest_table rest(platform_);
  add_application_routes(rest);
  add_guild_routes(rest);
  add_user_routes(rest);
  add_channel_routes(rest);
  add_message_routes(rest);
  add_command_routes(rest);
  add_interaction_routes(rest);
  add_webhook_routes(rest);
  append(all, rest.take());
  // Whatever else is asked of the API does not exist.
  all.push_back(platform_->host.serve(
      "discord", "*", "/api/*", [](const net::http::incoming&, const net::http::responder& out) {
        answer_json(out, 404, boost::json::object{{"message", "404: Not Found"}, {"code", 0}});
      }));
  append(all, cdn_routes(platform_));
  for (auto* path : {"/gateway", "/gateway/"}) all.push_back(gateway_route(platform_, path));
  control_table control(platform_);
  add_application_control(control);
  add_user_control(control);
  add_guild_control(control);
  add_message_control(control);
  add_interaction_control(control);
  add_gateway_control(control);
  append(all, control.take());
  return all;
}

} // namespace flexcord::sandbox
