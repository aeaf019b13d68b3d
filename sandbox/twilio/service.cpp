#include "sandbox/twilio/service.hpp"

#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/world.hpp"

namespace flexcord::sandbox {

twilio_service::twilio_service(core& host) : world_(std::make_shared<twilio::world>(host)) {
  host.on_reset([w = std::weak_ptr(world_)] {
    if (auto alive = w.lock()) alive->reset();
  });
}

twilio_service::~twilio_service() = default;

std::vector<net::http::route> twilio_service::routes() {
  using namespace twilio;
  std::vector<net::http::route> out;
  // Unknown paths come last: the first route that matches wins.
  for (auto part : {conversation_routes,   participant_routes,
                    message_routes,        webhook_routes,
                    user_routes,           configuration_routes,
                    media_routes,          interaction_routes,
                    channel_routes,        interaction_webhook_routes,
                    taskrouter_routes,     setup_routes,
                    studio_routes,         chat_user_routes,
                    chat_channel_routes,   chat_message_routes,
                    chat_webhook_routes,   flex_channel_routes,
                    studio_control_routes, agent_control_routes,
                    world_control_routes,  unknown_routes})
    for (auto& r : part(world_)) out.push_back(std::move(r));
  return out;
}

} // namespace flexcord::sandbox
