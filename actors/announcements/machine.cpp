#include "actors/announcements/machine.hpp"

#include "actors/announcements/work.hpp"

#include <iterator>
#include <variant>

namespace flexcord::announcements {

namespace {

/// Of the alternatives of `event`, in order.
constexpr const char* event_names[] = {
    "started",     "feed_read",   "feed_failed", "hook_received", "announce_asked", "posted",
    "crossposted", "post_failed", "timer_fired", "edited",        "change_failed"};
static_assert(std::size(event_names) == std::variant_size_v<event>);

/// Whether two states differ in nothing but what a new process begins anew.
bool same_lasting(const feed& a, const feed& b) {
  return a.url == b.url && a.since == b.since && a.etag == b.etag &&
         a.last_modified == b.last_modified && a.title == b.title && a.link == b.link &&
         a.gone == b.gone && a.recent == b.recent && a.seen == b.seen;
}

bool same_lasting(const state& a, const state& b) {
  return a.next_order == b.next_order && a.next_draft == b.next_draft && a.waiting == b.waiting &&
         a.keys == b.keys && a.drafts == b.drafts && a.last_message == b.last_message &&
         std::equal(a.feeds.begin(), a.feeds.end(), b.feeds.begin(), b.feeds.end(),
                    [](auto& x, auto& y) { return same_lasting(x, y); });
}

} // namespace

step advance(const state& s, const event& e, const context& c) {
  step out{.next = s};
  work w{out, c};
  std::erase_if(out.next.drafts, [&](auto& d) { return c.now - d.at > draft_life; });
  std::visit([&](auto& what) { take(w, what); }, e);
  out.worth_storing = !out.commands.empty() || !same_lasting(out.next, s);
  return out;
}

const char* name_of(const event& e) { return event_names[e.index()]; }

const char* to_string(note::kind k) {
  constexpr const char* names[] = {"first-read", "failing",     "gone",         "burst",
                                   "old",        "post-failed", "change-failed"};
  return names[static_cast<std::size_t>(k)];
}

const char* to_string(answer::reply r) {
  constexpr const char* names[] = {"accepted",  "duplicate", "conflict",  "busy",    "preview",
                                   "announced", "already",   "cancelled", "expired", "not-allowed",
                                   "empty",     "replayed",  "too-many"};
  return names[static_cast<std::size_t>(r)];
}

} // namespace flexcord::announcements
