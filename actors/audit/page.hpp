#pragma once
#include "actors/audit/gap.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What an audit says, as JSON. Times in milliseconds since the Unix epoch; no message text.
namespace flexcord::actors::audit {

/// Of one conversation.
struct report {
  std::string conversation;
  std::vector<gap> gaps;
  std::vector<std::string> asked;        ///< gaps that are being closed now, by kind
  std::vector<std::string> not_compared; ///< for people: what and why
};

/// {"conversation","gaps":[{"kind","at"?,"user_message"?,"desk"?,"desk_message"?,"command"?,
/// "repairable","why_not"?}],"asked":[…],"not_compared":[…]}
std::string to_json(const report& r);
bool read_report(std::string_view json, report& to);

/// A row of the list of conversations, newest step first.
struct listed {
  std::string conversation, user;
  std::int64_t updated = 0;
};
/// {"conversations":[{"conversation","user","updated"}],"more":bool}
std::string to_json(const std::vector<listed>& rows, bool more);
bool read_list(std::string_view json, std::vector<listed>& to, bool& more);

} // namespace flexcord::actors::audit
