#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/fields.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/scope.hpp"
#include "sandbox/twilio/views.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace flexcord::sandbox::twilio {

namespace {

constexpr std::size_t most_webhooks = 5;

// Scoped webhooks hear of what has happened, never of what is about to.
constexpr std::string_view known_filters[] = {
    "onMessageAdded",        "onMessageUpdated",      "onMessageRemoved",
    "onParticipantAdded",    "onParticipantUpdated",  "onParticipantRemoved",
    "onConversationUpdated", "onConversationRemoved", "onConversationStateUpdated",
    "onConversationAdded",   "onDeliveryUpdated"};

outcome<std::vector<std::string>> filters_field(const call& c) {
  auto filters = c.fields("Configuration.Filters");
  for (const auto& one : filters)
    if (std::find(std::begin(known_filters), std::end(known_filters), one) ==
        std::end(known_filters))
      return bad_request("Invalid webhook filter: " + one, 50365);
  return filters;
}

// Reads what was sent into `into`; what was not sent stays.
outcome<void> read_fields(const call& c, scoped_webhook& into) {
  if (auto url = c.field("Configuration.Url")) {
    if (!net::http::split_url(*url).valid)
      return bad_request("Invalid Configuration.Url parameter");
    into.url = *url;
  }
  if (c.field("Configuration.Method")) {
    auto method = method_field(c, "Configuration.Method");
    if (!method) return method.error();
    into.method = *method;
  }
  if (c.field("Configuration.Filters")) {
    auto filters = filters_field(c);
    if (!filters) return filters.error();
    into.filters = std::move(*filters);
  }
  if (auto triggers = c.fields("Configuration.Triggers"); !triggers.empty()) {
    if (triggers.size() > 5) return bad_request("More than 5 Configuration.Triggers");
    into.triggers = std::move(triggers);
  }
  if (auto flow = c.field("Configuration.FlowSid")) into.flow_sid = *flow;
  return {};
}

outcome<void> check(const scoped_webhook& h) {
  if (h.target == "studio")
    return is_sid(h.flow_sid, "FW")
               ? outcome<void>()
               : bad_request("Configuration.FlowSid must be a Studio flow's SID");
  if (h.url.empty()) return missing_field("Configuration.Url");
  if (h.target == "webhook" && h.filters.empty())
    return bad_request("Webhook filters cannot be empty", 50370);
  if (h.target == "trigger" && h.triggers.empty()) return missing_field("Configuration.Triggers");
  return {};
}

outcome<std::optional<std::int64_t>> replay_field(const call& c) {
  auto text = c.field("Configuration.ReplayAfter");
  if (!text || text->empty()) return std::optional<std::int64_t>();
  std::int64_t value = 0;
  auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size())
    return bad_request("Invalid Configuration.ReplayAfter parameter");
  return std::optional(value);
}

void create(world& w, const call& c, conversation& found) {
  scoped_webhook made;
  auto target = c.field("Target");
  if (!target) return c.refuse(missing_field("Target"));
  if (*target != "webhook" && *target != "trigger" && *target != "studio")
    return c.refuse(bad_request("Invalid Target parameter"));
  made.target = *target;
  if (auto read = read_fields(c, made); !read) return c.refuse(read.error());
  if (auto good = check(made); !good) return c.refuse(good.error());
  auto after = replay_field(c);
  if (!after) return c.refuse(after.error());
  if (found.state == "closed")
    return c.refuse(bad_request("Conversation is closed: webhooks cannot be added", 50377));
  if (found.webhooks.size() >= most_webhooks)
    return c.refuse(bad_request("Conversation has 5 webhooks already"));
  made.sid = new_sid("WH");
  made.created_ms = made.updated_ms = w.host.now_ms();
  found.webhooks.push_back(std::move(made));
  const auto& added = found.webhooks.back();
  c.answer(201, view(c.root, found, added));
  if (*after) w.chats.replay(found, added, **after);
}

void update(world& w, const call& c, conversation& found, scoped_webhook& h) {
  auto changed = h;
  if (auto read = read_fields(c, changed); !read) return c.refuse(read.error());
  if (auto good = check(changed); !good) return c.refuse(good.error());
  changed.updated_ms = w.host.now_ms();
  h = std::move(changed);
  c.answer(200, view(c.root, found, h));
}

using webhook_handler = std::function<void(world&, const call&, conversation&, scoped_webhook&)>;

api_handler in_webhook(webhook_handler handle) {
  return in_conversation(
      [handle = std::move(handle)](world& w, const call& c, conversation& found) {
        auto* h = talks::find_webhook(found, c.captured("webhook"));
        if (!h || h->legacy) return c.not_found();
        handle(w, c, found, *h);
      });
}

void list(world&, const call& c, conversation& found) {
  std::vector<listed> items;
  // Those of Programmable Chat are listed there.
  for (std::size_t i = 0; i < found.webhooks.size(); ++i)
    if (!found.webhooks[i].legacy)
      items.push_back({static_cast<std::int64_t>(i),
                       [&c, &found, i] { return view(c.root, found, found.webhooks[i]); }});
  answer_page(c, "webhooks", std::move(items), most_webhooks);
}

} // namespace

scoped_webhook* talks::find_webhook(conversation& c, std::string_view sid) {
  auto at = std::find_if(c.webhooks.begin(), c.webhooks.end(),
                         [&](const scoped_webhook& h) { return h.sid == sid; });
  return at == c.webhooks.end() ? nullptr : &*at;
}

std::vector<net::http::route> webhook_routes(const std::shared_ptr<world>& w) {
  std::vector<net::http::route> out;
  for (const auto& base : conversation_bases()) {
    auto all = base + "/Conversations/{conversation}/Webhooks";
    auto one = all + "/{webhook}";
    out.push_back(api_route(w, "POST", all, in_conversation(create)));
    out.push_back(api_route(w, "GET", all, in_conversation(list)));
    out.push_back(api_route(
        w, "GET", one, in_webhook([](world&, const call& c, conversation& in, scoped_webhook& h) {
          c.answer(200, view(c.root, in, h));
        })));
    out.push_back(api_route(w, "POST", one, in_webhook(update)));
    out.push_back(
        api_route(w, "DELETE", one,
                  in_webhook([](world&, const call& c, conversation& in, scoped_webhook& h) {
                    in.webhooks.erase(in.webhooks.begin() + (&h - in.webhooks.data()));
                    c.no_content();
                  })));
  }
  return out;
}

} // namespace flexcord::sandbox::twilio
