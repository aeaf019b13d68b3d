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
  return reply(status, json::object{{"code", code}, {"status", status}, {"message", "no"}});
}
response page(const char* name, json::array items) {
  return reply(200,
               json::object{{name, std::move(items)},
                            {"meta", json::object{{"next_page_url", nullptr}, {"key", name}}}});
}

std::vector<std::string> split(const std::string& path) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < path.size();) {
    auto end = std::min(path.find('/', at + 1), path.size());
    parts.push_back(path.substr(at + 1, end - at - 1));
    at = end;
  }
  return parts;
}

std::string field(const incoming& req, const char* name) {
  auto form = parse_form(req.body);
  return std::string(form_value(form, name));
}

json::object show(const fake_conversation& c) {
  return {{"sid", c.sid}, {"unique_name", c.name}, {"state", c.state}};
}
json::object show(const fake_conversation& c, std::size_t i) {
  auto& m = c.messages[i];
  json::object o{{"sid", m.sid},
                 {"conversation_sid", c.sid},
                 {"author", m.author},
                 {"body", m.body},
                 {"attributes", m.attributes},
                 {"index", i},
                 {"date_created", m.date.empty() ? "2026-01-02T03:04:05Z" : m.date},
                 {"date_updated", "2026-01-02T03:04:05Z"},
                 {"media", nullptr}};
  if (!m.media.empty())
    o["media"] = json::array{json::object{
        {"sid", m.media}, {"size", 3}, {"content_type", "image/png"}, {"filename", "a.png"}}};
  return o;
}
json::object show_task(const fake_interaction& i) {
  auto parsed = json::parse(i.attributes.empty() ? "{}" : i.attributes);
  auto& o = parsed.as_object();
  o["conversationSid"] = i.conversation;
  o["flexInteractionSid"] = i.sid;
  o["flexInteractionChannelSid"] = i.channel;
  return {{"sid", i.task},
          {"assignment_status", i.assignment},
          {"task_queue_sid", "WQ1"},
          {"date_created", "2026-01-02T03:04:05Z"},
          {"attributes", json::serialize(o)}};
}

response messages(fake_state& s, fake_conversation& c, const incoming& req,
                  const std::string& sid) {
  if (req.method == "GET") {
    json::array all;
    for (std::size_t i = 0; i < c.messages.size(); ++i) all.push_back(show(c, i));
    if (req.query_value("Order") == "desc") std::reverse(all.begin(), all.end());
    return page("messages", std::move(all));
  }
  if (sid.empty()) {
    if (c.state == "closed") return refuse(400, 50377);
    if (field(req, "Body").find("unacceptable") != std::string::npos) return refuse(400, 50399);
    c.messages.push_back({s.new_id("IM"), field(req, "Author"), field(req, "Body"),
                          field(req, "Attributes"), field(req, "MediaSid"),
                          field(req, "DateCreated")});
    return reply(201, show(c, c.messages.size() - 1));
  }
  auto found = std::ranges::find(c.messages, sid, &fake_message::sid);
  if (found == c.messages.end()) return refuse(404, 20404);
  if (req.method == "DELETE") {
    c.messages.erase(found);
    return {204, {}, {}};
  }
  found->body = field(req, "Body");
  return reply(200, show(c, static_cast<std::size_t>(found - c.messages.begin())));
}

response conversations(fake_state& s, const incoming& req, const std::vector<std::string>& at) {
  if (at.size() == 4) {
    auto name = field(req, "UniqueName");
    if (s.find(name)) return refuse(409, 50353);
    s.conversations.push_back(
        {s.new_id("CH"), name, "active", field(req, "Attributes"), {}, {}, {}});
    return reply(201, show(s.conversations.back()));
  }
  auto* c = s.find(at[4]);
  if (!c) return refuse(404, 20404);
  if (at.size() == 5) {
    if (req.method == "POST") c->state = field(req, "State");
    return reply(200, show(*c));
  }
  if (at[5] == "Messages") return messages(s, *c, req, at.size() > 6 ? at[6] : std::string{});
  const bool people = at[5] == "Participants";
  auto& list = people ? c->identities : c->webhooks;
  if (req.method == "GET") {
    json::array all;
    for (auto& x : list)
      if (people)
        all.push_back(json::object{{"sid", "MB-" + x}, {"identity", x}, {"attributes", "{}"}});
      else
        all.push_back(json::object{{"sid", "WH1"}, {"configuration", json::object{{"url", x}}}});
    return page(people ? "participants" : "webhooks", std::move(all));
  }
  auto added = field(req, people ? "Identity" : "Configuration.Url");
  if (people && std::ranges::find(list, added) != list.end()) return refuse(409, 50433);
  list.push_back(added);
  return reply(201, json::object{{"sid", s.new_id("X")}, {"identity", added}});
}

response interactions(fake_state& s, const incoming& req, const std::vector<std::string>& at) {
  if (at.size() == 2) {
    auto channel = json::parse(field(req, "Channel"));
    auto routing = json::parse(field(req, "Routing"));
    fake_interaction i;
    i.sid = s.new_id("KD");
    i.channel = s.new_id("UO");
    i.task = s.new_id("WT");
    i.conversation = channel.at("properties").at("media_channel_sid").as_string();
    i.attributes = json::serialize(routing.at("properties").at("attributes"));
    s.interactions.push_back(i);
    return reply(200, json::object{{"sid", i.sid},
                                   {"channel", json::object{{"sid", i.channel}}},
                                   {"routing", json::object{{"properties", show_task(i)}}}});
  }
  auto* i = at.size() > 4 ? s.interaction_of(at[4]) : nullptr;
  if (!i) return refuse(404, 20404);
  if (at.size() == 5 && req.method == "POST") {
    i->status = field(req, "Status");
    i->assignment = "completed";
    if (auto* c = s.find(i->conversation)) c->state = "closed";
  } else if (at.size() == 5 && i->status == "setup" && ++i->polls > s.polls_to_active) {
    i->status = s.settled;
  }
  if (at.size() == 5) return reply(200, json::object{{"sid", i->channel}, {"status", i->status}});
  if (at[5] == "Invites") {
    ++i->invites;
    return reply(201, json::object{{"sid", s.new_id("KG")}});
  }
  json::array all;
  for (auto& m : s.members)
    all.push_back(json::object{
        {"sid", "UT1"},
        {"type", m.type},
        {"routing_properties", json::object{{"task_sid", m.task}, {"worker_sid", m.worker}}}});
  return page("participants", std::move(all));
}

response workspaces(fake_state& s, const incoming& req, const std::vector<std::string>& at) {
  if (at[3] == "Workers") {
    auto found = at.size() > 4 ? s.workers.find(at[4]) : s.workers.end();
    if (found == s.workers.end()) return refuse(404, 20404);
    return {200, {}, found->second};
  }
  if (req.method == "POST") return end_chat_task(s, req, at.back());
  if (at[3] == "TaskQueues")
    return s.accepted < 0 ? refuse(404, 20404)
                          : reply(200, json::object{{"reservations_accepted", s.accepted}});
  json::array all;
  for (int i = 0; i < s.ahead && !req.query_value("TaskQueueSid").empty(); ++i)
    all.push_back(json::object{{"sid", "WT-other-" + std::to_string(i)},
                               {"assignment_status", "pending"},
                               {"date_created", "2026-01-02T03:04:00Z"}});
  for (auto& i : s.interactions) all.push_back(show_task(i));
  for (auto& t : chat_tasks(s)) all.push_back(json::parse(t));
  for (auto& t : all)
    if (at.size() > 4 && t.at("sid").as_string() == at[4]) return reply(200, t);
  return at.size() > 4 ? refuse(404, 20404) : page("tasks", std::move(all));
}

} // namespace

response serve(fake_state& s, const incoming& req) {
  auto at = split(req.path);
  for (auto& [what, status] : s.refusals) {
    auto space = what.find(' ');
    if (req.method == what.substr(0, space) &&
        req.path.find(what.substr(space + 1)) != req.path.npos)
      return refuse(status, status == 404 ? 20404 : 20001);
  }
  if (at.size() > 1 && (at[0] == "v2" || at[1] == "Channels")) return serve_chat(s, req, at);
  if (at.size() > 1 && at[1] == "Interactions") return interactions(s, req, at);
  if (at.size() > 3 && at[1] == "Workspaces") return workspaces(s, req, at);
  if (at.size() > 3 && at[3] == "Conversations") return conversations(s, req, at);
  if (at.size() > 4 && at[3] == "Users") {
    auto found = s.users.find(at[4]);
    if (found == s.users.end()) return refuse(404, 20404);
    return reply(200, json::object{{"sid", "US1"}, {"friendly_name", found->second}});
  }
  if (at.size() > 3 && at[3] == "Media") {
    auto sid = s.new_id("ME");
    s.media[sid] = req.body;
    return reply(201, json::object{{"sid", sid}, {"content_type", "image/png"}});
  }
  return refuse(404, 20404);
}

} // namespace flexcord::test
