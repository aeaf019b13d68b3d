#pragma once
#include "net/http/client.hpp"
#include "net/http/server.hpp"
#include "net/runtime.hpp"
#include "sandbox/bot/service.hpp"
#include "sandbox/core/core.hpp"
#include "sandbox/twilio/service.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace flexcord::test {

namespace json = boost::json;
using net::http::form;

/// An HTTP answer with its JSON, and short ways to look into it. What is not there reads as
/// "(none)".
struct answer {
  int status = 0;
  net::http::fields headers;
  json::value body;
  std::string text;
  /// The value at a path of keys and indices ("meta.key", "messages.0.body"); strings without
  /// quotes.
  std::string at(std::string_view path) const;
  std::size_t size(std::string_view path) const; ///< of the array there
};

/// A webhook as it came in.
struct received_hook {
  net::http::incoming request;
  form parameters;
  std::string event() const { return std::string(net::http::form_value(parameters, "EventType")); }
  std::string get(std::string_view name) const {
    return std::string(net::http::form_value(parameters, name));
  }
};

/// Twilio's stand-in and the bot on a free port, a receiver of webhooks beside them ("/hook/…"),
/// and a client.
class twilio_fixture {
public:
  twilio_fixture();
  ~twilio_fixture();

  answer send(net::http::request r);
  /// A Twilio call with the account's credentials; fields make a form body.
  answer rest(std::string method, const std::string& path, const form& fields = {},
              bool with_hooks = false);
  answer control(std::string method, const std::string& path, const std::string& body = {});
  void advance(std::int64_t ms);

  std::string base() const { return host.http_base(); }
  std::string hook_url(const std::string& name) const { return base() + "/hook/" + name; }
  /// The hooks of that event once there are `count`; fewer when they do not come.
  std::vector<received_hook> hooks(std::string_view event, std::size_t count = 1);
  std::size_t hooks_so_far();
  /// From now on requests to "/hook/NAME" get this answer instead of 204.
  void answer_hooks(const std::string& name, int status, const std::string& body);
  /// From now on requests to "/hook/NAME" get no answer.
  void hold_hooks(const std::string& name) { answer_hooks(name, 0, {}); }
  /// The conversation's executions (GET /_sandbox/studio) once `count` of them have come to rest.
  answer executions(const std::string& conversation, std::size_t count = 1);
  /// Saves and publishes the shipped flow of a plane, which asks the bot at "/hook/chatbot-to-
  /// discord"; its SID.
  std::string publish_flow(const std::string& plane);
  std::string
  new_conversation(const std::string& unique_name); ///< with participant discord-42 and a webhook
  std::string new_agent(const std::string& name);
  /// An interaction for the conversation, set up; the answer of the POST.
  answer open_interaction(const std::string& conversation, const std::string& attributes = "{}");
  /// The agent's tasks, oldest first.
  answer tasks_of(const std::string& agent) {
    return control("GET", "/agents/" + agent + "/tasks");
  }
  answer act(const std::string& agent, const std::string& task, const std::string& action,
             const std::string& body = {}) {
    return control("POST", "/agents/" + agent + "/tasks/" + task + "/" + action, body);
  }

  net::runtime rt;
  net::http::client client;
  sandbox::core host;
  sandbox::twilio_service service;
  sandbox::bot_service bot;

private:
  net::http::route receiver();

  std::mutex mutex_;
  std::condition_variable change_;
  std::vector<received_hook> hooks_;
  std::map<std::string, std::pair<int, std::string>> answers_;
  std::vector<net::http::responder> held_;
  std::optional<net::http::server> server_;
};

/// The REST path of the account's service.
inline std::string service_path(const std::string& rest) {
  return "/conversations/v1/Services/IS00000000000000000000000000000002" + rest;
}

} // namespace flexcord::test
