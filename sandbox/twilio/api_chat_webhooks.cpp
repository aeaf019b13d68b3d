// Programmable Chat v2: the webhooks of one channel. They may ask for retries.
#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/chat_views.hpp"
#include "sandbox/twilio/fields.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/scope.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/value.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace {

constexpr std::size_t most_webhooks = 5;

constexpr std::string_view known_filters[] = {
    "onMessageSent",      "onMessageUpdated", "onMessageRemoved",
    "onMediaMessageSent", "onMemberAdded",    "onMemberUpdated",
    "onMemberRemoved",    "onChannelUpdated", "onChannelDestroyed"};

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
  if (auto filters = c.fields("Configuration.Filters"); !filters.empty()) {
    for (const auto& one : filters)
      if (std::find(std::begin(known_filters), std::end(known_filters), one) ==
          std::end(known_filters))
        return bad_request("Invalid webhook filter: " + one, 50365);
    into.filters = std::move(filters);
  }
  if (auto triggers = c.fields("Configuration.Triggers"); !triggers.empty()) {
    if (triggers.size() > 5) return bad_request("More than 5 Configuration.Triggers");
    into.triggers = std::move(triggers);
  }
  auto retries = number_field(c, "Configuration.RetryCount", 0, 3);
  if (!retries) return retries.error();
  if (*retries) into.retries = static_cast<int>(**retries);
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

void create(world& w, const call& c, conversation& found) {
  scoped_webhook made;
  made.legacy = true;
  made.target = c.field("Type").value_or("");
  if (made.target != "webhook" && made.target != "trigger" && made.target != "studio")
    return c.refuse(bad_request("Type must be webhook, trigger or studio"));
  if (auto read = read_fields(c, made); !read) return c.refuse(read.error());
  if (auto good = check(made); !good) return c.refuse(good.error());
  if (found.webhooks.size() >= most_webhooks)
    return c.refuse(bad_request("Channel has 5 webhooks already"));
  made.sid = new_sid("WH");
  made.created_ms = made.updated_ms = w.host.now_ms();
  found.webhooks.push_back(std::move(made));
  c.answer(201, chat_view(c.root, found, found.webhooks.back()));
}

using webhook_handler = std::function<void(world&, const call&, conversation&, scoped_webhook&)>;

api_handler in_webhook(webhook_handler handle) {
  return in_chat_channel(
      [handle = std::move(handle)](world& w, const call& c, conversation& found) {
        auto* h = talks::find_webhook(found, c.captured("webhook"));
        if (!h || !h->legacy) return c.not_found();
        handle(w, c, found, *h);
      });
}

void fetch(world&, const call& c, conversation& found, scoped_webhook& h) {
  c.answer(200, chat_view(c.root, found, h));
}

void update(world& w, const call& c, conversation& found, scoped_webhook& h) {
  auto changed = h;
  if (auto read = read_fields(c, changed); !read) return c.refuse(read.error());
  if (auto good = check(changed); !good) return c.refuse(good.error());
  changed.updated_ms = w.host.now_ms();
  h = std::move(changed);
  c.answer(200, chat_view(c.root, found, h));
}

void remove(world&, const call& c, conversation& found, scoped_webhook& h) {
  found.webhooks.erase(found.webhooks.begin() + (&h - found.webhooks.data()));
  c.no_content();
}

void list(world&, const call& c, conversation& found) {
  std::vector<listed> items;
  for (std::size_t i = 0; i < found.webhooks.size(); ++i)
    if (found.webhooks[i].legacy)
      items.push_back({static_cast<std::int64_t>(i),
                       [&c, &found, i] { return chat_view(c.root, found, found.webhooks[i]); }});
  answer_page(c, "webhooks", std::move(items), most_webhooks);
}

} // namespace

std::vector<net::http::route> chat_webhook_routes(const std::shared_ptr<world>& w) {
  const auto all = chat_path("/Channels/{channel}/Webhooks");
  const auto one = all + "/{webhook}";
  std::vector<net::http::route> out;
  out.push_back(api_route(w, "POST", all, in_chat_channel(create)));
  out.push_back(api_route(w, "GET", all, in_chat_channel(list)));
  out.push_back(api_route(w, "GET", one, in_webhook(fetch)));
  out.push_back(api_route(w, "POST", one, in_webhook(update)));
  out.push_back(api_route(w, "DELETE", one, in_webhook(remove)));
  return out;
}

} // namespace flexcord::sandbox::twilio
