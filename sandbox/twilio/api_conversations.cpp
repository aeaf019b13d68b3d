#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/fields.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/scope.hpp"
#include "sandbox/twilio/times.hpp"
#include "sandbox/twilio/views.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/value.hpp>

namespace flexcord::sandbox::twilio {

namespace {

// A duration field of at least `least` ms; 0 when it was not sent.
outcome<std::int64_t> timer_field(const call& c, std::string_view name, std::int64_t least) {
  auto text = c.field(name);
  if (!text || text->empty()) return outcome<std::int64_t>(0);
  if (!c.field("State")) return bad_request("Timers can be set only together with State", 50382);
  auto ms = parse_duration(*text);
  if (!ms || *ms < least)
    return bad_request("Invalid parameter " + std::string(name) + ": not a duration, or too short");
  return outcome<std::int64_t>(*ms);
}

// Reads what create and update have in common into `into`.
outcome<void> read_fields(const call& c, conversation& into) {
  auto friendly = text_field(c, "FriendlyName", 256);
  if (!friendly) return friendly.error();
  auto attributes = attributes_field(c, 16 * 1024);
  if (!attributes) return attributes.error();
  auto inactive = timer_field(c, "Timers.Inactive", 60'000);
  if (!inactive) return inactive.error();
  auto closed = timer_field(c, "Timers.Closed", 600'000);
  if (!closed) return closed.error();
  auto created = date_field(c, "DateCreated");
  if (!created) return created.error();
  auto updated = date_field(c, "DateUpdated");
  if (!updated) return updated.error();
  if (*friendly) into.friendly_name = **friendly;
  if (*attributes) into.attributes = **attributes;
  if (auto sid = c.field("MessagingServiceSid")) into.messaging_service_sid = *sid;
  if (*inactive > 0) into.inactive_after_ms = *inactive;
  if (*closed > 0) into.closed_after_ms = *closed;
  if (*created) into.created_ms = **created;
  if (*updated) into.updated_ms = **updated;
  return {};
}

outcome<std::string> state_field(const call& c) {
  auto state = c.field("State").value_or("");
  if (!state.empty() && state != "active" && state != "inactive" && state != "closed")
    return bad_request("Invalid State parameter");
  return state;
}

void create(world& w, const call& c) {
  conversation made;
  auto state = state_field(c);
  if (!state) return c.refuse(state.error());
  if (*state == "closed")
    return c.refuse(bad_request("Conversation cannot be created closed", 50384));
  if (!state->empty()) made.state = *state;
  if (auto read = read_fields(c, made); !read) return c.refuse(read.error());
  made.unique_name = c.field("UniqueName").value_or("");
  made.created_by = account_sid;
  auto added = w.chats.create(std::move(made), by_rest(c));
  if (!added) return c.refuse(added.error());
  c.answer(201, view(c.root, **added));
}

void update(world& w, const call& c, conversation& found) {
  auto state = state_field(c);
  if (!state) return c.refuse(state.error());
  if (found.state == "closed")
    return c.refuse(bad_request("Conversation is closed and cannot be changed", 50377));
  auto changed = found;
  if (auto read = read_fields(c, changed); !read) return c.refuse(read.error());
  if (auto name = c.field("UniqueName"); name) {
    if (auto renamed = w.chats.rename(found, *name); !renamed) return c.refuse(renamed.error());
    changed.unique_name = *name;
  }
  found = std::move(changed);
  // New timers count from now.
  if (c.field("Timers.Inactive") || c.field("Timers.Closed"))
    found.last_activity_ms = w.host.now_ms();
  w.chats.arm_timers(found);
  w.chats.changed(found, by_rest(c));
  if (!state->empty()) (void)w.chats.set_state(found, *state, "API", by_rest(c));
  if (auto updated = date_field(c, "DateUpdated"); updated && *updated)
    found.updated_ms = **updated;
  c.answer(200, view(c.root, found));
}

void list(world& w, const call& c) {
  auto state = c.in.query_value("State");
  std::vector<listed> items;
  for (const auto& [sid, one] : w.chats.all()) {
    if (!state.empty() && one.state != state) continue;
    auto day = iso_seconds(one.created_ms).substr(0, 10);
    if (auto from = c.in.query_value("StartDate"); !from.empty() && day < from.substr(0, 10))
      continue;
    if (auto to = c.in.query_value("EndDate"); !to.empty() && day > to.substr(0, 10)) continue;
    items.push_back({one.serial, [&c, &one = one] { return view(c.root, one); }});
  }
  answer_page(c, "conversations", std::move(items), 100);
}

// Participants of an address or identity, over all conversations.
void memberships(world& w, const call& c) {
  auto identity = c.in.query_value("Identity"), address = c.in.query_value("Address");
  if (identity.empty() == address.empty())
    return c.refuse(bad_request("Exactly one of Identity and Address is required"));
  std::vector<listed> items;
  for (const auto& [sid, one] : w.chats.all())
    for (const auto& p : one.participants) {
      if (identity.empty() ? p.address != address : p.identity != identity) continue;
      items.push_back({one.serial, [&w, &c, &one = one, &p] {
                         auto* u = w.chats.find_user(p.identity);
                         return membership_view(c.root, one, p, u ? u->sid : std::string());
                       }});
    }
  answer_page(c, "conversations", std::move(items), 50);
}

} // namespace

std::vector<net::http::route> conversation_routes(const std::shared_ptr<world>& w) {
  std::vector<net::http::route> out;
  for (const auto& base : conversation_bases()) {
    out.push_back(api_route(w, "POST", base + "/Conversations", create));
    out.push_back(api_route(w, "GET", base + "/Conversations", list));
    out.push_back(api_route(w, "GET", base + "/ParticipantConversations", memberships));
    auto one = base + "/Conversations/{conversation}";
    out.push_back(
        api_route(w, "GET", one, in_conversation([](world&, const call& c, conversation& found) {
                    c.answer(200, view(c.root, found));
                  })));
    out.push_back(api_route(w, "POST", one, in_conversation(update)));
    out.push_back(api_route(w, "DELETE", one,
                            in_conversation([](world& all, const call& c, conversation& found) {
                              all.chats.erase(std::string(found.sid), by_rest(c));
                              c.no_content();
                            })));
  }
  return out;
}

} // namespace flexcord::sandbox::twilio
