#pragma once
#include "actors/announcements/machine.hpp"

#include <algorithm>
#include <utility>

/// What the parts of the machine share.
namespace flexcord::announcements {

/// A step that is being made.
struct work {
  step& out;
  const context& c;

  state& now() { return out.next; }
  const rules& rule() const { return c.rule; }

  feed* find(const std::string& url) {
    auto& all = out.next.feeds;
    const auto at = std::find_if(all.begin(), all.end(), [&](auto& f) { return f.url == url; });
    return at == all.end() ? nullptr : &*at;
  }
  void tell(note::kind what, const std::string& feed, std::uint64_t count = 0,
            std::string reason = {}) {
    out.notes.push_back({what, feed, count, std::move(reason)});
  }
  void reply(const std::string& ticket, answer::reply how, std::string draft = {},
             content what = {}) {
    out.answers.push_back({ticket, how, std::move(draft), std::move(what)});
  }
  bool overloaded() const { return out.next.waiting.size() >= waiting_posts; }
  /// Asks for a post; its id.
  std::int64_t post(source from, std::string feed, content what) {
    order o{.id = out.next.next_order++,
            .from = from,
            .feed = std::move(feed),
            .what = std::move(what)};
    o.post = o.id;
    out.next.waiting.insert(o.id);
    out.commands.push_back(std::move(o));
    return out.next.next_order - 1;
  }
  void stale() { out.how = outcome::stale; }
};

void take(work& w, const started& e);
void take(work& w, const feed_read& e);
void take(work& w, const feed_failed& e);
void take(work& w, const timer_fired& e);
void take(work& w, const posted& e);
void take(work& w, const crossposted& e);
void take(work& w, const post_failed& e);
void take(work& w, const edited& e);
void take(work& w, const change_failed& e);
void take(work& w, const hook_received& e);
void take(work& w, const announce_asked& e);

} // namespace flexcord::announcements
