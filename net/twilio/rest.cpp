#include "net/twilio/rest_impl.hpp"

namespace flexcord::net::twilio {

rest::rest(runtime& rt, http::client& client, const config::twilio_settings& settings)
    : impl_(std::make_shared<impl>(rt, client, settings)) {}

rest::~rest() { stop(); }

void rest::stop() { impl_->calls->stop(); }

std::string rest::impl::conversation_path(std::string_view sid, std::string_view below) const {
  auto path = "/v1/Services/" + http::percent_encode(settings.service_sid) + "/Conversations";
  if (!sid.empty()) path += "/" + http::percent_encode(sid);
  return path.append(below);
}

std::string rest::impl::channel_path(const interaction& i, std::string_view below) const {
  auto path = "/v1/Interactions/" + http::percent_encode(i.sid) + "/Channels/" +
              http::percent_encode(i.channel_sid);
  return path.append(below);
}

} // namespace flexcord::net::twilio
