#include "net/twilio/provision.hpp"
#include "net/twilio/crypto.hpp"
#include "net/twilio/provision_parse.hpp"
#include "net/twilio/rest_impl.hpp"

namespace flexcord::net::twilio {

struct provision::impl {
  impl(runtime& rt, http::client& client, const config::twilio_settings& s)
      : settings(s), calls(std::make_shared<caller>(rt, client)) {
    const bool key = !s.api_key_sid.empty() && !s.api_key_secret.empty();
    authorization = "Basic " + to_base64(key ? s.api_key_sid + ":" + s.api_key_secret.reveal()
                                             : s.account_sid + ":" + s.auth_token.reveal());
  }

  config::twilio_settings settings;
  std::string authorization;
  std::shared_ptr<caller> calls;

  call make(std::string method, std::string_view base, std::string_view path,
            std::string what) const {
    call c;
    c.request.method = std::move(method);
    c.request.url = http::join_url(base, path);
    c.request.headers.set("Authorization", authorization);
    c.request.headers.set("Accept", "application/json");
    c.what = std::move(what);
    c.options.deadline = settings.request_timeout;
    return c;
  }

  call post(std::string_view base, std::string_view path, const http::form& form, effect kind,
            std::string what) const {
    auto c = make("POST", base, path, std::move(what));
    c.request.headers.set("Content-Type", "application/x-www-form-urlencoded");
    c.request.body = http::encode_form(form);
    c.kind = kind;
    return c;
  }

  std::string in_workspace(std::string_view below = {}) const {
    return "/v1/Workspaces/" + http::percent_encode(settings.workspace_sid) + std::string(below);
  }

  std::string hooks_path() const {
    return "/v1/Instances/" + http::percent_encode(settings.flex_instance_sid) +
           "/InteractionWebhooks";
  }

  template <class T>
  void list(const std::string& base, std::string_view path, std::string what,
            result<page<T>> (*parse)(std::string_view), callback<std::vector<T>> done) {
    fetch_all(calls, base, make("GET", base, path, std::move(what)), parse, std::move(done));
  }
};

namespace {

constexpr const char* published = "published";

/// What flexcord acts on; the rest would be noise.
constexpr const char* hook_events[] = {"onParticipantJoined", "onParticipantLeft",
                                       "onChannelStatusUpdated", "onChannelCreateFailed"};

http::form form_of(const flex_flow& f) {
  auto word = [](bool b) { return b ? "true" : "false"; };
  return {{"FriendlyName", f.friendly_name},
          {"ChatServiceSid", f.chat_service_sid},
          {"ChannelType", f.channel_type},
          {"IntegrationType", f.integration_type},
          {"Integration.FlowSid", f.studio_flow_sid},
          {"Enabled", word(f.enabled)},
          {"LongLived", word(f.long_lived)},
          {"JanitorEnabled", word(f.janitor_enabled)}};
}

} // namespace

provision::provision(runtime& rt, http::client& client, const config::twilio_settings& settings)
    : impl_(std::make_shared<impl>(rt, client, settings)) {}

provision::~provision() { stop(); }

void provision::stop() { impl_->calls->stop(); }

void provision::list_flows(callback<std::vector<studio_flow>> done) {
  impl_->list(impl_->settings.studio_url, "/v2/Flows?PageSize=100", "list Studio flows",
              parse_flows, std::move(done));
}

void provision::get_flow(const std::string& sid, callback<studio_flow> done) {
  fetch(*impl_->calls,
        impl_->make("GET", impl_->settings.studio_url, "/v2/Flows/" + http::percent_encode(sid),
                    "read Studio flow"),
        parse_flow, std::move(done));
}

void provision::validate_flow(const std::string& name, const std::string& definition,
                              callback<nothing> done) {
  auto c = impl_->post(impl_->settings.studio_url, "/v2/Flows/Validate",
                       {{"FriendlyName", name}, {"Status", published}, {"Definition", definition}},
                       effect::repeatable, "validate Studio flow");
  impl_->calls->send(std::move(c), [done = std::move(done)](result<http::response> r) {
    if (!r) return done(r.error());
    done(nothing{});
  });
}

void provision::create_flow(const std::string& name, const std::string& definition,
                            callback<studio_flow> done) {
  http::form form{{"FriendlyName", name},
                  {"Status", published},
                  {"Definition", definition},
                  {"CommitMessage", "flexcord " FLEXCORD_VERSION}};
  fetch(*impl_->calls,
        impl_->post(impl_->settings.studio_url, "/v2/Flows", form, effect::creates,
                    "create Studio flow"),
        parse_flow, std::move(done));
}

void provision::update_flow(const std::string& sid, const std::string& definition,
                            callback<studio_flow> done) {
  http::form form{{"Status", published},
                  {"Definition", definition},
                  {"CommitMessage", "flexcord " FLEXCORD_VERSION}};
  fetch(*impl_->calls,
        impl_->post(impl_->settings.studio_url, "/v2/Flows/" + http::percent_encode(sid), form,
                    effect::repeatable, "update Studio flow"),
        parse_flow, std::move(done));
}

void provision::list_flex_flows(callback<std::vector<flex_flow>> done) {
  impl_->list(impl_->settings.flex_url, "/v1/FlexFlows?PageSize=100", "list Flex Flows",
              parse_flex_flows, std::move(done));
}

void provision::create_flex_flow(const flex_flow& wanted, callback<flex_flow> done) {
  fetch(*impl_->calls,
        impl_->post(impl_->settings.flex_url, "/v1/FlexFlows", form_of(wanted), effect::creates,
                    "create Flex Flow"),
        parse_flex_flow, std::move(done));
}

void provision::update_flex_flow(const flex_flow& wanted, callback<flex_flow> done) {
  fetch(*impl_->calls,
        impl_->post(impl_->settings.flex_url, "/v1/FlexFlows/" + http::percent_encode(wanted.sid),
                    form_of(wanted), effect::repeatable, "update Flex Flow"),
        parse_flex_flow, std::move(done));
}

void provision::list_workspaces(callback<std::vector<workspace>> done) {
  impl_->list(impl_->settings.taskrouter_url, "/v1/Workspaces?PageSize=100",
              "list TaskRouter workspaces", parse_workspaces, std::move(done));
}

void provision::get_workspace(callback<workspace> done) {
  fetch(*impl_->calls,
        impl_->make("GET", impl_->settings.taskrouter_url, impl_->in_workspace(),
                    "read TaskRouter workspace"),
        parse_workspace, std::move(done));
}

void provision::set_event_callback(const std::string& url, callback<workspace> done) {
  fetch(*impl_->calls,
        impl_->post(impl_->settings.taskrouter_url, impl_->in_workspace(),
                    {{"EventCallbackUrl", url}}, effect::repeatable,
                    "set the workspace's event callback"),
        parse_workspace, std::move(done));
}

void provision::list_workflows(callback<std::vector<workflow>> done) {
  impl_->list(impl_->settings.taskrouter_url, impl_->in_workspace("/Workflows?PageSize=100"),
              "list workflows", parse_workflows, std::move(done));
}

void provision::get_workflow(const std::string& sid, callback<workflow> done) {
  fetch(*impl_->calls,
        impl_->make("GET", impl_->settings.taskrouter_url,
                    impl_->in_workspace("/Workflows/" + http::percent_encode(sid)),
                    "read workflow"),
        parse_workflow, std::move(done));
}

void provision::create_workflow(const std::string& name, const std::string& queue_sid,
                                callback<workflow> done) {
  fetch(*impl_->calls,
        impl_->post(impl_->settings.taskrouter_url, impl_->in_workspace("/Workflows"),
                    {{"FriendlyName", name}, {"Configuration", one_queue_configuration(queue_sid)}},
                    effect::creates, "create workflow"),
        parse_workflow, std::move(done));
}

void provision::list_task_channels(callback<std::vector<task_channel>> done) {
  impl_->list(impl_->settings.taskrouter_url, impl_->in_workspace("/TaskChannels?PageSize=100"),
              "list task channels", parse_task_channels, std::move(done));
}

void provision::create_task_channel(const std::string& unique_name, callback<task_channel> done) {
  fetch(*impl_->calls,
        impl_->post(impl_->settings.taskrouter_url, impl_->in_workspace("/TaskChannels"),
                    {{"FriendlyName", unique_name}, {"UniqueName", unique_name}}, effect::creates,
                    "create task channel"),
        parse_task_channel, std::move(done));
}

void provision::list_task_queues(callback<std::vector<task_queue>> done) {
  impl_->list(impl_->settings.taskrouter_url, impl_->in_workspace("/TaskQueues?PageSize=100"),
              "list task queues", parse_task_queues, std::move(done));
}

void provision::get_flex_instance(callback<std::string> done) {
  fetch(*impl_->calls,
        impl_->make("GET", impl_->settings.flex_url, "/v1/Configuration",
                    "read Flex's configuration"),
        parse_flex_instance, std::move(done));
}

void provision::list_interaction_hooks(callback<std::vector<interaction_hook>> done) {
  impl_->list(impl_->settings.flex_url, impl_->hooks_path(), "list Interaction webhooks",
              parse_interaction_hooks, std::move(done));
}

void provision::create_interaction_hook(const std::string& url, callback<interaction_hook> done) {
  http::form form{{"Type", "global"},
                  {"WebhookUrl", url},
                  {"WebhookMethod", "POST"},
                  {"FriendlyName", "flexcord"}};
  for (auto* event : hook_events) form.emplace_back("WebhookEvents", event);
  fetch(*impl_->calls,
        impl_->post(impl_->settings.flex_url, impl_->hooks_path(), form, effect::creates,
                    "create Interaction webhook"),
        parse_interaction_hook, std::move(done));
}

void provision::get_chat_defaults(callback<chat_defaults> done) {
  fetch(*impl_->calls,
        impl_->make("GET", impl_->settings.conversations_url, "/v1/Configuration",
                    "read Conversations' configuration"),
        parse_chat_defaults, std::move(done));
}

void provision::get_service_hooks(callback<service_hooks> done) {
  fetch(*impl_->calls,
        impl_->make("GET", impl_->settings.conversations_url,
                    "/v1/Services/" + http::percent_encode(impl_->settings.service_sid) +
                        "/Configuration/Webhooks",
                    "read the service's webhooks"),
        parse_service_hooks, std::move(done));
}

void provision::list_recent_conversations(callback<std::vector<conversation>> done) {
  fetch(*impl_->calls,
        impl_->make("GET", impl_->settings.conversations_url,
                    "/v1/Services/" + http::percent_encode(impl_->settings.service_sid) +
                        "/Conversations?State=active&PageSize=50",
                    "list conversations"),
        parse_conversations, std::move(done));
}

} // namespace flexcord::net::twilio
