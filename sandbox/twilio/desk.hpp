#pragma once
#include "sandbox/core/core.hpp"
#include "sandbox/twilio/catalogue.hpp"
#include "sandbox/twilio/hook_sender.hpp"
#include "sandbox/twilio/life.hpp"
#include "sandbox/twilio/outcome.hpp"
#include "sandbox/twilio/talks.hpp"
#include "sandbox/twilio/types.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::sandbox::twilio {

/// What POST /Interactions and POST …/Invites ask of TaskRouter.
struct routing_request {
  std::string attributes = "{}";         ///< JSON object text
  std::string workflow_sid, channel_sid; ///< WW and TC; empty: the built-in ones
  std::string worker_sid;                ///< set: for that agent alone
  int priority = 0;
  std::int64_t timeout_s = 86400;
};

/// Flex: interactions, their tasks and reservations, and the agents who take them. Every change is
/// told to the Interaction webhooks, to the workspace's event callback and to the record of events.
class desk {
public:
  desk(core& host, hook_sender& hooks, talks& chats) : host_(host), hooks_(hooks), chats_(chats) {}

  // Interactions (desk_interactions.cpp)
  interaction& open(interaction i, const routing_request& routing);
  interaction* find_interaction(std::string_view sid);
  const std::map<std::string, interaction>& interactions() const { return interactions_; }
  outcome<invite> invite_agent(interaction& i, const routing_request& routing,
                               const std::string& replaces);
  /// `to`: "closed" or "inactive" (parked). Tasks are completed when `tasks_too`, else left
  /// wrapping.
  outcome<void> end_channel(interaction& i, const std::string& to, bool tasks_too);
  /// `to`: "closed" or "wrapup".
  outcome<void> end_seat(interaction& i, const std::string& seat_sid, const std::string& to);

  // Agents (desk_agents.cpp)
  outcome<agent*> hire(const std::string& name, const std::string& full_name);
  agent* find_agent(std::string_view sid);
  const std::map<std::string, agent>& agents() const { return agents_; }
  bool is_agent(std::string_view identity) const;
  outcome<void> accept(const agent& a, task& t);
  outcome<void> decline(const agent& a, task& t);
  outcome<void> complete(const agent& a, task& t);
  outcome<void> wrap_up(const agent& a, task& t);
  outcome<void> park(const agent& a, task& t);
  outcome<void> leave(const agent& a, task& t);
  /// `to`: an agent's SID, or empty for the queue.
  outcome<void> transfer(const agent& a, task& t, const std::string& to,
                         const std::string& attributes);
  outcome<void> join(const agent& a, conversation& c, const std::string& role);
  outcome<void> walk_out(const agent& a, conversation& c);

  // Tasks (desk_tasks.cpp)
  task* find_task(std::string_view sid);  ///< null while its interaction is being set up
  std::vector<const task*> tasks() const; ///< visible ones, oldest first
  static reservation* reservation_of(task& t, const std::string& worker_sid); ///< the newest
  const task* first_task(const interaction& i) const { return task_of(i.first_task_sid); }
  const task* task_of(const std::string& sid) const; ///< visible or not; null when unknown
  outcome<void> cancel(task& t, const std::string& reason);
  /// As POST …/Tasks/{WT} does: only an assigned or wrapping task can be completed.
  outcome<void> finish(task& t, const std::string& reason);
  /// A task without an interaction: the legacy plane's, or one made over REST. Accepting it brings
  /// the agent into the channel, if there is one.
  task& enqueue(const std::string& channel_sid, const routing_request& routing);
  /// Its attributes or priority were changed.
  void task_changed(task& t);

  /// The workspace's workflows and task channels.
  catalogue setup;

  // Callbacks
  interaction_webhook& register_webhook(interaction_webhook h);
  std::map<std::string, interaction_webhook>& webhooks() { return webhooks_; }
  std::string workspace_callback_url,
      workspace_events_filter; ///< filter: comma-separated, empty: all

  void reset();

private:
  // desk_tasks.cpp
  task& make_task(const interaction* i, const std::string& invite_sid,
                  const routing_request& routing);
  void show(task& t); ///< from now on it is listed, offered and told about
  void offer(task& t, const agent& a);
  void set_task(task& t, const std::string& status, const std::string& event,
                const std::string& reason);
  void set_reservation(task& t, reservation& r, const std::string& status,
                       const std::string& event);
  void withdraw_offers(task& t, const std::string& status);
  void cancel_task(task& t, const std::string& reason);
  void complete_task(task& t, const std::string& reason);
  void wrap_task(task& t);

  // desk_channels.cpp: tasks without an interaction
  outcome<void> accept_alone(const agent& a, task& t);
  outcome<void> end_alone(const agent& a, task& t, const std::string& how);
  outcome<void> transfer_alone(const agent& a, task& t, const routing_request& routing);
  void leave_channel(const agent& a, const task& t);
  void tidy_up(const task& t);

  // desk_interactions.cpp
  void finish_setup(const std::string& sid);
  void fail_setup(interaction& i, int code, const std::string& message);
  void set_channel(interaction& i, const std::string& status);
  seat& sit_down(interaction& i, seat s);
  void stand_up(interaction& i, const std::string& seat_sid);
  std::vector<std::string> agent_seats(const interaction& i) const;

  // desk_hooks.cpp
  void tell_interactions(const interaction& i, const std::string& event, net::http::form more);
  void tell_workspace(const task& t, const std::string& event, const reservation* r);
  void record(const task& t, const std::string& event, const reservation* r);

  core& host_;
  hook_sender& hooks_;
  talks& chats_;
  life life_;
  std::map<std::string, interaction> interactions_;
  std::map<std::string, task> tasks_;
  std::map<std::string, agent> agents_;
  std::map<std::string, interaction_webhook> webhooks_;
  std::int64_t serial_ = 0;
};

} // namespace flexcord::sandbox::twilio
