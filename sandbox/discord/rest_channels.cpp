#include "sandbox/discord/objects.hpp"
#include "sandbox/discord/rest.hpp"

#include <algorithm>
#include <charconv>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

constexpr int most_listed = 100;

int limit_of(const net::http::incoming& in, form_errors& errors) {
  const auto text = in.query_value("limit");
  int limit = 50;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), limit);
  const bool number = text.empty() || (ec == std::errc() && end == text.data() + text.size());
  if (!number || limit < 1 || limit > most_listed)
    errors.add("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.");
  return limit;
}

reply list_messages(platform& p, const call& c) {
  auto* channel = p.w.find_channel(c.in.capture("c"));
  if (!channel) return unknown_channel();
  form_errors errors;
  auto limit = static_cast<std::size_t>(std::max(limit_of(c.in, errors), 1));
  if (!errors.empty()) return refuse(errors);
  const auto before = to_number(c.in.query_value("before"));
  const bool has_after = !c.in.query_value("after").empty();
  const auto after = to_number(c.in.query_value("after"));
  const auto around = to_number(c.in.query_value("around"));
  std::vector<const message*> all; // oldest first
  for (auto& [id, m] : channel->messages)
    if (m.ephemeral_to.empty()) all.push_back(&m);
  std::vector<const message*> picked;
  if (around != 0) {
    const auto at = std::find_if(all.begin(), all.end(), [&](auto* m) { return m->id >= around; });
    const auto index = static_cast<std::size_t>(at - all.begin());
    const auto first = index > limit / 2 ? index - limit / 2 : 0;
    for (auto i = first; i < all.size() && picked.size() < limit; ++i) picked.push_back(all[i]);
  } else if (has_after) {
    // The block right after the id, not the newest ones.
    for (auto* m : all)
      if (m->id > after && picked.size() < limit) picked.push_back(m);
  } else {
    for (auto* m : all)
      if (before == 0 || m->id < before) picked.push_back(m);
    if (picked.size() > limit)
      picked.erase(picked.begin(), picked.end() - static_cast<long>(limit));
  }
  json::array out;
  for (auto m = picked.rbegin(); m != picked.rend(); ++m) out.push_back(message_json(p.w, **m));
  return ok(std::move(out));
}

reply start_typing(platform& p, const call& c) {
  auto* channel = p.w.find_channel(c.in.capture("c"));
  if (!channel) return unknown_channel();
  p.typing(*channel, p.w.bot);
  return no_content();
}

} // namespace

void add_channel_routes(rest_table& t) {
  t.on("GET", "/channels/{c}", {bucket::other, "c"}, [](platform& p, const call& c) {
    auto* channel = p.w.find_channel(c.in.capture("c"));
    return channel ? ok(channel_json(p.w, *channel)) : unknown_channel();
  });
  // Closing a DM only hides it; it opens again by itself.
  t.on("DELETE", "/channels/{c}", {bucket::other, "c"}, [](platform& p, const call& c) {
    auto* channel = p.w.find_channel(c.in.capture("c"));
    if (!channel) return unknown_channel();
    if (!channel->is_dm()) return refuse(403, 50013, "Missing Permissions");
    return ok(channel_json(p.w, *channel));
  });
  t.on("POST", "/channels/{c}/typing", {bucket::typing, "c"}, start_typing);
  t.on("GET", "/channels/{c}/messages", {bucket::other, "c"}, list_messages);
  t.on("GET", "/channels/{c}/messages/{m}", {bucket::other, "c"}, [](platform& p, const call& c) {
    auto* channel = p.w.find_channel(c.in.capture("c"));
    if (!channel) return unknown_channel();
    auto* m = p.w.find_message(*channel, c.in.capture("m"));
    return m && m->ephemeral_to.empty() ? ok(message_json(p.w, *m)) : unknown_message();
  });
}

} // namespace flexcord::sandbox::discord
