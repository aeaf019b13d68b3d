#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Discord's objects as far as flexcord reads and writes them. Snowflakes are decimal strings, as
/// on the wire.
namespace flexcord::net::discord {

struct user {
  std::string id;
  std::string username;
  std::string global_name; ///< empty when null
  bool bot = false;
  /// What people see: global_name, else username.
  const std::string& display_name() const { return global_name.empty() ? username : global_name; }
};

struct attachment {
  std::string id, filename, url, content_type;
  std::uint64_t size = 0;
};

/// A message received by the gateway or read over REST. `text` is the content made readable for a
/// person outside Discord: mentions, custom emoji, timestamps, stickers, polls, voice notes,
/// forwards and unknown kinds as words.
struct message {
  std::string id, channel_id, guild_id; ///< guild_id empty: a DM
  user author;
  std::string content;                     ///< as sent
  std::string text;                        ///< readable
  std::string timestamp, edited_timestamp; ///< ISO 8601; the second empty when never edited
  std::string nonce;
  std::string webhook_id;
  std::string reply_to; ///< id of the message replied to
  int type = 0;
  std::vector<attachment> attachments;
};

struct button {
  enum class style { primary = 1, secondary = 2, success = 3, danger = 4, link = 5 };
  style look = style::secondary;
  std::string label;     ///< at most 80 characters; cut when longer
  std::string custom_id; ///< for link buttons: empty
  std::string url;       ///< link buttons only
};

struct upload {
  std::string filename, content_type, bytes;
};

struct outgoing {
  std::string content;
  std::string nonce;    ///< at most 25 characters; set: enforce_nonce goes with it
  std::string reply_to; ///< message id
  std::vector<std::vector<button>> rows;
  std::vector<upload> files;
  bool suppress_embeds = false;
};

struct interaction {
  std::string id, application_id, token, channel_id, guild_id;
  int type = 0;          ///< 1 ping, 2 command, 3 component, 4 autocomplete, 5 modal
  int channel_type = -1; ///< -1 when not given
  user invoker;
  std::vector<std::string> roles; ///< the invoker's in that guild; empty outside of one
  std::string locale;
  std::string command; ///< command name (type 2)
  std::vector<std::pair<std::string, std::string>>
      options;           ///< command options and form fields (by custom_id), as text
  std::string custom_id; ///< types 3 and 5
  std::vector<std::string> values;
  std::string message_id; ///< the message a component sits on
};

/// One text input of a form.
struct form_field {
  std::string custom_id;
  std::string label; ///< at most 45 characters; cut when longer
  bool paragraph = false;
  bool required = true;
  int max_length = 4000;
};

/// The first answer to an interaction.
struct interaction_reply {
  enum class kind { message = 4, deferred = 5, deferred_update = 6, update = 7, modal = 9 };
  kind type = kind::deferred;
  bool ephemeral = false;
  std::string content = {};
  std::vector<std::vector<button>> rows = {};
  std::string modal_id = {}; ///< of a form (modal)
  std::string title = {};
  std::vector<form_field> fields = {}; ///< one to five
};

/// Milliseconds since the Unix epoch of a snowflake; 0 when it is not one.
std::int64_t snowflake_time(const std::string& id);
/// The smallest snowflake of that instant.
std::string snowflake_at(std::int64_t unix_ms);
/// Numeric order of two decimal snowflakes.
bool snowflake_less(const std::string& a, const std::string& b);

} // namespace flexcord::net::discord
