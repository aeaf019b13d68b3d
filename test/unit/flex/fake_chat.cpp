#include "test/unit/flex/fake_twilio.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace flexcord::test {

namespace {

using namespace net::http;
namespace json = boost::json;

response reply(int status, const json::value& v) {
  return {status, {{"Content-Type", "application/json"}}, json::serialize(v)};
}
response refuse(int status, int code) {
  return reply(status, json::object{{"code", code}, {"status", status}});
}
response page(const char* name, json::array items) {
  return reply(200, json::object{{name, std::move(items)},
                                 {"meta", json::object{{"next_page_url", nullptr}}}});
}
std::string field(const incoming& req, const char* name) {
  auto form = parse_form(req.body);
  return std::string(form_value(form, name));
}

json::object show(const fake_channel& c) {
  return {{"sid", c.sid}, {"attributes", c.attributes}, {"date_created", c.created}};
}
json::object show(const fake_channel& c, std::size_t i) {
  auto& m = c.messages[i];
  json::object o{{"sid", m.sid},
                 {"channel_sid", c.sid},
                 {"from", m.author},
                 {"body", m.body},
                 {"index", i},
                 {"attributes", m.attributes},
                 {"media", nullptr},
                 {"type", "text"},
                 {"date_created", c.created},
                 {"date_updated", c.created}};
  if (!m.media.empty())
    o["media"] = json::object{
        {"sid", m.media}, {"size", 3}, {"content_type", "image/png"}, {"filename", "a.png"}};
  return o;
}

response users(fake_state& s, const incoming& req, const std::vector<std::string>& at) {
  if (req.method == "POST") {
    auto identity = field(req, "Identity");
    if (s.users.contains(identity)) return refuse(409, 50201);
    s.users[identity] = field(req, "FriendlyName");
    return reply(201, json::object{{"sid", "US-" + identity}, {"identity", identity}});
  }
  auto found = s.users.find(at[4]);
  if (found == s.users.end()) return refuse(404, 20404);
  if (at.size() == 5)
    return reply(200, json::object{{"sid", "US-" + at[4]}, {"friendly_name", found->second}});
  json::array all;
  for (auto& c : s.channels)
    if (std::ranges::find(c.members, at[4]) != c.members.end())
      all.push_back(json::object{{"channel_sid", c.sid}, {"status", "joined"}});
  return page("channels", std::move(all));
}

response make_channel(fake_state& s, const incoming& req) {
  for (auto needed : {"FlexFlowSid", "Identity", "ChatUserFriendlyName", "ChatFriendlyName"})
    if (field(req, needed).empty()) return refuse(400, 20001);
  fake_channel c;
  c.sid = s.new_id("CH");
  c.created = "2025-10-09T08:53:20Z"; // the tests' now
  c.attributes = json::serialize(
      json::object{{"from", field(req, "Target")}, {"status", "ACTIVE"}, {"channel_type", "web"}});
  c.members = {field(req, "Identity")};
  s.users.try_emplace(c.members[0], field(req, "ChatUserFriendlyName"));
  s.channels.push_back(c);
  return reply(201, json::object{{"sid", c.sid}, {"flex_flow_sid", "FO1"}});
}

response messages(fake_state& s, fake_channel& c, const incoming& req, const std::string& sid) {
  if (req.method == "GET" && sid.empty()) {
    json::array all;
    for (std::size_t i = 0; i < c.messages.size(); ++i) all.push_back(show(c, i));
    if (req.query_value("Order") == "desc") std::reverse(all.begin(), all.end());
    return page("messages", std::move(all));
  }
  if (sid.empty()) {
    if (field(req, "Body") == "unacceptable") return refuse(400, 50399);
    c.messages.push_back({s.new_id("IM"), field(req, "From"), field(req, "Body"),
                          field(req, "Attributes"), field(req, "MediaSid"),
                          field(req, "DateCreated")});
    auto& made = c.messages.back();
    if (req.headers.get("X-Twilio-Webhook-Enabled") == "true") s.flow[made.sid] = made.body;
    return reply(201, show(c, c.messages.size() - 1));
  }
  auto found = std::ranges::find(c.messages, sid, &fake_message::sid);
  if (found == c.messages.end()) return refuse(404, 20404);
  if (req.method == "DELETE") {
    c.messages.erase(found);
    return {204, {}, {}};
  }
  if (req.method == "POST") found->body = field(req, "Body");
  return reply(200, show(c, static_cast<std::size_t>(found - c.messages.begin())));
}

response webhooks(fake_state& s, fake_channel& c, const incoming& req, const std::string& sid) {
  auto show_hook = [](const auto& w) {
    return json::object{{"sid", w.first}, {"configuration", json::object{{"url", w.second}}}};
  };
  if (req.method == "DELETE")
    return c.webhooks.erase(sid) ? response{204, {}, {}} : refuse(404, 20404);
  if (req.method == "POST")
    return reply(
        201, show_hook(*c.webhooks.emplace(s.new_id("WH"), field(req, "Configuration.Url")).first));
  json::array all;
  for (auto& w : c.webhooks) all.push_back(show_hook(w));
  return page("webhooks", std::move(all));
}

} // namespace

response serve_chat(fake_state& s, const incoming& req, const std::vector<std::string>& at) {
  if (at[0] == "v1") return make_channel(s, req);
  if (at.size() < 4) return refuse(404, 20404);
  if (at[3] == "Users") return users(s, req, at);
  auto* c = at.size() > 4 ? s.channel(at[4]) : nullptr;
  if (!c) return refuse(404, 20404);
  if (at.size() == 5) {
    if (req.method == "POST") c->attributes = field(req, "Attributes");
    return reply(200, show(*c));
  }
  const auto sid = at.size() > 6 ? at[6] : std::string{};
  if (at[5] == "Messages") return messages(s, *c, req, sid);
  if (at[5] == "Webhooks") return webhooks(s, *c, req, sid);
  json::array all;
  for (auto& m : c->members) all.push_back(json::object{{"sid", "MB-" + m}, {"identity", m}});
  return page("members", std::move(all));
}

std::vector<std::string> chat_tasks(const fake_state& s) {
  std::vector<std::string> all;
  for (auto& t : s.tasks)
    all.push_back(json::serialize(
        json::object{{"sid", t.sid},
                     {"assignment_status", t.assignment},
                     {"task_queue_sid", "WQ1"},
                     {"date_created", "2026-01-02T03:04:05Z"},
                     {"attributes", json::serialize(json::object{{"channelSid", t.channel}})}}));
  return all;
}

response end_chat_task(fake_state& s, const incoming& req, const std::string& sid) {
  auto found = std::ranges::find(s.tasks, sid, &fake_task::sid);
  if (found == s.tasks.end()) return refuse(404, 20404);
  const auto wanted = field(req, "AssignmentStatus");
  const bool taken = found->assignment == "assigned" || found->assignment == "wrapping";
  const bool waits = found->assignment == "pending" || found->assignment == "reserved";
  if ((wanted == "completed" && !taken) || (wanted == "canceled" && !waits))
    return refuse(400, 20001);
  found->assignment = wanted;
  return reply(200, json::object{{"sid", sid}});
}

} // namespace flexcord::test
