#include "actors/discord/needed.hpp"

namespace flexcord::actors::discord {
namespace {

namespace p = net::discord::permission;
constexpr std::uint64_t read_message_history = 1ull << 16;

constexpr needed_permission all[] = {
    {p::view_channel, "View Channels", "the bot does not see the channel", false},
    {p::send_messages, "Send Messages", "the bot cannot write there", false},
    {p::embed_links, "Embed Links", "links to articles have no preview, and reports show nothing",
     false},
    {p::attach_files, "Attach Files", "files of agents and screenshots of reports do not arrive",
     false},
    {read_message_history, "Read Message History",
     "after a restart the bot cannot see what it has posted, and may post it twice", false},
    {p::create_private_threads, "Create Private Threads",
     "members whose direct messages are closed get no thread", true},
    {p::send_messages_in_threads, "Send Messages in Threads",
     "the bot cannot write in the threads that it opens", true},
};

} // namespace

std::span<const needed_permission> needed_permissions() { return all; }

std::uint64_t needed_bits(const config::discord_settings& s) {
  std::uint64_t bits = 0;
  for (const auto& one : all)
    if (!one.for_threads || !s.support_channel.empty()) bits |= one.bit;
  return bits;
}

std::vector<needed_permission> lacking(std::uint64_t may, bool with_threads) {
  std::vector<needed_permission> out;
  for (const auto& one : all)
    if ((with_threads || !one.for_threads) && (may & one.bit) == 0) out.push_back(one);
  return out;
}

std::string invite_link(const std::string& application_id, const config::discord_settings& s) {
  auto link = "https://discord.com/oauth2/authorize?client_id=" + application_id +
              "&scope=bot+applications.commands&permissions=" + std::to_string(needed_bits(s));
  if (!s.guild_id.empty()) link += "&guild_id=" + s.guild_id;
  return link;
}

} // namespace flexcord::actors::discord
