#pragma once
#include "sandbox/discord/form_errors.hpp"
#include "sandbox/discord/world.hpp"

namespace flexcord::sandbox::discord {

/// A file that came with a request.
struct upload {
  std::string key; ///< n of files[n]
  std::string filename, content_type, bytes;
};

/// What a client asks a message to be. Absent fields keep what an edited message has.
struct draft {
  std::optional<std::string> content;
  std::optional<boost::json::array> embeds, components;
  std::optional<std::uint64_t> flags;
  /// Ids of attachments to keep and keys of uploads, with descriptions; absent: all uploads.
  std::optional<boost::json::array> attachments;
  std::string nonce;
  bool nonce_is_number = false, enforce_nonce = false, tts = false;
  std::uint64_t reply_to = 0;
  bool reply_must_exist = true;
  /// Users whom the content may mention; none: all that stand in it.
  std::optional<std::vector<std::string>> may_mention;
};

/// The largest file Discord takes.
inline constexpr std::size_t most_file_bytes = 10u << 20;

/// Reads and checks the body of create or edit message, an interaction's answer or a follow-up.
draft read_draft(const boost::json::object& body, form_errors& errors);
/// Checks the components of a message: rows, buttons, selects; custom ids are unique.
void check_components(const boost::json::array& list, bool v2, form_errors& errors);
void check_embeds(const boost::json::array& list, form_errors& errors);
/// True when nothing of `m` would show.
bool is_empty(const message& m);
/// Puts the draft's fields and files into `m`; what the uploads hold is kept on the CDN.
void apply(world& w, const draft& d, std::vector<upload> files, message& m);

} // namespace flexcord::sandbox::discord
