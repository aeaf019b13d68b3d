#pragma once
#include "sandbox/discord/gateway_session.hpp"
#include "sandbox/discord/world.hpp"

#include <deque>
#include <list>
#include <map>
#include <memory>

namespace flexcord::sandbox::discord {

struct gateway_limits {
  std::int64_t identify_interval_ms =
      0; ///< least time between two Identifies of a shard (Discord: 5000)
  std::int64_t heartbeat_interval_ms = 41'250;
  std::int64_t resume_window_ms = 90'000; ///< how long a session without connection can be resumed
  std::int64_t replay = 5'000;            ///< dispatches kept for replay
  std::int64_t sessions_per_day = 1'000;
  std::int64_t commands_per_minute = 120;
  std::uint32_t privileged = 0; ///< privileged intents that the application may use
  bool split_frames = false;    ///< cut compressed payloads into two WebSocket messages
};

class gateway_link;

/// The gateway: sessions, their connections, and who gets which dispatch.
class gateway_server {
public:
  explicit gateway_server(world& w);
  gateway_limits limits;

  /// The route that clients connect to.
  net::websocket::handlers accept(const net::http::incoming& in,
                                  std::shared_ptr<net::websocket::connection> c);
  void dispatch(std::string_view type, const boost::json::object& data, const audience& a);
  /// The answer of GET /gateway/bot.
  boost::json::object bot_info();
  /// GET /_sandbox/discord/gateway, without the commands.
  boost::json::object to_json() const;
  /// POST /_sandbox/discord/gateway; empty, or why not.
  std::string control(const boost::json::object& order);

  /// Ends the sessions that nobody is connected to.
  void forget_lost();

  // For gateway_link.
  gateway_session* find(const std::string& id);
  /// The close code that refuses this Identify, 0 when it may be tried.
  int judge_identify(const boost::json::object& d) const;
  /// A new session; null when its key was used less than identify_interval_ms ago.
  gateway_session* begin_session(const boost::json::object& d);
  void take_over(gateway_session& s, gateway_link& link);
  void lost(const std::string& session_id, bool final);
  void closed(gateway_link& link);
  void greet(gateway_session& s);
  void count_resume() { ++resumes_; }
  void count_op(int op) { ++received_[op]; }
  void note(std::string_view what, const std::string& session, int code = 0);
  world& w;

private:
  gateway_link* link_of(const std::string& session_id);
  void send(gateway_session& s, const std::string& text);
  void refresh_budget();
  std::map<std::string, gateway_session> sessions_;
  std::list<std::shared_ptr<gateway_link>> links_;
  std::map<std::uint64_t, std::int64_t> last_identify_; ///< by identify key
  std::int64_t budget_left_ = 1'000, budget_until_ = 0;
  std::uint64_t identifies_ = 0, resumes_ = 0;
  std::map<int, std::uint64_t> received_;
};

} // namespace flexcord::sandbox::discord
