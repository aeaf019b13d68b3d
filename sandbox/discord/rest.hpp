#pragma once
#include "sandbox/discord/platform.hpp"

#include <boost/json/value.hpp>

#include <functional>

namespace flexcord::sandbox::discord {

/// A request to the REST API after authorization, limits and parsing.
struct call {
  const net::http::incoming& in;
  boost::json::value body; ///< null without a body; for multipart the payload_json
  std::vector<upload> files;
  /// The body as an object; an empty one when it is none.
  const boost::json::object& object() const;
};

struct reply {
  int status = 200;
  boost::json::value body;
};

reply ok(boost::json::value body);
reply no_content();
reply refuse(int status, int code, std::string_view message);
reply refuse(const form_errors& errors);

/// Discord's usual refusals.
reply unknown_channel();
reply unknown_message();
reply unknown_user();
reply unknown_interaction();
reply unknown_webhook();
reply empty_message();

/// How a route is guarded.
struct guard {
  bucket limit = bucket::other;
  const char* major = nullptr; ///< the capture that the bucket counts by
  bool by_token = false; ///< authorized by a token in the path: no Authorization, no global limit
};

/// Builds the routes of /api/v10 with what all of them share.
class rest_table {
public:
  explicit rest_table(std::shared_ptr<platform> p) : p_(std::move(p)) {}
  using work = std::function<reply(platform&, const call&)>;
  void on(std::string method, std::string path, guard g, work w);
  /// For what has to be asked elsewhere first. The call does not outlive the work's return.
  using answerer = std::function<void(const reply&)>;
  using long_work = std::function<void(platform&, const call&, const answerer&)>;
  void on_later(std::string method, std::string path, guard g, long_work w);
  std::vector<net::http::route> take() { return std::move(routes_); }

private:
  std::shared_ptr<platform> p_;
  std::vector<net::http::route> routes_;
};

/// Each adds the routes of its subject.
void add_application_routes(rest_table& t);
void add_guild_routes(rest_table& t);
void add_user_routes(rest_table& t);
void add_channel_routes(rest_table& t);
void add_message_routes(rest_table& t);
void add_command_routes(rest_table& t);
void add_interaction_routes(rest_table& t);
void add_webhook_routes(rest_table& t);

/// Takes a callback (type and data) as the first answer to an interaction, whichever way it came;
/// set: why not.
std::optional<reply> take_callback(platform& p, const call& c, interaction& i);

/// Makes `m` what `d` says and refuses what Discord refuses; `reply` is set when it is refused.
std::optional<reply> fill(platform& p, const call& c, const draft& d, message& m,
                          std::uint64_t allowed_flags);

} // namespace flexcord::sandbox::discord
