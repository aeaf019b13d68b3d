#include "net/discord/close_code.hpp"

#include <array>

namespace flexcord::net::discord {

namespace {

struct row {
  std::uint16_t code;
  close_meaning meaning;
};

using enum close_verdict;

// clang-format off
constexpr std::array rows{
  row{1000, {resume_once, "closed normally", false}},
  row{1001, {resume,      "server going away", false}},
  row{4000, {resume,      "unknown error", false}},
  row{4001, {resume,      "unknown opcode sent", true}},
  row{4002, {resume,      "payload could not be decoded", true}},
  row{4003, {identify,    "not authenticated", false}},
  row{4004, {fatal,       "authentication failed: the bot token is wrong", false}},
  row{4005, {identify,    "already authenticated", true}},
  row{4007, {identify,    "invalid sequence", false}},
  row{4008, {slow_down,   "rate limited", true}},
  row{4009, {identify,    "session timed out", false}},
  row{4010, {fatal,       "invalid shard", false}},
  row{4011, {fatal,       "sharding required", false}},
  row{4012, {fatal,       "invalid API version", false}},
  row{4013, {fatal,       "invalid intents", false}},
  row{4014, {fatal,       "disallowed intents: enable them in the developer portal", false}},
};
// clang-format on

} // namespace

close_meaning meaning_of_close(std::uint16_t code) {
  for (const auto& r : rows) {
    if (r.code == code) return r.meaning;
  }
  return {resume, code == 0 ? "connection lost" : "closed", false};
}

} // namespace flexcord::net::discord
