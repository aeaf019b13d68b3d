#pragma once
// Names the fields of everything that is stored, for actors/codec's visitors: f("name", value) for
// each. A name, once released, keeps its meaning; a new field has a default that old records may
// lack. Enumerations are stored by number: append only.
#include "actors/announcements/command.hpp"
#include "actors/announcements/event.hpp"
#include "actors/announcements/state.hpp"

namespace flexcord::announcements {

// clang-format off
template <class F> void fields(F& f, content& x) { f("title", x.title); f("text", x.text); f("link", x.link); f("image", x.image); }
template <class F> void fields(F& f, item& x) { f("id", x.id); f("twin", x.twin); f("print", x.print); f("what", x.what); f("at", x.at); }

template <class F> void fields(F& f, recent_post& x) {
  f("id", x.id); f("print", x.print); f("post", x.post); f("message", x.message); f("at", x.at); f("edits", x.edits);
}
template <class F> void fields(F& f, feed& x) {
  f("url", x.url); f("since", x.since); f("etag", x.etag); f("last_modified", x.last_modified); f("title", x.title);
  f("link", x.link); f("seen", x.seen); f("recent", x.recent); f("gone", x.gone); f("reading", x.reading);
  f("failures", x.failures); f("generation", x.generation); f("next", x.next);
}
template <class F> void fields(F& f, used_key& x) { f("key", x.key); f("print", x.print); f("at", x.at); }
template <class F> void fields(F& f, draft& x) { f("id", x.id); f("by", x.by); f("what", x.what); f("at", x.at); f("done", x.done); f("ticket", x.ticket); }
template <class F> void fields(F& f, state& x) {
  f("next_order", x.next_order); f("next_draft", x.next_draft); f("feeds", x.feeds); f("keys", x.keys);
  f("drafts", x.drafts); f("waiting", x.waiting); f("last_message", x.last_message);
}
template <class F> void fields(F& f, order& x) {
  f("id", x.id); f("does", x.does); f("post", x.post); f("message", x.message); f("from", x.from); f("feed", x.feed);
  f("what", x.what);
}

// -- events: kept only as dead letters
template <class F> void fields(F&, started&) {}
template <class F> void fields(F& f, feed_read& x) {
  f("feed", x.feed); f("generation", x.generation); f("not_modified", x.not_modified); f("title", x.title);
  f("link", x.link); f("items", x.items); f("etag", x.etag); f("last_modified", x.last_modified);
}
template <class F> void fields(F& f, feed_failed& x) {
  f("feed", x.feed); f("generation", x.generation); f("gone", x.gone); f("retry_after", x.retry_after); f("reason", x.reason);
}
template <class F> void fields(F& f, hook_received& x) {
  f("ticket", x.ticket); f("key", x.key); f("seal", x.seal); f("print", x.print); f("what", x.what);
}
template <class F> void fields(F& f, announce_asked& x) {
  f("ticket", x.ticket); f("by", x.by); f("roles", x.roles); f("manager", x.manager); f("what_for", x.what_for);
  f("draft", x.draft); f("what", x.what);
}
template <class F> void fields(F& f, posted& x) { f("post", x.post); f("message", x.message); f("from", x.from); }
template <class F> void fields(F& f, crossposted& x) { f("post", x.post); }
template <class F> void fields(F& f, post_failed& x) { f("post", x.post); f("reason", x.reason); }
template <class F> void fields(F& f, timer_fired& x) { f("feed", x.feed); f("generation", x.generation); }
template <class F> void fields(F& f, edited& x) { f("post", x.post); }
template <class F> void fields(F& f, change_failed& x) { f("post", x.post); f("edit", x.edit); f("reason", x.reason); }
// clang-format on

/// The names under which the alternatives of `event` are stored, in order.
inline constexpr const char* event_names[] = {
    "started",     "feed_read",   "feed_failed", "hook_received", "announce_asked", "posted",
    "crossposted", "post_failed", "timer_fired", "edited",        "change_failed"};

} // namespace flexcord::announcements
