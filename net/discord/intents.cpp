#include "net/discord/intents.hpp"

namespace flexcord::net::discord {

std::vector<std::string> intents_not_granted(std::uint32_t intents, std::uint64_t flags) {
  struct privilege {
    std::uint32_t bit;
    std::uint64_t granted; ///< the flag, and the one of applications in few guilds
    const char* name;
  };
  constexpr privilege all[] = {{intent::guild_presences, 3ull << 12, "Presence"},
                               {intent::guild_members, 3ull << 14, "Server Members"},
                               {intent::message_content, 3ull << 18, "Message Content"}};
  std::vector<std::string> missing;
  for (const auto& p : all)
    if ((intents & p.bit) != 0 && (flags & p.granted) == 0) missing.emplace_back(p.name);
  return missing;
}

} // namespace flexcord::net::discord
