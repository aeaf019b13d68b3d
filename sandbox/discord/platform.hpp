#pragma once
#include "sandbox/discord/draft.hpp"
#include "sandbox/discord/gateway_server.hpp"
#include "sandbox/discord/interactions.hpp"
#include "sandbox/discord/rate_limiter.hpp"
#include "sandbox/discord/world.hpp"

namespace flexcord::sandbox::discord {

/// The Discord stand-in as a whole: what exists, who is connected, what is limited. The REST routes
/// and the control calls act on it through the functions below, which tell the gateway and the
/// event log.
struct platform {
  explicit platform(core& c) : host(c), w(c), gateway(w) {}
  core& host;
  world w;
  gateway_server gateway;
  rate_limiter limits;
  interaction_book interactions;

  /// The new message, with its id and time; sent to the gateway.
  message& publish(message m);
  void announce_edit(message& m);
  /// Something of it changed that is no edit (flags).
  void announce_change(const message& m);
  void remove(channel& c, std::uint64_t message_id);
  void typing(const channel& c, const user& who);

  /// A person invoked a command, clicked or submitted: the interaction goes to the bot. `data` is
  /// its data.
  interaction& interact(int type, const user& who, const channel& c, std::string name,
                        boost::json::object data, const message* source);
  void interaction_changed(const interaction& i);
  /// The message that @original stands for; null when there is none.
  message* original_of(const interaction& i);
  /// For control calls and events: the message with whose DM it is in.
  boost::json::object shown(const message& m) const;
  boost::json::object shown(const interaction& i);
  /// Everything but gateway sessions and registered commands.
  void forget();
};

} // namespace flexcord::sandbox::discord
