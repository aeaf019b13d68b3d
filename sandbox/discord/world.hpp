#pragma once
#include "sandbox/core/core.hpp"
#include "sandbox/discord/ids.hpp"

#include <boost/json/array.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace flexcord::sandbox::discord {

struct user {
  std::string id, name, global_name, locale = "en-US", dm_channel;
  bool bot = false;
  bool dms_closed = false;        ///< the bot's sends fail with 50007
  bool left_guild = false;        ///< the bot's sends fail with 50278
  std::vector<std::string> roles; ///< ids, without everybody's
  std::string nick, joined_at = "2025-01-02T03:04:05.000000+00:00";
};

/// A role of the guild besides everybody's.
struct guild_role {
  std::string id, name, permissions; ///< bits as decimal text
};

/// A file on the CDN. Its URL is made anew each time it is shown, with an expiry.
struct attachment {
  std::uint64_t id = 0;
  std::string filename, content_type, description;
  std::shared_ptr<const std::string> bytes;
  bool ephemeral = false;
};

struct message {
  std::uint64_t id = 0;
  std::string channel_id, author_id, content, nonce;
  int type = 0;
  std::uint64_t flags = 0;
  bool tts = false;
  bool nonce_is_number = false;
  std::int64_t sent_ms = 0;
  std::optional<std::int64_t> edited_ms;
  std::vector<attachment> attachments;
  boost::json::array embeds, components;
  std::uint64_t reply_to = 0;
  std::string interaction_id; ///< set: it came by an interaction's webhook
  std::string ephemeral_to;   ///< the only user who sees it
  /// Users whom the content may mention; none: all that stand in it.
  std::optional<std::vector<std::string>> may_mention;
};

/// Message flags.
inline constexpr std::uint64_t suppress_embeds = 4, ephemeral = 64, loading = 128,
                               suppress_notifications = 4096, voice_message = 8192,
                               components_v2 = 32768;

struct channel {
  std::string id;
  int type = 1; ///< 0 guild text, 1 DM, 5 announcement
  std::string name;
  std::string user_id; ///< DM: the person
  std::map<std::uint64_t, message> messages;
  bool is_dm() const { return type == 1; }
};

/// How long a nonce is remembered.
inline constexpr std::int64_t nonce_lives_ms = 5 * 60'000;

/// What a nonce was used for.
struct used_nonce {
  std::string channel_id;
  std::uint64_t message_id = 0;
  std::int64_t until_ms = 0;
};

/// The application as its owner set it up, and how it stands in the guild.
struct application_settings {
  std::string interactions_endpoint_url; ///< set: interactions go there
  bool gateway_too = false; ///< interactions also go to the gateway (a test of what comes twice)
  std::uint64_t flags = 0;  ///< of GET /applications/@me
  bool in_guild = true;
  std::string everyone_permissions = "2248473465835073";
  std::map<std::string, boost::json::array, std::less<>> overwrites; ///< by channel id
};

/// Discord as the sandbox has it: one bot, one guild, its text channels, people and their DMs with
/// the bot.
struct world {
  explicit world(core& c);
  core& host;
  id_maker ids;
  user bot;
  application_settings application;
  std::map<std::string, user, std::less<>> users;
  std::vector<guild_role> roles;
  std::map<std::string, channel, std::less<>> channels;
  std::map<std::uint64_t, attachment> files;
  std::map<std::string, boost::json::array, std::less<>> commands; ///< "" global, else by guild id
  std::map<std::string, used_nonce, std::less<>> nonces;

  /// Everything but the registered commands.
  void forget();
  std::string next_id() { return std::to_string(ids.next(host.now_ms())); }
  user& add_user(std::string name, std::string global_name, std::string locale);
  user* find_user(std::string_view id);           ///< by id; the bot as well
  user* find_person(std::string_view id_or_name); ///< by id or name; never the bot
  channel* find_channel(std::string_view id);
  message* find_message(channel& c, std::string_view id);
  attachment keep_file(std::string filename, std::string content_type, std::string bytes);
  /// Whom the channel's messages concern: the DM's person, else empty.
  std::string person_of(const message& m) const;
  void forget_old_nonces();

private:
  void add_channel(std::string_view id, int type, std::string name);
};

} // namespace flexcord::sandbox::discord
