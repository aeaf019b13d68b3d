#pragma once
#include "net/discord/permissions.hpp"
#include "net/discord/types.hpp"
#include "net/http/client.hpp"
#include "net/result.hpp"
#include "net/runtime.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace flexcord::net::discord {

struct rest_options {
  std::string api_url; ///< with version, no trailing '/'
  std::string cdn_url;
  std::string token;
  std::uint32_t global_rate = 50;
  std::chrono::milliseconds request_timeout{10000};
};

/// Lower goes first when the limiter must choose. `connection` is what the gateway needs to begin:
/// after a start nothing comes in while it waits behind the work of all conversations.
enum class priority { connection = -1, live_agent = 0, bot = 1, case_update = 2, announcement = 3 };

/// What the service said about our use of it; for metrics and readiness.
struct rest_events {
  std::function<void(std::string_view scope, std::chrono::milliseconds wait)>
      on_wait; ///< "bucket", "global", "shared", "ban"
  std::function<void(std::string_view route, int status)> on_answer;
  std::function<void()> on_bad_token;
};

struct gateway_info {
  std::string url;
  std::uint32_t shards = 1;
  std::uint32_t identifies_left = 1000, identifies_total = 1000, max_concurrency = 1;
  std::chrono::milliseconds reset_after{0};
};

/// Discord REST v10 with exact rate limits (rate_limiter.hpp). Every call waits for its bucket and
/// the global budget, answers 429 by waiting and going again at the head of its queue, and hands
/// every other failure to the caller: repeating after an ambiguous failure is the caller's decision
/// (nonce). Callbacks run on a network thread, once. `still_wanted`, when given, is asked right
/// before each attempt; false ends the call with failure_kind::stopped and detail "withdrawn".
class rest {
public:
  template <class T>
  using callback = std::function<void(result<T>)>;
  using guard = std::function<bool()>;
  struct nothing {};

  rest(runtime& rt, http::client& client, rest_options options, rest_events events = {});
  ~rest();
  rest(const rest&) = delete;
  rest& operator=(const rest&) = delete;
  void stop();

  void get_gateway(callback<gateway_info> done);
  void get_me(callback<user> done);
  /// Of GET /applications/@me.
  struct application {
    std::string id, interactions_endpoint_url;
    std::string public_key; ///< 64 hexadecimal digits
    std::uint64_t flags = 0;
  };
  void get_application(callback<application> done);
  /// The registered slash commands as Discord lists them, with their translations: a JSON array.
  /// `guild_id` empty: the global ones.
  void get_commands(const std::string& application_id, const std::string& guild_id,
                    callback<std::string> done);
  void register_commands(const std::string& application_id, const std::string& guild_id,
                         std::string commands_json, callback<nothing> done);
  void get_guild(const std::string& guild_id, callback<guild> done);
  void get_member(const std::string& guild_id, const std::string& user_id,
                  callback<guild_member> done);
  void get_channel(const std::string& channel_id, callback<guild_channel> done);

  void open_dm(const std::string& user_id, priority p,
               callback<std::string> done); ///< the channel's id
  void create_message(const std::string& channel_id, outgoing m, priority p, guard still_wanted,
                      callback<message> done);
  void edit_message(const std::string& channel_id, const std::string& message_id, outgoing m,
                    priority p, callback<message> done);
  void get_message(const std::string& channel_id, const std::string& message_id, priority p,
                   callback<message> done);
  /// Hands a post of an announcement channel to the channels that follow it. Done before counts as
  /// done. Discord takes ten an hour in a channel; more wait here as long as that takes.
  void crosspost(const std::string& channel_id, const std::string& message_id, priority p,
                 callback<nothing> done);
  void delete_message(const std::string& channel_id, const std::string& message_id, priority p,
                      callback<nothing> done);
  /// Up to `limit` (1–100) messages right after `after`, oldest first.
  void messages_after(const std::string& channel_id, const std::string& after, int limit,
                      priority p, callback<std::vector<message>> done);
  void trigger_typing(const std::string& channel_id, priority p, callback<nothing> done);

  /// Interaction routes: no Authorization, exempt from the global limit.
  void answer_interaction(const interaction& i, interaction_reply reply, callback<nothing> done);
  void edit_original(const std::string& application_id, const std::string& token, outgoing m,
                     callback<nothing> done);

  /// Bytes of an attachment; only from cdn_url's host, Discord's media host and api_url's host; at
  /// most `most` bytes.
  void fetch_file(const std::string& url, std::uint64_t most, callback<std::string> done);

private:
  struct impl;
  std::shared_ptr<impl> impl_;
};

} // namespace flexcord::net::discord
