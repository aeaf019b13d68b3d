#pragma once
#include "config/settings.hpp"
#include "net/http/client.hpp"
#include "net/result.hpp"
#include "net/runtime.hpp"
#include "net/twilio/webhook.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace flexcord::net::twilio {

struct conversation {
  std::string sid, unique_name, state;
};
struct participant {
  std::string sid, identity, name;
}; ///< name: attributes.name or friendly name, may be empty
struct new_conversation {
  std::string unique_name, friendly_name, attributes;
};
struct new_message {
  std::string author, body, attributes, media_sid;
  std::int64_t created_ms = 0;
  bool heard = false; ///< webhooks and flows hear of it
};
/// A queued interaction: KD, UO, WT, KG.
struct interaction {
  std::string sid, channel_sid, task_sid, invite_sid;
};
struct interaction_member {
  std::string sid, type, task_sid, worker_sid;
};
struct channel_status {
  std::string status;
  int error_code = 0;
  std::string error_message;
};
struct task {
  std::string sid, assignment_status, attributes, reason;
  std::string queue_sid;
  std::int64_t priority = 0;
  std::string ordered_by; ///< time in ISO 8601 that orders tasks of one priority
};
/// What a queue did within the last so many minutes.
struct queue_figures {
  std::int64_t accepted = 0; ///< tasks that an agent took
};
struct worker {
  std::string sid, name, full_name, contact_identity;
};
struct file {
  std::string bytes, content_type, filename;
};

/// Twilio's Conversations v1, Interactions v1, TaskRouter v1 and media calls, each a single HTTP
/// request with limits and the retries that are safe: 429 always (0.25 s x 2^n, full jitter, cap 8
/// s, 5 times); 5xx, reset and time-out on GET, update and delete (4 times); on a create never, the
/// caller looks first (reference: create calls have no idempotency key). A token bucket of 25/s for
/// each conversation and for the service, and a cap on calls in flight. Callbacks run on a network
/// thread, once. `refused` failures carry Twilio's code (20404, 50353, 50433, …).
class rest {
public:
  template <class T>
  using callback = std::function<void(result<T>)>;
  struct nothing {};

  rest(runtime& rt, http::client& client, const config::twilio_settings& settings);
  ~rest();
  rest(const rest&) = delete;
  rest& operator=(const rest&) = delete;
  void stop();

  void create_conversation(new_conversation c, callback<conversation> done);
  void get_conversation(const std::string& sid_or_unique_name, callback<conversation> done);
  /// Replaces the attributes.
  void set_attributes(const std::string& sid, const std::string& attributes,
                      callback<nothing> done);
  void close_conversation(const std::string& sid, callback<nothing> done);
  /// Every conversation that this identity takes part in, closed ones too.
  void conversations_of(const std::string& identity, callback<std::vector<conversation>> done);
  /// With its messages and participants, for good; one that is gone already is no failure.
  void delete_conversation(const std::string& sid, callback<nothing> done);
  /// The service's record of a person (name, attributes); the same.
  void delete_user(const std::string& identity, callback<nothing> done);
  void add_participant(const std::string& conversation, const std::string& identity,
                       const std::string& attributes, callback<participant> done);
  void list_participants(const std::string& conversation, callback<std::vector<participant>> done);
  void add_webhook(const std::string& conversation, const std::string& url, callback<nothing> done);
  /// Starts the flow with every message that is heard, until the flow hands the talk to an agent.
  void add_flow(const std::string& conversation, const std::string& flow_sid,
                callback<nothing> done);
  /// The flow hears nothing more of this conversation; one that does not is no failure.
  void remove_flow(const std::string& conversation, const std::string& flow_sid,
                   callback<nothing> done);
  void list_webhooks(const std::string& conversation,
                     callback<std::vector<std::string>> done); ///< URLs, and SIDs of flows
  void create_message(const std::string& conversation, new_message m, callback<message> done);
  void update_message(const std::string& conversation, const std::string& sid,
                      const std::string& body, callback<message> done);
  void delete_message(const std::string& conversation, const std::string& sid,
                      callback<nothing> done);
  /// Messages with index > `after_index`, oldest first, all pages; -1: from the start.
  void list_messages(const std::string& conversation, std::int64_t after_index,
                     callback<std::vector<message>> done);
  /// The newest `count` messages (Order=desc), newest first: to look for a nonce.
  void newest_messages(const std::string& conversation, int count,
                       callback<std::vector<message>> done);
  void user_name(const std::string& identity,
                 callback<std::string> done); ///< friendly_name of a conversations user

  void create_interaction(const std::string& conversation, const std::string& attributes_json,
                          callback<interaction> done);
  void get_channel(const interaction& i, callback<channel_status> done);
  void close_channel(const interaction& i, callback<nothing> done);
  void create_invite(const interaction& i, const std::string& attributes_json,
                     callback<std::string> done);
  void list_members(const interaction& i, callback<std::vector<interaction_member>> done);

  void tasks_of(const std::string& conversation,
                callback<std::vector<task>> done); ///< EvaluateTaskAttributes
  void get_task(const std::string& task_sid, callback<task> done);
  /// The tasks that wait in a queue, pending or reserved, in the order in which they are given out;
  /// the first `most` (at most 1000).
  void waiting_tasks(const std::string& queue_sid, int most, callback<std::vector<task>> done);
  void get_queue_figures(const std::string& queue_sid, int minutes, callback<queue_figures> done);
  void get_worker(const std::string& worker_sid, callback<worker> done);

  void upload(file f, callback<std::string> done); ///< ME sid
  void download(const std::string& media_sid, std::uint64_t most, callback<file> done);

private:
  struct impl;
  std::shared_ptr<impl> impl_;
};

} // namespace flexcord::net::twilio
