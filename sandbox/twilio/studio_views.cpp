#include "sandbox/twilio/studio_views.hpp"

#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/times.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

namespace {

std::string url_of(const std::string& root, const studio_flow& f) {
  return root + "/studio/v2/Flows/" + f.sid;
}

// Read before it was kept: it can be read again.
json::value parsed(const std::string& text) {
  boost::system::error_code error;
  auto value = json::parse(text, error);
  return error ? json::value(nullptr) : std::move(value);
}

json::object common(const studio_flow& f, const flow_revision& r) {
  return {{"sid", f.sid},
          {"account_sid", account_sid},
          {"friendly_name", r.friendly_name},
          {"status", r.status},
          {"revision", r.number},
          {"commit_message",
           r.commit_message.empty() ? json::value(nullptr) : json::value(r.commit_message)},
          {"valid", r.problems.empty()},
          {"date_created", iso_seconds(f.created_ms)},
          {"date_updated", iso_seconds(r.created_ms)}};
}

} // namespace

json::object flow_item_view(const std::string& root, const studio_flow& f) {
  auto out = common(f, f.newest());
  const auto url = url_of(root, f);
  out["url"] = url;
  out["webhook_url"] =
      root + "/studio/webhooks/v1/Accounts/" + std::string(account_sid) + "/Flows/" + f.sid;
  out["links"] =
      json::object{{"revisions", url + "/Revisions"}, {"executions", url + "/Executions"}};
  return out;
}

json::object flow_view(const std::string& root, const studio_flow& f) {
  auto out = flow_item_view(root, f);
  out["definition"] = parsed(f.newest().definition);
  out["errors"] = parsed(problems_json(f.newest().problems));
  out["warnings"] = json::array{};
  return out;
}

json::object revision_view(const std::string& root, const studio_flow& f, const flow_revision& r) {
  auto out = common(f, r);
  out["definition"] = parsed(r.definition);
  out["errors"] = parsed(problems_json(r.problems));
  out["url"] = url_of(root, f) + "/Revisions/" + std::to_string(r.number);
  return out;
}

json::object execution_view(const std::string& root, const studio_execution& e) {
  const auto url = root + "/studio/v2/Flows/" + e.flow_sid + "/Executions/" + e.sid;
  return {
      {"sid", e.sid},
      {"account_sid", account_sid},
      {"flow_sid", e.flow_sid},
      {"contact_channel_address", e.address},
      {"flow_version", e.revision},
      {"status", e.status},
      {"initiated_by", e.message_sid},
      {"date_created", iso_seconds(e.started_ms)},
      {"date_updated", iso_seconds(e.updated_ms)},
      {"url", url},
      {"links", json::object{{"steps", url + "/Steps"}, {"execution_context", url + "/Context"}}}};
}

json::object execution_summary(const studio_execution& e) {
  json::array path;
  for (const auto& name : e.path) path.emplace_back(name);
  return {{"sid", e.sid},
          {"flow_sid", e.flow_sid},
          {"revision", e.revision},
          {"conversation_sid", e.conversation_sid},
          {"message_sid", e.message_sid},
          {"address", e.address},
          {"path", std::move(path)},
          {"status", e.status},
          {"stuck", e.stuck},
          {"started_at", iso_millis(e.started_ms)}};
}

} // namespace flexcord::sandbox::twilio
