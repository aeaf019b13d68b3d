#pragma once
#include "test/unit/conversation/describe.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>

/// What must hold in every walk. Ownership: a conversation has one owner at a time (`owner_of`),
/// and its epoch grows in exactly those steps in which the owner changes; agents are one owner as
/// long as one of them is there, so the first to come to an empty set counts as a change.
namespace flexcord::conversation {

class judge {
public:
  explicit judge(bool live_transcript) : live_(live_transcript) {}

  /// After each step: commands, timers, phases, epochs and what became of the user's texts.
  /// `under_way`: texts for a desk have no outcome yet.
  void took(const state& before, const envelope& e, const step& s, bool under_way);
  /// What is armed outside is what the state knows.
  void timers(const std::map<timer, arm>& armed, const state& s);
  /// A bot text is about to be sent.
  void sends(const order& o);
  /// A text has reached the user.
  void reached(const say& s);
  /// The desk has a copy of the user's message.
  void posted(const std::string& desk, const std::string& message);
  void user_writes(const std::string& message, const std::string& token);
  void user_deletes(const std::string& message) {
    if (auto found = texts_.find(message); found != texts_.end()) found->second.deleted = true;
  }
  void agent_writes(const std::string& desk, const std::string& message);
  void desk_made(const std::string& desk) { made_.insert(desk); }
  /// A desk conversation ends: by our command or on its own.
  void desk_closed(const std::string& desk, bool by_us);
  /// At rest: everything has an end.
  void rests(const state& s);

  const std::string& broken() const { return broken_; }

private:
  struct fate {
    std::string token;
    std::size_t number = 0; ///< in the order of writing
    int asked = 0;
    std::uint64_t asked_under = 0; ///< which owner
    std::map<std::string, int> posted;
    bool told = false, deleted = false;
  };

  void must(bool holds, const std::string& what) {
    if (!holds && broken_.empty()) broken_ = what;
  }
  void bot_hears(const ask_bot& ask);
  void check_phase(const state& s, bool under_way);
  void check_commands(const envelope& e, const step& s);
  void check_owner(const state& before, const state& after);

  bool live_;
  bool hurried_ = false; ///< an earlier text was waited for in vain: the order is given up
  std::string broken_;
  std::uint64_t last_command_ = 0, owners_ = 0, transfer_epoch_ = 0;
  millis last_line_ = 0;
  std::map<std::uint64_t, std::uint64_t> born_; ///< a bot text: under which owner it was given
  std::map<std::string, fate> texts_;           ///< the user's, by message
  std::map<std::string, std::string> written_;  ///< an agent's message: its desk
  std::map<std::string, int> said_;             ///< an agent's message: how often it was said
  std::size_t last_asked_ = 0;                  ///< the number of the newest text the bot has heard
  std::map<std::string, std::size_t> last_posted_; ///< a desk: the same
  std::map<std::string, int> closings_;
  std::set<std::uint64_t> kept_; ///< cases that keep a wish for later
  std::set<std::string> made_, opened_, left_, closed_there_;
};

} // namespace flexcord::conversation
