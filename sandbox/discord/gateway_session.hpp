#pragma once
#include <boost/json/object.hpp>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace flexcord::sandbox::discord {

/// Gateway intents the sandbox has events for.
inline constexpr std::uint32_t intent_guilds = 1, intent_members = 1u << 1,
                               intent_presences = 1u << 8, intent_guild_messages = 1u << 9,
                               intent_guild_typing = 1u << 11, intent_dms = 1u << 12,
                               intent_dm_typing = 1u << 14, intent_content = 1u << 15;
inline constexpr std::uint32_t known_intents = 53'608'447;
inline constexpr std::uint32_t privileged_intents =
    intent_members | intent_presences | intent_content;

/// Whom a dispatch is for.
struct audience {
  std::uint32_t intents = 0; ///< any of these; 0: every session
  bool guild = false;        ///< by the guild's shard; else shard 0
  bool content_shown = true; ///< false: blanked for sessions without MESSAGE_CONTENT
};

/// One Identify's worth of dispatches: numbered, kept for replay, alive while its connection may
/// come back.
class gateway_session {
public:
  std::string id;
  std::uint32_t intents = 0;
  std::uint64_t shard = 0, shards = 1;
  bool connected = false;
  std::int64_t gone_since = 0; ///< by the sandbox's clock, when not connected

  bool wants(const audience& a) const;
  /// Numbers and keeps a dispatch; its text as it goes on the wire.
  const std::string& add(std::string_view type, const boost::json::object& data, std::size_t keep);
  /// The same, with the parts blanked that a session without MESSAGE_CONTENT does not see.
  boost::json::object visible(const boost::json::object& data, const audience& a) const;
  std::uint64_t sequence() const { return sequence_; }
  /// False when dispatches after `sequence` are no longer kept.
  bool can_replay(std::uint64_t sequence) const;
  /// The texts of those after `sequence`, in order.
  std::deque<std::string> after(std::uint64_t sequence) const;

private:
  struct kept {
    std::uint64_t sequence;
    std::string text;
  };
  std::uint64_t sequence_ = 0;
  std::deque<kept> kept_;
};

/// The wire text of a payload.
std::string payload(int op, const boost::json::value& data);

/// True for close codes after which a session cannot be resumed.
bool ends_session(int close_code);

} // namespace flexcord::sandbox::discord
