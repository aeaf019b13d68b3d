#pragma once
#include "net/http/server.hpp"
#include "sandbox/twilio/outcome.hpp"

#include <boost/json/fwd.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::sandbox::twilio {

struct world;

/// One authenticated REST call: the request, its form fields, and the ways to answer.
struct call {
  const net::http::incoming& in;
  const net::http::responder& out;
  net::http::form form;
  std::string root; ///< "http://HOST", as the caller addressed us

  std::string_view captured(std::string_view name) const { return in.capture(name); }
  /// The value of a form field, absent when it was not sent.
  std::optional<std::string> field(std::string_view name) const;
  /// All values of a repeatable field.
  std::vector<std::string> fields(std::string_view name) const;
  /// True when X-Twilio-Webhook-Enabled asks for webhooks.
  bool wants_hooks() const;

  void answer(int status, const boost::json::value& body) const;
  void no_content() const; ///< 204
  void refuse(const refusal& why) const;
  void not_found() const; ///< 404, code 20404
};

using api_handler = std::function<void(world&, const call&)>;

/// A Twilio route: recorded and open to faults (service "twilio"), Basic auth checked, form
/// decoded, and a {service} capture checked to be the one service of this account.
net::http::route api_route(const std::shared_ptr<world>& w, std::string method, std::string path,
                           api_handler handle);

/// The same without a form: the body is the content itself (media upload).
net::http::route content_route(const std::shared_ptr<world>& w, std::string method,
                               std::string path, api_handler handle);

/// Twilio's error body.
net::http::response error_answer(const refusal& why);

/// One object of a list, with what orders it.
struct listed {
  std::int64_t key = 0;
  std::function<boost::json::object()> view; ///< called only for what the page shows
};

/// Answers a page of `items` (ascending by key) as {"<key>":[…],"meta":{…}}, honouring PageSize,
/// Page, PageToken and, when `may_descend`, Order.
void answer_page(const call& c, std::string_view key, std::vector<listed> items,
                 std::size_t max_size, bool may_descend = false);

// The routes, by subject.
std::vector<net::http::route> conversation_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> participant_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> message_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> webhook_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> user_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> configuration_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> media_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> interaction_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> channel_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> interaction_webhook_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> taskrouter_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> setup_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> studio_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> chat_user_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> chat_channel_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> chat_message_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> chat_webhook_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> flex_channel_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> studio_control_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> agent_control_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> world_control_routes(const std::shared_ptr<world>& w);
std::vector<net::http::route> unknown_routes(const std::shared_ptr<world>& w);

} // namespace flexcord::sandbox::twilio
