#include "actors/desk_view/news.hpp"
#include "actors/edge/case_desk.hpp"

#include <caf/send.hpp>

#include <algorithm>

/// Open pages and what is new for them. A question is answered once, so each is held until there is
/// something to say, and the browser asks again.
namespace flexcord::actors {
namespace {

constexpr auto hold_for = std::chrono::seconds(10); // real time: it guards a connection
constexpr std::uint32_t ask_again = 250, ask_again_when_full = 5000; // milliseconds

net::http::response stream_of(std::string events) {
  return desk_response(200, desk::data_headers("text/event-stream"), std::move(events));
}

} // namespace

struct case_desk_state::held {
  net::http::responder answer;
  case_visit visit;
  desk::cursor after;
  bool waits = false;
  std::string talk; ///< the conversation of the case, once known
  bool reading = false, again = false, done = false;
  net::timer_handle timer;
};

case_desk_state::case_desk_state(worker_actor::pointer self,
                                 std::shared_ptr<const case_desk_tools> tools,
                                 journal_actor journal, cases_actor cases,
                                 std::shared_ptr<case_desk_state*> address)
    : self_(self),
      tools_(std::move(tools)),
      journal_(std::move(journal)),
      cases_(std::move(cases)) {
  *address = this; // written before any route can ask for it: the server starts later
}

case_desk_state::~case_desk_state() {
  tools_->bell->waiting(0);
  for (auto& h : held_)
    if (!h->done) h->answer(stream_of(desk::live_start(ask_again_when_full) + desk::live_beat()));
}

worker_actor::behavior_type case_desk_state::make_behavior() {
  return {[](const job& j) { (*j.run)(); }};
}

void case_desk_state::follow(net::http::responder answer, case_visit visit,
                             std::optional<desk::cursor> after, bool waits) {
  if (held_.size() >= most_held) {
    tools_->numbers->webhook_reject("/case/events", "full");
    waits = false;
  }
  auto h = std::make_shared<held>(
      held{std::move(answer), std::move(visit), after.value_or(desk::cursor{}), waits, {}});
  if (waits) {
    held_.push_back(h);
    tools_->bell->waiting(held_.size());
    worker_actor me{self_};
    h->timer = tools_->rt->after_real(hold_for, [this, me, weak = std::weak_ptr(h)] {
      caf::anon_send(me, job{std::make_shared<std::function<void()>>([this, weak] {
                       if (auto late = weak.lock())
                         release(late, desk::live_start(ask_again) + desk::live_beat());
                     })});
    });
  }
  look_for_news(std::move(h));
}

void case_desk_state::look_for_news(std::shared_ptr<held> h) {
  h->reading = true;
  h->again = false;
  auto told = [this, h](const std::shared_ptr<found>& f) {
    h->reading = false;
    if (h->done) return;
    if (!f) { // erased: nothing more will come, and a 204 tells the browser so
      return release(h, {});
    }
    if (auto news = desk_view::news_after(h->after, *f); !news.empty())
      return release(h, desk::live_start(ask_again) + news);
    if (!h->waits) { // the id alone makes the next question one that waits
      const auto pause = held_.size() >= most_held ? ask_again_when_full : ask_again;
      return release(h, desk::live_start(pause) + "id: " + desk::cursor_text(h->after) + "\n\n");
    }
    // What was committed while it was not known which conversation to listen to.
    const bool learnt = h->talk != f->facts.talk;
    h->talk = f->facts.talk;
    if (learnt || h->again) look_for_news(h);
  };
  read_case(h->visit.number, depth::news, h->after.entry, told, [this, h] {
    h->reading = false;
    release(h, desk::live_start(ask_again_when_full) + desk::live_beat());
  });
}

void case_desk_state::release(const std::shared_ptr<held>& h, std::string events) {
  if (std::exchange(h->done, true)) return;
  h->timer.cancel();
  if (events.empty())
    h->answer(204);
  else
    h->answer(stream_of(std::move(events)));
  held_.remove(h);
  tools_->bell->waiting(held_.size());
}

void case_desk_state::rang(const std::vector<std::string>& keys) {
  auto about = [&](const held& h) {
    return std::ranges::any_of(keys, [&](const std::string& k) {
      return k == h.talk || k == cases::record_key(h.visit.number);
    });
  };
  std::vector<std::shared_ptr<held>> found_some;
  for (auto& h : held_)
    if (about(*h)) found_some.push_back(h);
  for (auto& h : found_some) {
    if (h->reading)
      h->again = true;
    else
      look_for_news(h);
  }
}

} // namespace flexcord::actors
