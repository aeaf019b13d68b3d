#pragma once
#include "net/discord/embed.hpp"
#include "net/discord/form.hpp"

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
  std::vector<std::string> custom_ids = {}; ///< of its buttons, at most 25
};

struct button {
  enum class style { primary = 1, secondary = 2, success = 3, danger = 4, link = 5 };
  style look = style::secondary;
  std::string label;     ///< at most 80 characters; cut when longer
  std::string custom_id; ///< for link buttons: empty
  std::string url;       ///< link buttons only
  bool disabled = false; ///< grey, cannot be pressed
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
  bool drop_files = false; ///< of an edit without files: those of the message go
  bool suppress_embeds = false;
  /// None: a new message has none, an edited one keeps what it has. An empty list removes them.
  std::optional<std::vector<embed>> embeds = {};
  /// The users whom the content may mention; nobody else is, whatever stands in the texts.
  std::vector<std::string> mentions = {};
};

/// How the invoker of an interaction stands in the guild that it came from.
struct membership {
  std::string nick, joined_at;    ///< ISO 8601; may be empty
  std::vector<std::string> roles; ///< without everybody's
  std::uint64_t permissions = 0;  ///< in that channel (permissions.hpp)
};

/// What was filled into one question of a form.
struct form_answer {
  std::string id;                  ///< the question's
  std::string text;                ///< of a text
  std::vector<std::string> values; ///< of a choice
  std::vector<attachment> files;   ///< fetch them soon: their addresses do not last
};

struct interaction {
  std::string id, application_id, token, channel_id, guild_id;
  int type = 0;          ///< 1 ping, 2 command, 3 component, 4 autocomplete, 5 modal
  int channel_type = -1; ///< -1 when not given
  user invoker;
  std::string locale;
  std::string command; ///< command name (type 2)
  std::vector<std::pair<std::string, std::string>>
      options;           ///< command options and form fields (by custom_id), as text
  std::string custom_id; ///< types 3 and 5
  std::vector<std::string> values;
  std::string message_id;                  ///< the message a component sits on
  std::optional<membership> member = {};   ///< none in a DM
  std::uint64_t app_permissions = 0;       ///< ours, in that channel
  std::uint64_t attachment_size_limit = 0; ///< bytes of one file; 0: not said
  std::vector<form_answer> answers = {};   ///< type 5, in the form's order
  /// The answer to that question; null when there is none.
  const form_answer* answer(const std::string& question) const;
  /// True when the invoker has that role in the guild.
  bool has_role(const std::string& role) const;
};

/// The first answer to an interaction.
struct interaction_reply {
  enum class kind { message = 4, deferred = 5, deferred_update = 6, update = 7, modal = 9 };
  kind type = kind::deferred;
  bool ephemeral = false;
  std::string content = {};
  std::vector<std::vector<button>> rows = {};
  form modal = {};                ///< of kind modal; not as the answer to a submitted form
  std::vector<embed> embeds = {}; ///< of kinds message and update; an update without removes them
};

/// Milliseconds since the Unix epoch of a snowflake; 0 when it is not one.
std::int64_t snowflake_time(const std::string& id);
/// The smallest snowflake of that instant.
std::string snowflake_at(std::int64_t unix_ms);
/// Numeric order of two decimal snowflakes.
bool snowflake_less(const std::string& a, const std::string& b);

} // namespace flexcord::net::discord
