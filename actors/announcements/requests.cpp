// What hooks and members ask to announce.
#include "actors/announcements/work.hpp"

namespace flexcord::announcements {

namespace {

void preview(work& w, const announce_asked& e) {
  if (e.what.title.empty() && e.what.text.empty())
    return w.out.how = outcome::refused, w.reply(e.ticket, answer::reply::empty);
  auto& drafts = w.now().drafts;
  // The same wish again, since the one who brings it does not know that it was taken.
  for (const auto& d : drafts)
    if (!e.ticket.empty() && d.ticket == e.ticket && d.by == e.by)
      return d.done ? w.reply(e.ticket, answer::reply::already, d.id)
                    : w.reply(e.ticket, answer::reply::preview, d.id, d.what);
  // A member has one at a time.
  std::erase_if(drafts, [&](auto& d) { return d.by == e.by && !d.done; });
  if (drafts.size() >= open_drafts)
    return w.out.how = outcome::refused, w.reply(e.ticket, answer::reply::busy);
  auto id = std::to_string(w.now().next_draft++);
  drafts.push_back({id, e.by, e.what, w.c.now, false, e.ticket});
  w.reply(e.ticket, answer::reply::preview, id, e.what);
}

} // namespace

bool may_announce(const rules& r, const std::vector<std::string>& roles, bool manager) {
  return manager ||
         (!r.role.empty() && std::find(roles.begin(), roles.end(), r.role) != roles.end());
}

void take(work& w, const hook_received& e) {
  auto& keys = w.now().keys;
  std::erase_if(keys, [&](auto& k) { return w.c.now - k.at > one_day; });
  const auto key = e.key.empty() ? std::string{} : "k:" + e.key;
  const auto seal = "s:" + e.seal;
  auto refuse = [&](answer::reply why) {
    w.out.how = outcome::refused;
    w.reply(e.ticket, why);
  };
  auto used = [&](const std::string& name) {
    return std::find_if(keys.begin(), keys.end(), [&](auto& k) { return k.key == name; });
  };
  // Who names a key may repeat the whole call, seal and all.
  if (!key.empty())
    if (const auto k = used(key); k != keys.end())
      return refuse(k->print == e.print ? answer::reply::duplicate : answer::reply::conflict);
  if (used(seal) != keys.end()) return refuse(answer::reply::replayed);
  if (keys.size() + 2 > 2 * hook_calls) return refuse(answer::reply::too_many);
  if (w.overloaded()) return refuse(answer::reply::busy);
  keys.push_back({seal, e.print, w.c.now});
  if (!key.empty()) keys.push_back({key, e.print, w.c.now});
  w.post(source::hook, {}, e.what);
  w.reply(e.ticket, answer::reply::accepted);
}

void take(work& w, const announce_asked& e) {
  using wish = announce_asked::wish;
  auto& drafts = w.now().drafts;
  auto refuse = [&](answer::reply why) {
    w.out.how = outcome::refused;
    w.reply(e.ticket, why, e.draft);
  };
  // The role may have been taken away between preview and confirmation.
  if (!may_announce(w.rule(), e.roles, e.manager)) return refuse(answer::reply::not_allowed);
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
