#pragma once
#include "actors/conversation/event.hpp"
#include "net/twilio/rest.hpp"

#include <map>
#include <string>
#include <vector>

namespace flexcord::actors::twilio {

/// What was read about one desk conversation, and what it amounts to. Pure.
struct desk_view {
  bool participants_known = false, members_known = false, tasks_known = false;
  bool closed = false; ///< the conversation is over
  std::string channel; ///< the interaction channel's status; empty when not known
  std::vector<net::twilio::participant> participants;
  std::vector<net::twilio::interaction_member> members;
  std::map<std::string, net::twilio::worker> workers; ///< by sid
  std::vector<net::twilio::task> tasks;

  /// Takes those of this conversation.
  void add_tasks(std::vector<net::twilio::task> all, const std::string& conversation_sid);
  bool has_task(const std::string& sid) const;

  /// Agents are the conversation's foreign participants without supervisors; when it has none, the
  /// interaction's agents whose task is not known to be over. Names may be empty.
  conversation::desk_seen sum_up() const;

private:
  bool task_is_over(const std::string& sid) const;
  std::string identity_of_member(const net::twilio::interaction_member& m) const;
};

} // namespace flexcord::actors::twilio
