#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

// The objects of Twilio's world, as plain data. Times are milliseconds since the Unix epoch.
namespace flexcord::sandbox::twilio {

struct media_file {
  std::string sid, content_type, filename, bytes, author, category = "media";
  std::string message_sid, conversation_sid;
  std::int64_t created_ms = 0;
};

struct participant {
  std::string sid, identity, attributes = "{}", role;
  std::string address, proxy_address, projected_address; ///< set for a non-chat participant only
  std::optional<std::int64_t> last_read_index;
  std::string last_read_timestamp;
  std::int64_t created_ms = 0, updated_ms = 0;
};

struct message {
  std::string sid, author, participant_sid, attributes = "{}", subject, content_sid;
  std::int64_t index = 0;
  std::optional<std::string> body;
  std::vector<std::string> media; ///< ME sids
  bool edited = false;
  std::string last_updated_by; ///< of an edited one
  std::int64_t created_ms = 0, updated_ms = 0;
};

/// A webhook of one conversation, or of a Programmable Chat channel.
struct scoped_webhook {
  std::string sid, target, url, method = "POST", flow_sid;
  std::vector<std::string> filters, triggers;
  bool legacy = false; ///< made through Programmable Chat: it has that API's events and names
  int retries = 0;     ///< legacy only
  std::int64_t created_ms = 0, updated_ms = 0;
};

/// What Flex Channels know of a channel.
struct flex_channel {
  std::string flow_sid, user_sid, task_sid;
  bool janitor = false; ///< Flex tidies up when the task ends outside of its UI
};

/// A conversation (Conversations) or channel (Programmable Chat): the two show the same objects.
struct conversation {
  std::string sid, unique_name, friendly_name, attributes = "{}", messaging_service_sid;
  std::string state = "active", created_by = "system";
  std::int64_t serial = 0; ///< order of creation
  std::vector<participant> participants;
  std::vector<message> messages; ///< by index
  std::vector<scoped_webhook> webhooks;
  bool legacy = false; ///< made through Programmable Chat or Flex Channels
  std::optional<flex_channel> flex;
  std::int64_t next_index = 0;
  std::int64_t inactive_after_ms = 0, closed_after_ms = 0; ///< 0: no such timer
  std::int64_t last_activity_ms = 0;                       ///< the timers count from here
  std::int64_t timer_due_ms = 0; ///< when the timers are looked at next; 0: never
  std::int64_t created_ms = 0, updated_ms = 0;
};

struct user {
  std::string sid, identity, friendly_name, attributes = "{}", role;
  std::int64_t serial = 0, created_ms = 0, updated_ms = 0;
};

/// A Flex agent: TaskRouter's worker and the identity it chats under.
struct agent {
  std::string sid, name, full_name, identity;
  std::int64_t serial = 0, created_ms = 0;
};

struct reservation {
  std::string sid, worker_sid, status = "pending";
  int version = 0;
  std::int64_t created_ms = 0, updated_ms = 0;
  std::int64_t accepted_ms = 0; ///< 0: not accepted
};

struct task {
  std::string sid, status = "pending", attributes = "{}", reason;
  std::string interaction_sid, invite_sid, conversation_sid;
  std::string only_worker; ///< set: offered to this agent alone, and cancelled when declined
  /// A transfer: who leaves once this task is accepted, as UT, or as WT without an interaction.
  std::string replaces;
  std::string workflow_sid, workflow_name, channel_sid, channel_name;
  bool visible = false; ///< false while the interaction is being set up
  int priority = 0, version = 0;
  std::int64_t timeout_s = 86400, serial = 0, created_ms = 0, updated_ms = 0;
  std::vector<reservation> reservations;
};

/// A participant of an interaction's channel (UT).
struct seat {
  std::string sid, type, task_sid, worker_sid, reservation_sid;
  std::string identity; ///< under which it chats
};

struct invite {
  std::string sid, task_sid;
};

/// An interaction (KD) with its one channel (UO).
struct interaction {
  std::string sid, channel_sid, channel_type = "web", initiated_by = "customer", status = "setup";
  std::string conversation_sid, first_task_sid, webhook_ttid, context_sid, error_message;
  int error_code = 0;
  std::int64_t serial = 0;
  std::vector<seat> seats;
  std::vector<invite> invites;
};

struct interaction_webhook {
  std::string ttid, type = "global", url, method = "POST", friendly_name;
  std::vector<std::string> events; ///< empty: all
  std::int64_t serial = 0, created_ms = 0;
};

/// Who made a change, and whether webhooks are sent for it.
struct origin {
  bool hooks = true;
  std::string source = "API";
  std::string client_identity; ///< SDK only
};

} // namespace flexcord::sandbox::twilio
