// What hooks and members ask to announce.
#include "actors/announcements/work.hpp"

namespace flexcord::announcements {

namespace {

bool may_announce(const rules& r, const announce_asked& e) {
  return e.manager ||
         (!r.role.empty() && std::find(e.roles.begin(), e.roles.end(), r.role) != e.roles.end());
}

void preview(work& w, const announce_asked& e) {
  if (e.what.title.empty() && e.what.text.empty())
    return w.out.how = outcome::refused, w.reply(e.ticket, answer::reply::empty);
  auto& drafts = w.now().drafts;
  // A member has one at a time.
  std::erase_if(drafts, [&](auto& d) { return d.by == e.by && !d.done; });
  if (drafts.size() >= open_drafts)
    return w.out.how = outcome::refused, w.reply(e.ticket, answer::reply::busy);
  auto id = std::to_string(w.now().next_draft++);
  drafts.push_back({id, e.by, e.what, w.c.now, false});
  w.reply(e.ticket, answer::reply::preview, id, e.what);
}

} // namespace

void take(work& w, const hook_received& e) {
  auto& keys = w.now().keys;
  std::erase_if(keys, [&](auto& k) { return w.c.now - k.at > one_day; });
  const auto key = e.key.empty() ? std::string{} : "k:" + e.key;
  const auto seal = "s:" + e.seal;
  for (const auto& k : keys)
    if (k.key == seal || (!key.empty() && k.key == key)) {
      w.out.how = outcome::refused;
      return w.reply(e.ticket,
                     k.print == e.print ? answer::reply::duplicate : answer::reply::conflict);
    }
  if (keys.size() + 2 > 2 * hook_calls || w.overloaded()) {
    w.out.how = outcome::refused;
    return w.reply(e.ticket, answer::reply::busy);
  }
  keys.push_back({seal, e.print, w.c.now});
  if (!key.empty()) keys.push_back({key, e.print, w.c.now});
  w.post(source::hook, {}, e.what);
  w.reply(e.ticket, answer::reply::accepted);
}

void take(work& w, const announce_asked& e) {
  using wish = announce_asked::wish;
  auto& drafts = w.now().drafts;
  std::erase_if(drafts, [&](auto& d) { return w.c.now - d.at > draft_life; });
  auto refuse = [&](answer::reply why) {
    w.out.how = outcome::refused;
    w.reply(e.ticket, why, e.draft);
  };
  // The role may have been taken away between preview and confirmation.
  if (!may_announce(w.rule(), e)) return refuse(answer::reply::not_allowed);
  if (e.what_for == wish::preview) return preview(w, e);
  const auto d = std::find_if(drafts.begin(), drafts.end(),
                              [&](auto& x) { return x.id == e.draft && x.by == e.by; });
  if (d == drafts.end()) return refuse(answer::reply::expired);
  if (d->done) return refuse(answer::reply::already);
  if (e.what_for == wish::cancel) {
    drafts.erase(d);
    return w.reply(e.ticket, answer::reply::cancelled, e.draft);
  }
  if (w.overloaded()) return refuse(answer::reply::busy);
  // It stays, so that a second press is told the truth; its text is needed no more.
  d->done = true;
  w.post(source::member, {}, std::exchange(d->what, {}));
  w.reply(e.ticket, answer::reply::announced, e.draft);
}

} // namespace flexcord::announcements
