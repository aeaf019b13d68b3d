// What the Interaction webhooks, the workspace's event callback and the record of events are told.
#include "sandbox/twilio/desk.hpp"

#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/times.hpp"
#include "sandbox/twilio/views.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace {

bool listed_in(const std::string& comma_separated, std::string_view event) {
  for (std::size_t at = 0; at <= comma_separated.size();) {
    auto end = std::min(comma_separated.find(',', at), comma_separated.size());
    auto one = std::string_view(comma_separated).substr(at, end - at);
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one == event) return true;
    at = end + 1;
  }
  return false;
}

bool wants(const interaction_webhook& h, const interaction& i, const std::string& event) {
  if (h.type == "interaction" && h.ttid != i.webhook_ttid) return false;
  return h.events.empty() || std::find(h.events.begin(), h.events.end(), event) != h.events.end();
}

} // namespace

void desk::tell_interactions(const interaction& i, const std::string& event, net::http::form more) {
  for (const auto& [ttid, h] : webhooks_) {
    if (!wants(h, i, event)) continue;
    hook out{"interactions", event, h.url, h.method, {}, i.conversation_sid};
    out.parameters = {
        {"EventType", event}, {"AccountSid", std::string(account_sid)}, {"InteractionSid", i.sid}};
    if (event != "onInteractionCreated") out.parameters.emplace_back("ChannelSid", i.channel_sid);
    out.parameters.insert(out.parameters.end(), more.begin(), more.end());
    out.parameters.emplace_back("MediaChannelSid", i.conversation_sid);
    out.parameters.emplace_back("MediaChannelType", i.channel_type);
    hooks_.send(std::move(out));
  }
}

void desk::tell_workspace(const task& t, const std::string& event, const reservation* r) {
  if (workspace_callback_url.empty()) return;
  if (!workspace_events_filter.empty() && !listed_in(workspace_events_filter, event)) return;
  auto now = host_.now_ms();
  hook out{"taskrouter", event, workspace_callback_url, "POST", {}, t.conversation_sid};
  out.parameters = {{"EventType", event},
                    {"AccountSid", std::string(account_sid)},
                    {"WorkspaceSid", std::string(workspace_sid)},
                    {"WorkspaceName", std::string(workspace_name)},
                    {"EventDescription", (r ? "Reservation " : "Task ") + event},
                    {"ResourceType", r ? "reservation" : "task"},
                    {"ResourceSid", r ? r->sid : t.sid},
                    {"Timestamp", std::to_string(now / 1000)},
                    {"TimestampMs", std::to_string(now)},
                    {"Sid", new_sid("EV")},
                    {"TaskSid", t.sid},
                    {"TaskAttributes", t.attributes},
                    {"TaskAge", std::to_string((now - t.created_ms) / 1000)},
                    {"TaskPriority", std::to_string(t.priority)},
                    {"TaskAssignmentStatus", t.status},
                    {"TaskVersion", std::to_string(t.version)},
                    {"TaskDateCreated", std::to_string(t.created_ms / 1000)},
                    {"TaskChannelSid", t.channel_sid},
                    {"TaskChannelUniqueName", t.channel_name},
                    {"TaskQueueSid", std::string(queue_sid)},
                    {"TaskQueueName", std::string(queue_name)},
                    {"WorkflowSid", t.workflow_sid},
                    {"WorkflowName", t.workflow_name}};
  auto& form = out.parameters;
  if (t.status == "canceled" && !t.reason.empty())
    form.emplace_back("TaskCanceledReason", t.reason);
  if (t.status == "completed" && !t.reason.empty())
    form.emplace_back("TaskCompletedReason", t.reason);
  if (const auto* worker = r ? find_agent(r->worker_sid) : nullptr) {
    form.emplace_back("WorkerSid", worker->sid);
    form.emplace_back("WorkerName", worker->name);
    form.emplace_back("WorkerAttributes", worker_attributes(*worker));
    form.emplace_back("WorkerActivitySid", activity_sid);
    form.emplace_back("WorkerActivityName", "Available");
    form.emplace_back("WorkerVersion", "0");
  }
  if (r) {
    form.emplace_back("ReservationSid", r->sid);
    form.emplace_back("ReservationVersion", std::to_string(r->version));
  }
  hooks_.send(std::move(out));
}

void desk::record(const task& t, const std::string& event, const reservation* r) {
  boost::json::object data{{"change", event},
                           {"task_sid", t.sid},
                           {"status", t.status},
                           {"reason", t.reason},
                           {"conversation_sid", t.conversation_sid},
                           {"interaction_sid", t.interaction_sid}};
  if (r) {
    data["reservation_sid"] = r->sid;
    data["reservation_status"] = r->status;
    data["agent"] = r->worker_sid;
  }
  boost::system::error_code error;
  auto attributes = boost::json::parse(t.attributes, error);
  data["attributes"] = error ? boost::json::value(nullptr) : std::move(attributes);
  host_.happened("twilio.task", std::move(data));
}

interaction_webhook& desk::register_webhook(interaction_webhook h) {
  if (h.ttid.empty()) h.ttid = new_ttid();
  h.serial = ++serial_;
  h.created_ms = host_.now_ms();
  auto ttid = h.ttid;
  return webhooks_[ttid] = std::move(h);
}

void desk::reset() {
  life_.renew();
  interactions_.clear();
  tasks_.clear();
  agents_.clear();
  webhooks_.clear();
  workspace_callback_url.clear();
  workspace_events_filter.clear();
  setup = {};
}

} // namespace flexcord::sandbox::twilio
