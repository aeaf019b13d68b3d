#pragma once
#include "net/twilio/legacy.hpp"
#include "test/unit/twilio/stand_in.hpp"

namespace flexcord::test {

/// Settings that point every Twilio product at one server, each under its own prefix.
inline config::twilio_settings twilio_at(const std::string& origin) {
  config::twilio_settings s;
  s.account_sid = "AC1";
  s.auth_token = config::secret("token");
  s.service_sid = "IS1";
  s.workspace_sid = "WS1";
  s.workflow_sid = "WW1";
  s.flex_flow_sid = "FO1";
  s.chat_url = origin + "/chat";
  s.conversations_url = origin + "/conversations";
  s.flex_url = origin + "/flex-api/";
  s.media_url = origin + "/mcs";
  s.taskrouter_url = origin + "/taskrouter";
  return s;
}

/// Twilio's REST calls against a stand-in.
template <class Client>
struct api_of : network {
  Client api;
  api_of() : api(rt, client, twilio_at(peer.origin())) {}
  explicit api_of(config::twilio_settings s) : api(rt, client, s) {}
  ~api_of() { api.stop(); }

  std::string method(std::size_t i) const { return peer.seen(i).method; }
  std::string target(std::size_t i) const { return peer.seen(i).target; }
  std::string header(std::size_t i, std::string_view name) const {
    return std::string(peer.seen(i).headers.get(name));
  }
  net::http::form form(std::size_t i) const { return net::http::parse_form(peer.seen(i).body); }
};

using twilio_api = api_of<net::twilio::rest>;
using legacy_api = api_of<net::twilio::legacy>;

/// "accepted", or the failure as text.
template <class T>
std::string outcome(const net::result<T>& r) {
  return r ? "accepted" : net::to_string(r.error());
}

} // namespace flexcord::test
