#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/fields.hpp"
#include "sandbox/twilio/scope.hpp"
#include "sandbox/twilio/views.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/value.hpp>

#include <charconv>

namespace flexcord::sandbox::twilio {

namespace {

using participant_handler = std::function<void(world&, const call&, conversation&, participant&)>;

api_handler in_participant(participant_handler handle) {
  return in_conversation(
      [handle = std::move(handle)](world& w, const call& c, conversation& found) {
        auto* p = talks::find_participant(found, c.captured("participant"));
        if (!p) return c.not_found();
        handle(w, c, found, *p);
      });
}

outcome<void> read_fields(const call& c, participant& into) {
  auto attributes = attributes_field(c, 4 * 1024);
  if (!attributes) return attributes.error();
  auto created = date_field(c, "DateCreated");
  if (!created) return created.error();
  if (*attributes) into.attributes = **attributes;
  if (*created) into.created_ms = **created;
  if (auto role = c.field("RoleSid")) into.role = *role;
  if (auto index = c.field("LastReadMessageIndex"); index && !index->empty()) {
    std::int64_t value = 0;
    auto [end, error] = std::from_chars(index->data(), index->data() + index->size(), value);
    if (error != std::errc{} || end != index->data() + index->size() || value < 0)
      return bad_request("Invalid LastReadMessageIndex parameter");
    into.last_read_index = value;
  }
  if (auto at = c.field("LastReadTimestamp")) into.last_read_timestamp = *at;
  return {};
}

void create(world& w, const call& c, conversation& found) {
  participant made;
  auto identity = text_field(c, "Identity", 256);
  if (!identity) return c.refuse(identity.error());
  made.identity = identity->value_or("");
  made.address = c.field("MessagingBinding.Address").value_or("");
  made.proxy_address = c.field("MessagingBinding.ProxyAddress").value_or("");
  made.projected_address = c.field("MessagingBinding.ProjectedAddress").value_or("");
  if (made.identity.empty() && made.address.empty() && made.projected_address.empty())
    return c.refuse(bad_request("Either Identity or MessagingBinding must be given"));
  if (auto read = read_fields(c, made); !read) return c.refuse(read.error());
  auto added = w.chats.add_participant(found, std::move(made), by_rest(c));
  if (!added) return c.refuse(added.error());
  c.answer(201, view(c.root, found, **added));
}

void update(world& w, const call& c, conversation& found, participant& p) {
  auto changed = p;
  if (auto read = read_fields(c, changed); !read) return c.refuse(read.error());
  p = std::move(changed);
  w.chats.participant_changed(found, p, by_rest(c));
  c.answer(200, view(c.root, found, p));
}

void list(world&, const call& c, conversation& found) {
  std::vector<listed> items;
  for (std::size_t i = 0; i < found.participants.size(); ++i)
    items.push_back({static_cast<std::int64_t>(i),
                     [&c, &found, i] { return view(c.root, found, found.participants[i]); }});
  answer_page(c, "participants", std::move(items), 100);
}

} // namespace

std::vector<net::http::route> participant_routes(const std::shared_ptr<world>& w) {
  std::vector<net::http::route> out;
  for (const auto& base : conversation_bases()) {
    auto all = base + "/Conversations/{conversation}/Participants";
    auto one = all + "/{participant}";
    out.push_back(api_route(w, "POST", all, in_conversation(create)));
    out.push_back(api_route(w, "GET", all, in_conversation(list)));
    out.push_back(api_route(
        w, "GET", one, in_participant([](world&, const call& c, conversation& in, participant& p) {
          c.answer(200, view(c.root, in, p));
        })));
    out.push_back(api_route(w, "POST", one, in_participant(update)));
    out.push_back(api_route(
        w, "DELETE", one,
        in_participant([](world& world_, const call& c, conversation& in, participant& p) {
          world_.chats.remove_participant(in, std::string(p.sid), by_rest(c));
          c.no_content();
        })));
  }
  return out;
}

} // namespace flexcord::sandbox::twilio
