#pragma once
#include "actors/announcements/machine.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

/// The announcements machine with the little world around it: its rules, its clock, and what it
/// asked for so far. Include before the CAF test headers.
namespace flexcord::test {

namespace ann = flexcord::announcements;

constexpr ann::millis minute = 60'000, hour = 60 * minute, day = 24 * hour;
constexpr auto url = "https://site.example/feed";

inline ann::item entry(const std::string& name, ann::millis at = 0, const std::string& text = "") {
  return {
      .id = "id:" + name,
      .twin = "twin:" + name,
      .print = "print:" + name + text,
      .what = {"Title " + name, text.empty() ? "Text" : text, "https://site.example/" + name, {}},
      .at = at};
}

struct announcer {
  ann::rules rules{.feeds = {url}, .interval = 5 * minute};
  ann::millis now = 1'000 * day;
  ann::state state;
  ann::step last;
  std::vector<ann::order> asked; ///< every order so far

  const ann::step& happens(const ann::event& e) {
    last = advance(state, e, {rules, now});
    state = last.next;
    asked.insert(asked.end(), last.commands.begin(), last.commands.end());
    return last;
  }
  const ann::feed& feed(const std::string& which = url) const {
    static const ann::feed none;
    for (auto& f : state.feeds)
      if (f.url == which) return f;
    return none;
  }
  /// Lets the feed's timer fire; true when the feed is being read then.
  bool due(const std::string& which = url) {
    now = std::max(now, feed(which).next);
    happens(ann::timer_fired{which, feed(which).generation});
    return feed(which).reading;
  }
  /// The feed is read, now or at its next time, and holds these, in this order.
  const ann::step& reads(std::vector<ann::item> items, const std::string& which = url,
                         const std::string& etag = "") {
    if (!feed(which).reading) due(which);
    return happens(ann::feed_read{.feed = which,
                                  .generation = feed(which).generation,
                                  .title = "Site",
                                  .link = "https://site.example/",
                                  .items = std::move(items),
                                  .etag = etag});
  }
  /// Titles of the posts asked for since the last call.
  std::string posts() {
    std::string out;
    for (; shown_ < asked.size(); ++shown_) {
      auto& o = asked[shown_];
      if (o.does != ann::order::action::post) continue;
      if (!out.empty()) out += ", ";
      out += o.from == ann::source::rest ? o.what.text : o.what.title;
    }
    return out;
  }
  /// The kinds and counts of the last step's notes.
  std::string notes() const {
    std::string out;
    for (auto& n : last.notes)
      out += (out.empty() ? "" : ", ") + std::string{to_string(n.what)} + ' ' +
             std::to_string(n.count);
    return out;
  }
  std::string reply() const {
    return last.answers.empty() ? "none" : to_string(last.answers.front().how);
  }

private:
  std::size_t shown_ = 0;
};

} // namespace flexcord::test
