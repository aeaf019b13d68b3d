#pragma once
#include "config/settings.hpp"
#include "net/discord/permissions.hpp"
#include "net/discord/rest.hpp"
#include "net/twilio/provision.hpp"

#include <optional>
#include <string>
#include <vector>

/// What `flexcord setup` would do: from what was found and what is wanted to a list of changes. No
/// call is made here.
namespace flexcord::actors::setup {

/// The name of everything that setup makes, by which it finds it again.
inline constexpr auto own_name = "flexcord";
/// Of Flex's own workspace and queue, taken when no other is named.
inline constexpr auto flex_workspace = "Flex Task Assignment";
inline constexpr auto flex_queue = "Everyone";

/// What was asked for, and the answer; empty when it was not asked for.
template <class T>
using looked = std::optional<net::result<T>>;

struct seen {
  looked<net::discord::rest::application> application;
  looked<std::string> commands; ///< JSON array
  looked<net::discord::guild> guild;
  looked<net::discord::guild_member> bot; ///< in that guild

  looked<net::twilio::chat_defaults> chat;
  looked<std::vector<net::twilio::workspace>> workspaces; ///< only when none is named
  looked<net::twilio::workspace> workspace;
  looked<std::vector<net::twilio::workflow>> workflows;
  looked<std::vector<net::twilio::task_channel>> task_channels;
  looked<std::vector<net::twilio::task_queue>> queues;
  looked<std::vector<net::twilio::studio_flow>> flows;
  looked<net::twilio::studio_flow> flow; ///< ours, with its definition
  looked<std::vector<net::twilio::flex_flow>> flex_flows;
  looked<std::vector<net::twilio::interaction_hook>> hooks;
};

enum class subject {
  commands,
  intents,
  permissions,
  service,
  workspace,
  workflow,
  task_channel,
  studio_flow,
  flex_flow,
  event_callback,
  interaction_webhook
};

enum class standing {
  as_wanted,
  create,
  change,
  left,  ///< not as wanted, and not setup's to change: `mend` says what to do about it
  cannot ///< in the way: it has to be mended before setup can go on with this
};

struct item {
  subject what;
  standing how;
  std::string text; ///< one line
  std::string mend = {};
};

/// What the settings will be; sids that are still to be made are empty.
struct outcome {
  std::string service_sid, workspace_sid, workflow_sid, queue_sid, task_channel_sid,
      studio_flow_sid;
  net::twilio::flex_flow flex_flow; ///< as it is to be; `sid` empty when it is to be made
};

struct plan {
  std::vector<item> items;
  outcome so_far;
  bool changes() const;
  bool blocked() const; ///< something cannot be done
};

/// Which workspace is meant: the named one, else Flex's own, else the only one; empty when that
/// cannot be told.
std::string choose_workspace(const std::string& named,
                             const std::vector<net::twilio::workspace>& all);
/// Which flow is meant: the named one, else the only one of our name; empty when there is none.
std::string choose_flow(const std::string& named, const std::vector<net::twilio::studio_flow>& all);

/// True when anything of Twilio is set up at all.
bool wants_twilio(const config::settings& s);
bool wants_studio(const config::settings& s);
bool wants_flex_flow(const config::settings& s);

plan make_plan(const config::settings& s, const seen& found);

std::string event_callback_url(const config::settings& s);
std::string interaction_webhook_url(const config::settings& s);

} // namespace flexcord::actors::setup
