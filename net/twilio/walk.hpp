#pragma once
#include "net/twilio/caller.hpp"
#include "net/twilio/parse.hpp"

/// Reading lists page by page.
namespace flexcord::net::twilio {

/// True when `url` has the origin of `base` and lies below its path: credentials may be sent there.
bool same_service(std::string_view base, std::string_view url);

/// A parse failure that also says which call it was.
template <class T>
result<T> named(result<T> r, const std::string& what) {
  if (r) return r;
  auto f = r.error();
  f.detail = what + ": " + f.detail;
  return f;
}

/// One list being read, all pages of it. `enough` may end it early.
template <class T>
struct walk {
  std::shared_ptr<caller> calls;
  std::string base;
  call next;
  result<page<T>> (*parse)(std::string_view) = nullptr;
  std::function<bool(const std::vector<T>&)> enough;
  std::function<void(result<std::vector<T>>)> done;
  std::vector<T> items;
  int pages = 0;
};

/// A service that never ends a list is given up on after this many pages.
constexpr int most_pages = 2000;

template <class T>
void step(std::shared_ptr<walk<T>> w) {
  w->calls->send(w->next, [w](result<http::response> r) {
    if (!r) return w->done(r.error());
    auto read = named(w->parse(r->body), w->next.what);
    if (!read) return w->done(read.error());
    bool last = read->next_url.empty() || (w->enough && w->enough(read->items));
    for (auto& item : read->items) w->items.push_back(std::move(item));
    if (last) return w->done(std::move(w->items));
    auto refuse = [&](const char* why) {
      w->done(failure{failure_kind::malformed, 0, 0, std::nullopt, w->next.what + ": " + why});
    };
    if (!same_service(w->base, read->next_url))
      return refuse("next_page_url leads to another service");
    if (++w->pages >= most_pages) return refuse("the list does not end");
    w->next.request.url = read->next_url;
    step(w);
  });
}

template <class T>
void fetch_all(std::shared_ptr<caller> calls, std::string base, call first,
               result<page<T>> (*parse)(std::string_view),
               std::function<void(result<std::vector<T>>)> done,
               std::function<bool(const std::vector<T>&)> enough = {}) {
  auto w = std::make_shared<walk<T>>();
  w->calls = std::move(calls);
  w->base = std::move(base);
  w->next = std::move(first);
  w->parse = parse;
  w->enough = std::move(enough);
  w->done = std::move(done);
  step(w);
}

} // namespace flexcord::net::twilio
