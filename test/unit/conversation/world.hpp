#pragma once
#include "test/unit/conversation/judge.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

/// A small world around one conversation: a user, a bot, a case book and a desk that answer its
/// commands late, in any order between destinations, with repeats and failures. Every action is
/// chosen by one number, so that a walk is a list of numbers and stays a walk when some are left
/// out.
namespace flexcord::conversation {

struct world_rules {
  bool live_transcript = false;
  bool routed = false;    ///< a flow at the desk decides between bot and agents
  bool closes = false;    ///< the desk is closed half of the time
  bool epoch_rule = true; ///< a bot text is checked before every attempt
  bool tells = false;     ///< keeps the story
};

class world {
public:
  explicit world(world_rules how);

  /// One action, chosen by the number.
  void act(std::uint64_t choice);
  /// Lets everything that is under way finish, ends the talk, and judges what is left.
  void rest();
  /// The first thing that must not happen; empty when all is well.
  const std::string& broken() const { return judge_.broken(); }
  /// The steps so far, in words, if asked for.
  const std::vector<std::string>& story() const { return story_; }

private:
  struct waiting {
    order what;
    bool in_flight = false, attempted = false;
    std::vector<envelope> found; ///< what a look saw when it began
  };
  struct desk {
    std::string name, conversation;
    bool exists = false, closed = false, invite_open = false, assigned = false;
    std::string channel = "active";
    bool flow = true, flagged = false; ///< the flow hears the texts; it is to bring an agent
    struct message {
      std::string id;
      agent from; ///< no id: ours
      std::string text;
    };
    std::vector<message> messages;
    std::vector<agent> agents;
  };

  void feed(event e, std::string id = {}, std::string of_desk = {}, std::uint64_t completes = 0);
  void user(std::uint64_t r);
  void advance_queue(std::uint64_t r);
  void begin(waiting& w);
  void complete(destination d, std::uint64_t r);
  void fire(std::uint64_t r);
  void at_desk(std::uint64_t r);
  void announce(std::uint64_t r);
  void hook(desk& d, event e, std::string id);
  void leave(desk& d, std::size_t who);
  void close(desk& d);
  std::vector<envelope> view(const desk& d, const look& l);
  desk* named(const std::string& name);
  std::string perform(const order& o, std::uint64_t r);
  void flow_hears(desk& d, const std::string& copy, std::uint64_t r);
  void flow_brings_agent(desk& d);
  std::string fresh(const char* what) { return what + std::to_string(++ids_); }
  void settle();

  rules rule_;
  world_rules how_;
  state now_;
  millis time_ = 1'000'000;
  std::uint64_t ids_ = 0, cases_ = 0;
  std::set<std::string> seen_;
  std::map<timer, arm> armed_;
  std::map<destination, std::deque<waiting>> queues_;
  std::deque<desk> desks_;
  std::vector<envelope> hooks_;
  std::vector<std::string> messages_; ///< the user's
  std::vector<line> lines_;
  std::vector<std::string> story_;
  judge judge_;
};

} // namespace flexcord::conversation
