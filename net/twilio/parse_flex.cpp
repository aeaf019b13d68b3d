#include "net/twilio/parse_page.hpp"

namespace flexcord::net::twilio {

namespace json = boost::json;

namespace {

result<interaction> read_interaction(const json::object& o) {
  interaction i;
  i.sid = text_of(o, "sid");
  if (auto* channel = object_of(o, "channel")) i.channel_sid = text_of(*channel, "sid");
  auto* routing = object_of(o, "routing");
  auto* task = routing ? object_of(*routing, "properties") : nullptr;
  if (!task) return i;
  i.task_sid = text_of(*task, "sid");
  i.invite_sid = attribute(text_of(*task, "attributes"), "flexChannelInviteSid");
  return i;
}

result<channel_status> read_channel(const json::object& o) {
  channel_status s;
  s.status = text_of(o, "status");
  s.error_code = static_cast<int>(integer_of(o, "error_code", 0));
  s.error_message = text_of(o, "error_message");
  if (s.status.empty()) return not_as_promised("an interaction channel has no status");
  return s;
}

result<interaction_member> read_member(const json::object& o) {
  interaction_member m;
  m.sid = text_of(o, "sid");
  m.type = text_of(o, "type");
  if (auto* routing = object_of(o, "routing_properties")) {
    m.task_sid = text_of(*routing, "task_sid");
    m.worker_sid = text_of(*routing, "worker_sid");
  }
  return m;
}

result<task> read_task(const json::object& o) {
  task t{text_of(o, "sid"), text_of(o, "assignment_status"), text_of(o, "attributes"),
         text_of(o, "reason"), text_of(o, "task_queue_sid")};
  t.priority = integer_of(o, "priority", 0);
  t.ordered_by = text_of(o, "virtual_start_time");
  if (t.ordered_by.empty()) t.ordered_by = text_of(o, "date_created");
  return t;
}

result<worker> read_worker(const json::object& o) {
  worker w;
  w.sid = text_of(o, "sid");
  w.name = text_of(o, "friendly_name");
  auto attributes = text_of(o, "attributes");
  w.full_name = attribute(attributes, "full_name");
  // Flex keeps a worker's chat identity in its contact address.
  constexpr std::string_view scheme = "client:";
  auto contact = attribute(attributes, "contact_uri");
  if (contact.starts_with(scheme)) w.contact_identity = contact.substr(scheme.size());
  return w;
}

result<media_info> read_info(const json::object& o) {
  media_info m;
  m.sid = text_of(o, "sid");
  m.content_type = text_of(o, "content_type");
  m.filename = text_of(o, "filename");
  auto size = integer_of(o, "size", 0);
  m.size = size > 0 ? static_cast<std::uint64_t>(size) : 0;
  if (auto* links = object_of(o, "links"))
    m.direct_url = text_of(*links, "content_direct_temporary");
  return m;
}

} // namespace

result<interaction> parse_interaction(std::string_view body) { return one(body, read_interaction); }

result<channel_status> parse_channel(std::string_view body) { return one(body, read_channel); }

result<page<interaction_member>> parse_members(std::string_view body) {
  return many(body, "participants", read_member);
}

result<task> parse_task(std::string_view body) { return one(body, read_task); }

result<page<task>> parse_tasks(std::string_view body) { return many(body, "tasks", read_task); }

result<queue_figures> parse_queue_figures(std::string_view body) {
  auto value = parse_json(body);
  auto* o = value.if_object();
  if (!o) return not_as_promised("the answer is not a JSON object");
  const auto accepted = integer_of(*o, "reservations_accepted", -1);
  if (accepted < 0) return not_as_promised("the statistics have no reservations_accepted");
  return queue_figures{accepted};
}

result<worker> parse_worker(std::string_view body) { return one(body, read_worker); }

result<media_info> parse_media(std::string_view body) { return one(body, read_info); }

} // namespace flexcord::net::twilio
