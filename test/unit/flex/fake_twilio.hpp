#pragma once
#include "net/http/server.hpp"
#include "net/runtime.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

/// A small Twilio for tests: Conversations, Interactions, TaskRouter and media, kept in memory. One
/// request of a run can be made to fail, before or after it had its effect.
namespace flexcord::test {

enum class fault { none, error_before, error_after, drop_before, drop_after, throttled };

struct fake_message {
  std::string sid, author, body, attributes, media, date;
};
struct fake_conversation {
  std::string sid, name, state = "active", attributes;
  std::vector<std::string> identities, webhooks;
  std::vector<fake_message> messages;
};
struct fake_interaction {
  std::string sid, channel, task, conversation, attributes;
  std::string status = "setup", assignment = "pending";
  int polls = 0, invites = 0;
};
struct fake_member {
  std::string type, task, worker;
};

/// A channel of Programmable Chat; its webhooks by sid.
struct fake_channel {
  std::string sid, attributes, created = "2026-01-02T03:04:05Z";
  std::vector<std::string> members;
  std::map<std::string, std::string> webhooks;
  std::vector<fake_message> messages;
};
struct fake_task {
  std::string sid, channel, assignment = "pending";
};

/// What the service holds. Take `mutex` of the fake while requests may be under way.
struct fake_state {
  std::vector<fake_conversation> conversations;
  std::vector<fake_interaction> interactions;
  std::vector<fake_member> members;
  std::map<std::string, std::string> workers; ///< sid -> JSON
  std::map<std::string, std::string> users;   ///< identity -> friendly name
  std::map<std::string, std::string> media;   ///< sid -> bytes
  std::vector<fake_channel> channels;
  std::vector<fake_task> tasks;            ///< of channels
  std::map<std::string, std::string> flow; ///< of messages that the flow heard: sid -> body
  int polls_to_active = 1;                 ///< how often a channel is still in "setup"
  std::string settled = "active";          ///< what it is then
  std::map<std::string, int> refusals;     ///< "GET /Channels" -> status answered for good
  int ahead = 0;     ///< tasks of others that wait in the queue, and came earlier
  int accepted = -1; ///< of the queue, lately; -1: it has no figures
  int next_id = 1;

  std::string new_id(const std::string& prefix);
  fake_conversation* find(const std::string& sid_or_name);
  fake_interaction* interaction_of(const std::string& channel);
  fake_channel* channel(const std::string& sid);
};

/// Does one request to the state.
net::http::response serve(fake_state& state, const net::http::incoming& req);
/// The part of Programmable Chat and Flex Channels; `at` is the path's parts.
net::http::response serve_chat(fake_state& state, const net::http::incoming& req,
                               const std::vector<std::string>& at);
/// TaskRouter's tasks of channels: {"sid", …} as JSON texts.
std::vector<std::string> chat_tasks(const fake_state& state);
/// Ends such a task; 400 when its state does not allow it.
net::http::response end_chat_task(fake_state& state, const net::http::incoming& req,
                                  const std::string& sid);

class fake_twilio {
public:
  explicit fake_twilio(net::runtime& rt);
  std::string url;

  std::mutex mutex;
  fake_state state;               ///< under mutex
  std::vector<std::string> calls; ///< "POST /v1/Services/IS1/Conversations"; under mutex

  void reset();
  /// The request number `n` from now on, counted from 0, fails.
  void plan(std::size_t n, fault f);
  std::size_t count(const std::string& method, const std::string& tail);

private:
  void handle(const net::http::incoming& req, const net::http::responder& answer);
  std::size_t seen_ = 0, planned_at_ = 0; ///< under mutex
  fault planned_ = fault::none;           ///< under mutex
  net::http::server server_;
};

} // namespace flexcord::test
