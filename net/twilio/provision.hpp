#pragma once
#include "config/settings.hpp"
#include "net/http/client.hpp"
#include "net/result.hpp"
#include "net/runtime.hpp"
#include "net/twilio/rest.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::net::twilio {

struct studio_flow {
  std::string sid, friendly_name, status, definition; ///< definition: JSON; empty in a list
  bool valid = false;
};
struct flex_flow {
  std::string sid, friendly_name, chat_service_sid, channel_type, integration_type, studio_flow_sid;
  bool enabled = false, long_lived = false, janitor_enabled = false;
};
struct workspace {
  std::string sid, friendly_name, event_callback_url, events_filter;
};
struct workflow {
  std::string sid, friendly_name;
};
struct task_channel {
  std::string sid, unique_name;
};
struct task_queue {
  std::string sid, friendly_name;
};
struct interaction_hook {
  std::string ttid, type, url;
};
/// The account's Conversations defaults.
struct chat_defaults {
  std::string service_sid;
};
/// Where a Conversations service calls before and after each change; empty: nowhere.
struct service_hooks {
  std::string before, after;
};

/// True when all that is wanted is in `there`, both JSON: what a service adds of its own does not
/// matter. False when either is no JSON.
bool covers_json(std::string_view there, std::string_view wanted);

/// The management calls that set an account up and look whether it is: Studio flows, FlexFlows,
/// TaskRouter, Interaction webhooks, Conversations' configuration. Limits and retries as in rest;
/// callbacks run on a network thread, once. Where a resource belongs to a workspace or service, it
/// is that of the settings.
class provision {
public:
  template <class T>
  using callback = std::function<void(result<T>)>;
  struct nothing {};

  provision(runtime& rt, http::client& client, const config::twilio_settings& settings);
  ~provision();
  provision(const provision&) = delete;
  provision& operator=(const provision&) = delete;
  void stop();

  void list_flows(callback<std::vector<studio_flow>> done);
  void get_flow(const std::string& sid, callback<studio_flow> done);
  /// Studio's own check; a definition that is not valid is a refusal (81022). Changes nothing.
  void validate_flow(const std::string& name, const std::string& definition,
                     callback<nothing> done);
  void create_flow(const std::string& name, const std::string& definition,
                   callback<studio_flow> done); ///< published
  void update_flow(const std::string& sid, const std::string& definition,
                   callback<studio_flow> done); ///< published

  void list_flex_flows(callback<std::vector<flex_flow>> done);
  void create_flex_flow(const flex_flow& wanted, callback<flex_flow> done);
  void update_flex_flow(const flex_flow& wanted, callback<flex_flow> done); ///< by its sid

  void list_workspaces(callback<std::vector<workspace>> done);
  void get_workspace(callback<workspace> done);
  void set_event_callback(const std::string& url, callback<workspace> done);
  void list_workflows(callback<std::vector<workflow>> done);
  void get_workflow(const std::string& sid, callback<workflow> done);
  /// Every task goes to this queue.
  void create_workflow(const std::string& name, const std::string& queue_sid,
                       callback<workflow> done);
  void list_task_channels(callback<std::vector<task_channel>> done);
  void create_task_channel(const std::string& unique_name, callback<task_channel> done);
  void list_task_queues(callback<std::vector<task_queue>> done);

  /// The account's Flex instance; empty when it has none.
  void get_flex_instance(callback<std::string> done);
  void list_interaction_hooks(callback<std::vector<interaction_hook>> done);
  /// A global one, for what flexcord acts on.
  void create_interaction_hook(const std::string& url, callback<interaction_hook> done);

  void get_chat_defaults(callback<chat_defaults> done);
  void get_service_hooks(callback<service_hooks> done);
  /// Some that are not closed: one page, as Twilio orders them.
  void list_recent_conversations(callback<std::vector<conversation>> done);

private:
  struct impl;
  std::shared_ptr<impl> impl_;
};

} // namespace flexcord::net::twilio
