#include "actors/announcements/announcements_actor.hpp"

#include <algorithm>

namespace flexcord::actors {
namespace {

namespace ann = announcements;

/// A feed's address as logs show it: what follows '?' may be a secret.
std::string shown(const std::string& url) { return url.substr(0, url.find_first_of("?#")); }

const char* outcome_of(const ann::event& read) {
  if (auto* f = std::get_if<ann::feed_failed>(&read)) return f->gone ? "gone" : "failed";
  return std::get<ann::feed_read>(read).not_modified ? "not_modified" : "read";
}

/// What became of an order, for counts.
const char* outcome_of(const ann::order& o, const channel_outcome& how) {
  if (!how.reason.empty()) return "refused";
  constexpr const char* names[] = {"posted", "edited", "crossposted"};
  return names[static_cast<std::size_t>(o.does)];
}

ann::event event_of(const ann::order& o, const channel_outcome& how) {
  using action = ann::order::action;
  const bool failed = !how.reason.empty();
  if (o.does == action::post && failed) return ann::post_failed{o.post, how.reason};
  if (o.does == action::post) return ann::posted{o.post, how.message, o.from};
  if (failed) return ann::change_failed{o.post, o.does == action::edit_post, how.reason};
  if (o.does == action::edit_post) return ann::edited{o.post};
  return ann::crossposted{o.post};
}

} // namespace

announcements_state::announcements_state(worker_actor::pointer self, journal_actor journal,
                                         announcement_tools tools,
                                         std::shared_ptr<announcements_state*> address)
    : self_(self), in_turn_(turns_of(worker_actor{self})), tools_(std::move(tools)) {
  keeping_.core.how = tools_.how;
  keeping_.journal = std::move(journal);
  keeping_.now = tools_.now;
  keeping_.numbers = tools_.numbers;
  keeping_.component = "announcements";
  keeping_.perform = [this](const std::string&, const order& o, bool maybe_done) {
    perform(o, maybe_done);
  };
  keeping_.loaded = [this] {
    if (leads()) take({{}, tools_.now(), 0, {}, ann::started{}});
  };
  *address = this; // written before anybody can ask for it: the server starts later
}

worker_actor::behavior_type announcements_state::make_behavior() {
  book_ = std::make_unique<book>(self_, std::string{ann::record_key}, keeping_);
  return {[](const job& j) { (*j.run)(); }};
}

void announcements_state::ask(ann::event what, const std::string& trace, told then) {
  take({{}, tools_.now(), 0, trace, std::move(what)}, std::move(then));
}

void announcements_state::take(happening e, told then) {
  const auto* kind = ann::name_of(e.what);
  book_->take(std::move(e),
              [this, kind, then = std::move(then)](const caf::error& why, const ann::effects& out) {
                if (why) { // the keeper or the journal has logged it
                  if (then) then(std::nullopt);
                  return;
                }
                tools_.numbers->announcement_event(kind, to_string(out.how));
                act(out);
                if (!then) return;
                if (out.answers.empty()) return then(std::nullopt);
                then(out.answers.front());
              });
}

void announcements_state::act(const ann::effects& out) {
  for (const auto& r : out.reads) read(r);
  for (const auto& a : out.armed) arm(a);
  for (const auto& n : out.notes) tell(n);
}

void announcements_state::read(const ann::read_feed& wanted) {
  tools_.read(wanted, [this, in_turn = in_turn_](ann::event got) {
    in_turn([this, got = std::move(got)]() mutable {
      const auto* how = outcome_of(got);
      take({{}, tools_.now(), 0, {}, std::move(got)},
           [this, how](const auto&) { tools_.numbers->feed_read(how); });
    });
  });
}

void announcements_state::arm(const ann::arm& a) {
  const auto pause = std::max<conversation::millis>(0, a.due - tools_.now());
  timers_[a.feed] = tools_.after(std::chrono::milliseconds(pause), [this, a, in_turn = in_turn_] {
    in_turn([this, a] { take({{}, tools_.now(), 0, {}, ann::timer_fired{a.feed, a.generation}}); });
  });
}

void announcements_state::tell(const ann::note& n) const {
  using kind = ann::note::kind;
  const bool expected = n.what == kind::first_read || n.what == kind::burst || n.what == kind::old;
  log::write(expected ? log::level::info : log::level::warning, "announcements", to_string(n.what),
             {{"feed", shown(n.feed)}, {"count", n.count}, {"why", n.reason}});
}

void announcements_state::perform(const order& o, bool maybe_done) {
  auto done = [this, o, in_turn = in_turn_](channel_outcome how) {
    in_turn([this, o, how = std::move(how)] { outcome(o, how); });
  };
  tools_.perform({o.what, o.created, o.trace, maybe_done, book_->now().last_message},
                 std::move(done));
}

void announcements_state::outcome(const order& o, const channel_outcome& how) {
  // Known before the post counts as out, which asks for its crosspost.
  if (how.can_be_followed) keeping_.core.how.crosspost = *how.can_be_followed;
  tools_.numbers->announcement(to_string(o.what.from), outcome_of(o.what, how));
  take({"done:" + std::to_string(o.id), tools_.now(), o.id, o.trace, event_of(o.what, how)});
}

} // namespace flexcord::actors
