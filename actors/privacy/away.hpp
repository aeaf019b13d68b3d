#pragma once
#include "actors/privacy/pages.hpp"
#include "net/discord/rest.hpp"
#include "net/twilio/legacy.hpp"
#include "net/twilio/rest.hpp"

#include <functional>

/// What is deleted away from the journal, a batch at a time, so that no caller waits for long.
/// Doing a batch again is no harm. `done` is called once, on a network thread.
namespace flexcord::actors::privacy {

using away_done = std::function<void(away_part)>;

/// The bot's own messages in these channels. `after`: where to begin, as the batch before said.
void erase_at_discord(net::discord::rest& discord, std::vector<std::string> channels,
                      const std::string& after, away_done done);

/// These conversations with all in them, then the record of the person. With `chat` any of them may
/// be a channel of Programmable Chat.
void erase_at_twilio(net::twilio::rest& twilio, net::twilio::legacy* chat,
                     std::vector<std::string> desks, const std::string& identity,
                     const std::string& after, away_done done);

} // namespace flexcord::actors::privacy
