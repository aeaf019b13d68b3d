#pragma once
#include "sandbox/demo/control.hpp"

#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace flexcord::sandbox::demo {

/// The whole conversation of the README, played by itself: a member writes, gets articles, asks for
/// a person; an agent accepts, both chat, the agent completes; the member is back with the bot.
/// Every message that either side sees is printed as it comes, with who said it and when.
class story {
public:
  /// `routed`: a Studio flow decides, so the agent's side has the pressed button too. `midway` runs
  /// once, while the agent and the member are talking; the demo kills and restarts the node there.
  story(control& c, bool routed, std::function<std::string()> midway);

  /// Empty when every expected message arrived once and in order; else what was expected and what
  /// came.
  std::string play();

private:
  /// One message that the member's or the agent's side must show, in this order and nothing
  /// between.
  struct expected {
    std::string who; ///< "bot" or the member's name on the member's side; author on the agent's
    std::string contains; ///< part of its text
  };
  bool member_sees(std::string contains);
  bool agent_sees(std::string contains);
  void print_new();
  void print(const std::string& who, const std::string& to, const std::string& text);
  std::vector<std::pair<std::string, std::string>> member_side();
  std::vector<std::pair<std::string, std::string>> agent_side();
  std::string press(const std::string& label);
  std::string compare(const std::string& side, const std::vector<expected>& wanted,
                      const std::vector<std::pair<std::string, std::string>>& got) const;
  std::string act();

  control& control_;
  bool routed_;
  std::function<std::string()> midway_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::string member_, agent_, task_, conversation_;
  std::size_t printed_member_ = 0;
  std::string doing_;
};

} // namespace flexcord::sandbox::demo
