#pragma once
#include "net/chatbot/bot.hpp"

#include <map>
#include <string>
#include <string_view>

namespace flexcord::net::chatbot {

/// The tool by which a model asks for a person.
constexpr const char* handoff_tool = "request_human_agent";

/// A chat completion as its pieces come: text is joined, the arguments of tool calls are joined by
/// index. Pure.
class completion {
public:
  /// One chunk of a stream. False when it is no JSON object or reports an error; problem() then
  /// says which.
  bool add_chunk(std::string_view json);
  /// A whole completion.
  bool add_message(std::string_view json);
  bool has_ended() const { return !finish_reason_.empty(); } ///< a finish_reason was seen
  const std::string& problem() const { return problem_; }
  result<answer> to_answer() const;

private:
  struct tool_call {
    std::string name, arguments;
  };
  bool add(std::string_view json, const char* part);

  std::string text_;
  std::string refusal_;
  std::map<std::int64_t, tool_call> calls_;
  std::string finish_reason_;
  std::string problem_;
};

} // namespace flexcord::net::chatbot
