#pragma once
#include "net/discord/types.hpp"
#include "net/result.hpp"

#include <string>
#include <string_view>

/// Reading and writing Discord's JSON. Readers accept absent, null and unknown fields and ids given
/// as integers; what cannot be used is a `malformed` failure that names the field.
namespace flexcord::net::discord {

struct ready {
  std::string session_id, resume_url, application_id;
  user self;
  std::uint64_t application_flags = 0;
};
struct deletion {
  std::string id, channel_id, guild_id;
};

result<message> parse_message(std::string_view json);
result<std::vector<message>> parse_messages(std::string_view json);
result<deletion> parse_deletion(std::string_view json);
result<interaction> parse_interaction(std::string_view json);
result<ready> parse_ready(std::string_view json);
result<user> parse_user(std::string_view json);

/// JSON body of create message / edit message / edit original; allowed_mentions is always none.
/// With files, `attachments` lists them and the caller sends multipart.
std::string to_json(const outgoing& m);
std::string to_json(const interaction_reply& r);

} // namespace flexcord::net::discord
