#pragma once
#include "actors/audit/compare.hpp"
#include "net/discord/rest.hpp"
#include "net/twilio/legacy.hpp"
#include "net/twilio/rest.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace flexcord::actors::audit {

/// Where the other sides are read. Each may be null: then it is not compared.
struct reading_tools {
  net::discord::rest* discord = nullptr;
  net::twilio::rest* twilio = nullptr;
  net::twilio::legacy* chat = nullptr; ///< for desks that are channels of Programmable Chat
  std::string public_url;              ///< empty: no webhook is wanted
};

/// What was read: for the comparison, and whole, for mending.
struct sides_read {
  other_sides sides;
  std::vector<net::discord::message> user_messages;
  std::vector<net::twilio::message> desk_messages;
};

/// Reads Discord's DM since a moment and every desk conversation that the journal or Twilio ties to
/// it, one call at a time, behind everybody else. `done` comes once, on any thread. What cannot be
/// read is named in `not_compared`.
void read_sides(const reading_tools& tools, const journal_view& journal, std::int64_t since,
                std::function<void(sides_read)> done);

} // namespace flexcord::actors::audit
