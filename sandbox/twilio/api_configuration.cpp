#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/times.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace flexcord::sandbox::twilio {

namespace {

boost::json::value or_null(const std::string& text) {
  return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

boost::json::object configuration_view(const world& w, const std::string& root) {
  auto url = root + "/conversations/v1/Configuration";
  return {{"account_sid", account_sid},
          {"default_chat_service_sid", service_sid},
          {"default_messaging_service_sid", nullptr},
          {"default_inactive_timer", or_null(w.chats.default_inactive_timer)},
          {"default_closed_timer", or_null(w.chats.default_closed_timer)},
          {"url", url},
          {"links", boost::json::object{{"webhooks", url + "/Webhooks"}}}};
}

void update(world& w, const call& c) {
  auto inactive = c.field("DefaultInactiveTimer"), closed = c.field("DefaultClosedTimer");
  auto good = [](const std::optional<std::string>& timer, std::int64_t least) {
    return !timer || timer->empty() || parse_duration(*timer).value_or(0) >= least;
  };
  if (!good(inactive, 60'000) || !good(closed, 600'000))
    return c.refuse(bad_request("Invalid default timer: not a duration, or too short"));
  if (auto service = c.field("DefaultChatServiceSid"); service && *service != service_sid)
    return c.refuse(bad_request("Invalid DefaultChatServiceSid parameter"));
  if (inactive) w.chats.default_inactive_timer = *inactive;
  if (closed) w.chats.default_closed_timer = *closed;
  c.answer(200, configuration_view(w, c.root));
}

boost::json::object chat_service(const std::string& root) {
  auto url = root + "/conversations/v1/Services/" + std::string(service_sid);
  return boost::json::object{
      {"account_sid", account_sid},
      {"sid", service_sid},
      {"friendly_name", "Flex Chat Service"},
      {"date_created", "2026-01-01T00:00:00Z"},
      {"date_updated", "2026-01-01T00:00:00Z"},
      {"url", url},
      {"links",
       boost::json::object{{"conversations", url + "/Conversations"},
                           {"participant_conversations", url + "/ParticipantConversations"},
                           {"users", url + "/Users"},
                           {"configuration", url + "/Configuration"}}}};
}

void service_view(world&, const call& c) { c.answer(200, chat_service(c.root)); }

void list_services(world&, const call& c) {
  answer_page(c, "services", {{0, [&] { return chat_service(c.root); }}}, 100);
}

// What Flex as a whole is set up with; the parts that clients ask for.
void flex_configuration(world&, const call& c) {
  c.answer(200, boost::json::object{{"account_sid", account_sid},
                                    {"chat_service_instance_sid", service_sid},
                                    {"flex_instance_sid", instance_sid},
                                    {"taskrouter_workspace_sid", workspace_sid},
                                    {"taskrouter_target_workflow_sid", workflow_sid},
                                    {"taskrouter_target_taskqueue_sid", queue_sid},
                                    {"runtime_domain", "http://127.0.0.1"},
                                    {"status", "ok"},
                                    {"flex_url", nullptr},
                                    {"ui_version", "2.0.0"},
                                    {"date_created", "2026-01-01T00:00:00Z"},
                                    {"date_updated", "2026-01-01T00:00:00Z"},
                                    {"url", c.root + "/flex-api/v1/Configuration"}});
}

// Nobody has set webhooks of the whole account or service; flexcord never does.
void global_webhooks(world&, const call& c) {
  c.answer(200, boost::json::object{{"account_sid", account_sid},
                                    {"method", "POST"},
                                    {"filters", boost::json::array{}},
                                    {"pre_webhook_url", nullptr},
                                    {"post_webhook_url", nullptr},
                                    {"target", "webhook"},
                                    {"url", c.root + c.in.path}});
}

void service_webhooks(world&, const call& c) {
  c.answer(200, boost::json::object{{"account_sid", account_sid},
                                    {"chat_service_sid", service_sid},
                                    {"method", "POST"},
                                    {"filters", boost::json::array{}},
                                    {"pre_webhook_url", nullptr},
                                    {"post_webhook_url", nullptr},
                                    {"url", c.root + c.in.path}});
}

} // namespace

std::vector<net::http::route> configuration_routes(const std::shared_ptr<world>& w) {
  std::vector<net::http::route> out;
  out.push_back(
      api_route(w, "GET", "/conversations/v1/Configuration",
                [](world& all, const call& c) { c.answer(200, configuration_view(all, c.root)); }));
  out.push_back(api_route(w, "POST", "/conversations/v1/Configuration", update));
  out.push_back(api_route(w, "GET", "/conversations/v1/Services", list_services));
  out.push_back(api_route(w, "GET", "/conversations/v1/Services/{service}", service_view));
  out.push_back(api_route(w, "GET", "/conversations/v1/Configuration/Webhooks", global_webhooks));
  out.push_back(api_route(w, "GET", "/conversations/v1/Services/{service}/Configuration/Webhooks",
                          service_webhooks));
  out.push_back(api_route(w, "GET", "/flex-api/v1/Configuration", flex_configuration));
  return out;
}

} // namespace flexcord::sandbox::twilio
