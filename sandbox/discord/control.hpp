#pragma once
#include "sandbox/discord/platform.hpp"

#include <functional>

namespace flexcord::sandbox::discord {

/// A control call: the request and its body as an object.
struct order {
  const net::http::incoming& in;
  const boost::json::object& body;
};

/// What a control call gives: an answer, or an error that says why.
struct result {
  int status = 200;
  boost::json::object body;
};

result done(boost::json::object body = {});
result failed(int status, std::string_view why);

/// Builds the routes under /_sandbox/discord.
class control_table {
public:
  explicit control_table(std::shared_ptr<platform> p) : p_(std::move(p)) {}
  using work = std::function<result(platform&, const order&)>;
  void on(std::string method, std::string path, work w);
  /// The same for a route below /users/{u}; an unknown user is refused.
  using user_work = std::function<result(platform&, user&, const order&)>;
  void on_user(std::string method, std::string path, user_work w);
  std::vector<net::http::route> take() { return std::move(routes_); }

private:
  std::shared_ptr<platform> p_;
  std::vector<net::http::route> routes_;
};

void add_application_control(control_table& t);
void add_user_control(control_table& t);
void add_message_control(control_table& t);
void add_interaction_control(control_table& t);
void add_guild_control(control_table& t);
void add_gateway_control(control_table& t);

} // namespace flexcord::sandbox::discord
