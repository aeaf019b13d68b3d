#pragma once
#include "actors/conversation/command.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// The JSON that a channel of Programmable Chat and its messages carry. Flex, Studio and other
/// systems write to a channel's attributes as well: what is not ours is kept. Pure; nothing throws,
/// and what cannot be read is empty.
namespace flexcord::actors::twilio {

/// What a channel's attributes say.
struct channel_facts {
  std::string status;     ///< Flex's: "ACTIVE", "INACTIVE"; empty when nothing was said
  std::string from;       ///< the far end's address, which Flex took from Target
  std::string key, desk;  ///< of the talk that flexcord last used it for; empty: none
  std::int64_t first = 0; ///< index of that talk's first message: what is before is history
  bool open() const { return status != "INACTIVE"; }
};
channel_facts facts_of(std::string_view attributes);

/// What a talk leaves in its channel.
struct channel_mark {
  std::string key, desk, customer_name;
  std::uint64_t case_number = 0;
  std::int64_t first = 0;
  std::string case_url{}; ///< empty: none
};
/// The attributes of a channel in use for this talk: active, with no wish for an agent left over
/// from an earlier one. The customer's name loses what would break the JSON that Studio pastes it
/// into.
std::string attributes_in_use(std::string_view attributes, const channel_mark& mark);
std::string attributes_done_with(std::string_view attributes);
/// The flow sends the talk to an agent when the next message comes. `case_url`: the link that it
/// gives on, when there is one.
std::string attributes_wanting_agent(std::string_view attributes, const std::string& case_url = {});
/// True when both are the same JSON.
bool same_json(std::string_view a, std::string_view b);

/// Of a message that we post: its nonce and Discord's own ids.
std::string channel_message_attributes(const std::string& nonce, const std::string& key,
                                       const conversation::post& p);

/// Where a channel tells what agents write, below the public URL.
std::string channel_webhook_path(const std::string& key);

/// The address of the user's side in a conversation's key: "discord:77" -> "77".
std::string address_of(const std::string& key);

} // namespace flexcord::actors::twilio
