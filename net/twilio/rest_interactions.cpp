#include "net/twilio/json.hpp"
#include "net/twilio/rest_impl.hpp"

#include <boost/json.hpp>

namespace flexcord::net::twilio {

namespace json = boost::json;

namespace {

/// A task channel is named by its unique name or by its sid.
bool is_task_channel_sid(std::string_view name) {
  return name.size() == 34 && name.starts_with("TC");
}

failure unusable(std::string detail) {
  return {failure_kind::malformed, 0, 0, std::nullopt, std::move(detail)};
}

constexpr const char* end_routing = R"({"status":"closed"})";

} // namespace

std::string rest::impl::routing(std::string_view attributes_json, bool with_type) const {
  auto attributes = parse_json(attributes_json);
  if (!attributes.is_object()) return {};
  json::object properties;
  properties["workspace_sid"] = settings.workspace_sid;
  properties["workflow_sid"] = settings.workflow_sid;
  bool by_sid = is_task_channel_sid(settings.task_channel);
  properties[by_sid ? "task_channel_sid" : "task_channel_unique_name"] = settings.task_channel;
  properties["attributes"] = std::move(attributes);
  json::object out;
  if (with_type) out["type"] = "TaskRouter";
  out["properties"] = std::move(properties);
  return json::serialize(out);
}

void rest::create_interaction(const std::string& conversation, const std::string& attributes_json,
                              callback<interaction> done) {
  auto routing = impl_->routing(attributes_json, true);
  if (routing.empty())
    return impl_->calls->fail(unusable("create interaction: the attributes are not a JSON object"),
                              [done](result<http::response> r) { done(r.error()); });
  json::object channel;
  channel["type"] = impl_->settings.channel_type;
  channel["initiated_by"] = "customer";
  channel["properties"] = json::object{{"media_channel_sid", conversation}};
  http::form form{{"Channel", json::serialize(channel)}, {"Routing", routing}};
  fetch(*impl_->calls,
        impl_->post(impl_->settings.flex_url, "/v1/Interactions", form, effect::creates,
                    "create interaction"),
        parse_interaction, std::move(done));
}

void rest::get_channel(const interaction& i, callback<channel_status> done) {
  fetch(*impl_->calls,
        impl_->get(impl_->settings.flex_url, impl_->channel_path(i), "read interaction channel"),
        parse_channel, std::move(done));
}

void rest::close_channel(const interaction& i, callback<nothing> done) {
  // Without the routing the tasks would wait in wrap-up for an agent who may not exist.
  http::form form{{"Status", "closed"}, {"Routing", end_routing}};
  perform(*impl_->calls,
          impl_->post(impl_->settings.flex_url, impl_->channel_path(i), form, effect::repeatable,
                      "close interaction channel"),
          {}, std::move(done));
}

void rest::create_invite(const interaction& i, const std::string& attributes_json,
                         callback<std::string> done) {
  auto routing = impl_->routing(attributes_json, false);
  if (routing.empty())
    return impl_->calls->fail(unusable("create invite: the attributes are not a JSON object"),
                              [done](result<http::response> r) { done(r.error()); });
  fetch(*impl_->calls,
        impl_->post(impl_->settings.flex_url, impl_->channel_path(i, "/Invites"),
                    {{"Routing", routing}}, effect::creates, "create invite"),
        parse_sid, std::move(done));
}

void rest::list_members(const interaction& i, callback<std::vector<interaction_member>> done) {
  const auto& base = impl_->settings.flex_url;
  fetch_all(impl_->calls, base,
            impl_->get(base, impl_->channel_path(i, "/Participants?PageSize=100"),
                       "list interaction participants"),
            parse_members, std::move(done));
}

} // namespace flexcord::net::twilio
