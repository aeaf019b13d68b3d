#include "sandbox/core/core_impl.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace json = boost::json;

namespace flexcord::sandbox {

namespace {

constexpr std::size_t most_events = 50'000;
constexpr std::size_t most_answered = 1'000;
constexpr std::size_t most_waiters = 256;

} // namespace

json::object to_json(const world_event& e) {
  return {{"n", e.n}, {"at", e.at}, {"kind", e.kind}, {"data", e.data}};
}

std::uint64_t core::impl::happened(std::string kind, json::object data) {
  events.push_back({next_event++, clock.now_ms(), std::move(kind), std::move(data)});
  if (events.size() > most_events) events.pop_front();
  const auto e = events.back();
  for (auto& w : watchers) w(e);
  if (!live.empty()) {
    const auto text = json::serialize(to_json(e));
    for (auto& c : live) c->send_text(text);
  }
  // Answered from the loop, so that what happens together is told together.
  if (!waiters.empty()) rt.post([this] { answer_waiters(); });
  return e.n;
}

json::object core::impl::events_after(std::uint64_t since) const {
  json::array list;
  auto first = std::upper_bound(events.begin(), events.end(), since,
                                [](std::uint64_t n, const world_event& e) { return n < e.n; });
  auto next = since;
  for (; first != events.end() && list.size() < most_answered; ++first) {
    list.push_back(to_json(*first));
    next = first->n;
  }
  return {{"events", std::move(list)}, {"next", next}};
}

void core::impl::answer_waiters() {
  for (auto w = waiters.begin(); w != waiters.end();) {
    if (!anything_after(w->since)) {
      ++w;
      continue;
    }
    answer_json(w->out, 200, events_after(w->since));
    w = waiters.erase(w);
  }
}

void core::impl::wait_for_events(std::uint64_t since, std::int64_t timeout_ms,
                                 net::http::responder out) {
  if (anything_after(since) || timeout_ms <= 0 || waiters.size() >= most_waiters) {
    answer_json(out, 200, events_after(since));
    return;
  }
  const auto id = next_waiter++;
  auto timeout = rt.after(std::chrono::milliseconds(timeout_ms), [this, id] {
    auto w = std::find_if(waiters.begin(), waiters.end(), [id](auto& x) { return x.id == id; });
    if (w == waiters.end()) return;
    answer_json(w->out, 200, events_after(w->since));
    waiters.erase(w);
  });
  waiters.push_back({id, since, std::move(out), std::move(timeout)});
}

net::websocket::handlers core::impl::follow(std::shared_ptr<net::websocket::connection> c) {
  live.push_back(c);
  net::websocket::handlers h;
  // By address only: the handler must not keep its own connection alive.
  h.on_closed = [this, p = c.get()](const net::websocket::close_info&) {
    live.remove_if([p](auto& x) { return x.get() == p; });
  };
  return h;
}

void core::impl::reset() {
  clock.forget();
  faults.reset();
  requests.clear();
  events.clear();
  for (auto& f : forgets) f();
}

} // namespace flexcord::sandbox
