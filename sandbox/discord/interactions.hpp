#pragma once
#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace flexcord::sandbox::discord {

/// How long the first answer may take, and how long the token works after that.
inline constexpr std::int64_t answer_within_ms = 3'000, token_lives_ms = 15 * 60'000;

struct interaction {
  std::string id, token, user_id, channel_id;
  int type = 2; ///< 2 command, 3 component, 5 modal
  bool in_guild = false;
  std::string name; ///< command name or custom_id
  std::int64_t made_ms = 0;
  std::int64_t answered_ms = -1; ///< -1: not yet
  int callback = 0;              ///< type of the first answer
  bool ephemeral = false;
  std::uint64_t source = 0;   ///< the message a component sits on
  std::uint64_t original = 0; ///< what @original is, 0: nothing
  boost::json::object modal;  ///< the modal it was answered with
  const char* state(std::int64_t now_ms) const;
};

/// All interactions by id and by token; the newest 10,000.
class interaction_book {
public:
  interaction& add(interaction i);
  interaction* by_id(std::string_view id);
  interaction* by_token(std::string_view token);
  void forget();

private:
  std::map<std::string, interaction, std::less<>> by_id_;
  std::map<std::string, std::string, std::less<>> ids_by_token_;
};

} // namespace flexcord::sandbox::discord
