// How feeds are read, and which of their entries become posts.
#include "actors/announcements/texts.hpp"
#include "actors/announcements/work.hpp"

#include <set>
#include <string_view>

namespace flexcord::announcements {

namespace {

void arm_at(work& w, feed& f, millis due) {
  f.next = due;
  w.out.armed.push_back({f.url, ++f.generation, due});
}

void read_now(work& w, feed& f) {
  // While Discord takes nothing, there is no use in finding more.
  if (w.overloaded()) return arm_at(w, f, w.c.now + w.rule().interval);
  f.reading = true;
  w.out.reads.push_back({f.url, ++f.generation, f.etag, f.last_modified});
}

/// Entries of one read without repeats (of those with the same id, or link and title, the first),
/// the oldest first: by date, then by their place. Feeds list the newest first, unless their dates
/// say the opposite. Undated ones count as of now.
std::vector<const item*> in_order(const std::vector<item>& all, millis now) {
  std::vector<const item*> order;
  std::set<std::string_view> met;
  millis first = 0, last = 0;
  for (const auto& i : all) {
    const bool repeated = met.contains(i.id) || (!i.twin.empty() && met.contains(i.twin));
    met.insert(i.id);
    if (!i.twin.empty()) met.insert(i.twin);
    if (repeated) continue;
    order.push_back(&i);
    if (i.at == 0) continue;
    if (first == 0) first = i.at;
    last = i.at;
  }
  if (first >= last) std::reverse(order.begin(), order.end());
  auto when = [now](const item* i) { return i->at == 0 ? now : i->at; };
  std::stable_sort(order.begin(), order.end(), [&](auto* a, auto* b) { return when(a) < when(b); });
  return order;
}

/// Remembers what is in the feed, and forgets the longest unseen beyond the limit. Nothing changes
/// when all of it was known.
void remember(feed& f, const std::vector<item>& items) {
  std::set<std::string_view> there;
  std::vector<std::string> keys;
  for (const auto& i : items)
    for (const auto* key : {&i.id, &i.twin})
      if (!key->empty() && there.insert(*key).second) keys.push_back(*key);
  const std::set<std::string_view> known(f.seen.begin(), f.seen.end());
  if (std::all_of(keys.begin(), keys.end(), [&](auto& k) { return known.contains(k); })) return;
  std::vector<std::string> all;
  for (const auto& k : f.seen)
    if (!there.contains(k)) all.push_back(k);
  // An entry has an id and mostly a twin.
  const auto most = std::max(2 * remembered_ids, keys.size());
  if (all.size() + keys.size() > most)
    all.erase(all.begin(),
              all.begin() + static_cast<std::ptrdiff_t>(all.size() + keys.size() - most));
  all.insert(all.end(), keys.begin(), keys.end());
  f.seen = std::move(all);
}

/// An entry that was told already and says something else now.
void correct(work& w, feed& f, const item& i) {
  const auto r =
      std::find_if(f.recent.begin(), f.recent.end(), [&](auto& p) { return p.id == i.id; });
  if (r == f.recent.end() || r->print == i.print || r->edits >= most_edits ||
      w.c.now - r->at > one_day)
    return;
  if (r->message.empty()) {
    // Not out yet. The next read must bring the whole document again, so that this is seen then.
    f.etag.clear();
    f.last_modified.clear();
    return;
  }
  r->print = i.print;
  ++r->edits;
  w.out.commands.push_back({.id = w.now().next_order++,
                            .does = order::action::edit_post,
                            .post = r->post,
                            .message = r->message,
                            .from = source::feed,
                            .feed = f.url,
                            .what = i.what});
}

void announce(work& w, feed& f, const item& i) {
  const auto id = w.post(source::feed, f.url, i.what);
  f.recent.push_back({i.id, i.print, id, {}, w.c.now, 0});
  if (f.recent.size() > recent_posts) f.recent.erase(f.recent.begin());
}

void take_items(work& w, feed& f, const std::vector<item>& items) {
  const std::set<std::string_view> known(f.seen.begin(), f.seen.end());
  std::vector<const item*> fresh;
  std::uint64_t old = 0;
  for (const auto* i : in_order(items, w.c.now)) {
    const bool same_id = known.contains(i->id);
    const bool twin = !i->twin.empty() && known.contains(i->twin);
    if (same_id) correct(w, f, *i);
    if (same_id || twin) continue;
    // Clocks and time zones of feeds are often wrong; a day is allowed for that.
    if (i->at != 0 && i->at < f.since - one_day)
      ++old;
    else
      fresh.push_back(i);
  }
  if (old > 0) w.tell(note::kind::old, f.url, old);
  std::size_t first = 0;
  if (const auto most = std::max<std::size_t>(w.rule().burst, 1); fresh.size() > most) {
    // The newest are told; the line about the older ones comes before them.
    first = fresh.size() - most;
    content line;
    line.title = f.title;
    line.text = rest_line(w.rule().language, first);
    line.link = f.link.empty() ? f.url : f.link;
    w.post(source::rest, f.url, std::move(line));
    w.tell(note::kind::burst, f.url, first);
  }
  for (auto n = first; n < fresh.size(); ++n) announce(w, f, *fresh[n]);
}

/// The feed whose answer this is; nothing when it is not waited for any more.
template <class Event>
feed* waiting_for(work& w, const Event& e) {
  auto* f = w.find(e.feed);
  if (f && f->reading && f->generation == e.generation) return f;
  w.stale();
  return nullptr;
}

} // namespace

void take(work& w, const started&) {
  std::vector<feed> feeds;
  for (const auto& url : w.rule().feeds) {
    if (std::any_of(feeds.begin(), feeds.end(), [&](auto& f) { return f.url == url; })) continue;
    auto* known = w.find(url);
    feeds.push_back(known ? std::move(*known) : feed{.url = url});
  }
  w.now().feeds = std::move(feeds);
  for (auto& f : w.now().feeds) {
    const bool anew = f.gone || f.since == 0 || f.reading;
    f.gone = f.reading = false;
    if (anew || f.next <= w.c.now)
      read_now(w, f);
    else
      arm_at(w, f, std::min(f.next, w.c.now + longest_retry_after));
  }
}

void take(work& w, const timer_fired& e) {
  auto* f = w.find(e.feed);
  if (!f || f->reading || f->gone || f->generation != e.generation) return w.stale();
  read_now(w, *f);
}

void take(work& w, const feed_read& e) {
  auto* f = waiting_for(w, e);
  if (!f) return;
  f->reading = false;
  f->failures = 0;
  std::erase_if(f->recent, [&](auto& r) { return w.c.now - r.at > one_day; });
  if (!e.not_modified) {
    f->title = e.title;
    f->link = e.link;
    f->etag = e.etag;
    f->last_modified = e.last_modified;
    if (f->since == 0) {
      f->since = w.c.now;
      w.tell(note::kind::first_read, f->url, e.items.size());
    } else {
      take_items(w, *f, e.items);
    }
    remember(*f, e.items);
  }
  arm_at(w, *f, w.c.now + w.rule().interval);
}

void take(work& w, const feed_failed& e) {
  auto* f = waiting_for(w, e);
  if (!f) return;
  f->reading = false;
  ++f->failures;
  if (e.gone) {
    f->gone = true;
    f->next = 0;
    return w.tell(note::kind::gone, f->url, f->failures, e.reason);
  }
  auto wait = w.rule().interval;
  const auto most = std::max(longest_backoff, wait);
  for (auto n = 1u; n < f->failures && wait < most; ++n) wait = std::min(wait * 2, most);
  wait = std::max(wait, std::clamp<millis>(e.retry_after, 0, longest_retry_after));
  w.tell(note::kind::failing, f->url, f->failures, e.reason);
  arm_at(w, *f, w.c.now + wait);
}

void take(work& w, const posted& e) {
  if (w.now().waiting.erase(e.post) == 0) return w.stale();
  // They go out one after the other, so the last is the newest.
  w.now().last_message = e.message;
  for (auto& f : w.now().feeds)
    for (auto& r : f.recent)
      if (r.post == e.post) r.message = e.message;
  if (w.rule().crosspost)
    w.out.commands.push_back({.id = w.now().next_order++,
                              .does = order::action::crosspost,
                              .post = e.post,
                              .message = e.message,
                              .from = e.from});
}

void take(work& w, const crossposted&) { w.out.how = outcome::ignored; }

void take(work& w, const edited&) { w.out.how = outcome::ignored; }

void take(work& w, const change_failed& e) {
  std::string where;
  for (auto& f : w.now().feeds) {
    const auto r =
        std::find_if(f.recent.begin(), f.recent.end(), [&](auto& p) { return p.post == e.post; });
    if (r == f.recent.end()) continue;
    where = f.url;
    // Somebody deleted it, or it may not be changed: that will be so the next time, too.
    if (e.edit) f.recent.erase(r);
  }
  w.tell(note::kind::change_failed, where, 1, e.reason);
}

void take(work& w, const post_failed& e) {
  if (w.now().waiting.erase(e.post) == 0) return w.stale();
  std::string where;
  for (auto& f : w.now().feeds)
    if (std::erase_if(f.recent, [&](auto& r) { return r.post == e.post; }) > 0) where = f.url;
  w.tell(note::kind::post_failed, where, 1, e.reason);
}

} // namespace flexcord::announcements
