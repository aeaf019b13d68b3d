#include "actors/twilio/identities.hpp"

#include "net/twilio/webhook.hpp"

namespace flexcord::actors::twilio {

std::string identity_of(const conversation::person& user) { return "discord-" + user.id; }

bool is_ours(std::string_view identity) {
  return identity.starts_with("discord-") || identity == bot_identity ||
         identity == system_identity;
}

std::string identity_of_worker(const std::string& contact_identity, const std::string& name) {
  return contact_identity.empty() ? net::twilio::encode_identity(name) : contact_identity;
}

} // namespace flexcord::actors::twilio
