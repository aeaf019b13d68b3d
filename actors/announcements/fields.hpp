#pragma once
// Names the fields of everything that is stored, for actors/field_codec's visitors: f("name",
// value) for each. A name, once released, keeps its meaning; a new field has a default that old
// records may lack. Enumerations are stored by number: append only.
#include "actors/announcements/command.hpp"
#include "actors/announcements/state.hpp"

namespace flexcord::announcements {

// clang-format off
template <class F> void fields(F& f, content& x) { f("title", x.title); f("text", x.text); f("link", x.link); f("image", x.image); }
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
// clang-format on

} // namespace flexcord::announcements
