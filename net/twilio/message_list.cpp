#include "net/twilio/message_list.hpp"
#include "net/twilio/time.hpp"

#include <algorithm>

namespace flexcord::net::twilio {

namespace {

/// Oldest first, each once: a page that shifts while it is read shows a message twice.
std::vector<message> in_order(std::vector<message> all, std::int64_t after_index) {
  std::erase_if(all, [after_index](const message& m) { return m.index <= after_index; });
  std::stable_sort(all.begin(), all.end(),
                   [](const message& a, const message& b) { return a.index < b.index; });
  auto same = [](const message& a, const message& b) { return a.index == b.index; };
  all.erase(std::unique(all.begin(), all.end(), same), all.end());
  return all;
}

/// True for a page that runs from new to old and reaches what is known already.
bool reaches(const std::vector<message>& page, std::int64_t index) {
  if (page.empty()) return true;
  return page.front().index >= page.back().index && page.back().index <= index;
}

} // namespace

void read_messages_after(const requester& r, const message_place& where, std::int64_t after_index,
                         rest::callback<std::vector<message>> done) {
  // With a known position the news are at the end of the list, so it is read from there.
  bool from_start = after_index < 0;
  auto order = from_start ? "?Order=asc&PageSize=100" : "?Order=desc&PageSize=100";
  std::function<bool(const std::vector<message>&)> enough;
  if (!from_start) enough = [after_index](const auto& page) { return reaches(page, after_index); };
  auto finish = [after_index, done = std::move(done)](result<std::vector<message>> all) {
    if (!all) return done(std::move(all));
    done(in_order(std::move(*all), after_index));
  };
  fetch_all<message>(r.calls, where.base, r.get(where.base, where.path + order, "list messages"),
                     parse_messages, finish, std::move(enough));
}

void read_newest_messages(const requester& r, const message_place& where, int count,
                          rest::callback<std::vector<message>> done) {
  auto query = "?Order=desc&PageSize=" + std::to_string(std::clamp(count, 1, 100));
  auto enough = [seen = std::size_t(0), count](const std::vector<message>& page) mutable {
    seen += page.size();
    return page.empty() || seen >= static_cast<std::size_t>(std::max(count, 0));
  };
  auto finish = [count, done = std::move(done)](result<std::vector<message>> read) {
    if (!read) return done(std::move(read));
    auto all = in_order(std::move(*read), -1);
    std::reverse(all.begin(), all.end());
    if (all.size() > static_cast<std::size_t>(std::max(count, 0)))
      all.resize(static_cast<std::size_t>(std::max(count, 0)));
    done(std::move(all));
  };
  fetch_all<message>(r.calls, where.base, r.get(where.base, where.path + query, "list messages"),
                     parse_messages, finish, enough);
}

void set_heard(call& c, bool heard) {
  c.request.headers.set("X-Twilio-Webhook-Enabled", heard ? "true" : "false");
}

http::form message_form(const new_message& m, const char* author) {
  http::form form;
  auto add = [&form](const char* name, const std::string& value) {
    if (!value.empty()) form.emplace_back(name, value);
  };
  add(author, m.author);
  add("Body", m.body);
  add("Attributes", m.attributes);
  add("MediaSid", m.media_sid);
  if (m.created_ms > 0) add("DateCreated", format_time(m.created_ms));
  return form;
}

} // namespace flexcord::net::twilio
