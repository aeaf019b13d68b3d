#include "actors/rules.hpp"

#include "config/hours.hpp"

#include <memory>
#include <mutex>
#include <optional>

namespace flexcord::actors {
conversation::rules make_rules(const config::settings& s) {
  auto ms = [](std::chrono::milliseconds d) {
    return static_cast<conversation::millis>(d.count());
  };
  conversation::rules r;
  r.desk_available = s.twilio.enabled();
  r.routed = s.routing.mode == "studio";
  if (s.twilio.plane == "legacy-chat") r.plane = s.twilio.plane;
  r.live_transcript = s.twilio.transcript == "live";
  r.handoff_after_failures = s.chatbot.handoff_after_failures;
  r.handoff_phrases = conversation::phrase_book(s.routing.handoff_phrases);
  r.handoff_phrases.add(conversation::phrases_for_a_person());
  r.cancel_phrases.add(conversation::phrases_that_cancel());
  r.language = s.routing.language;
  r.gates = {ms(s.gates.cooldown), s.gates.per_user, ms(s.gates.minimum_account_age), s.gates.role,
             s.gates.blocked};
  r.open_timeout = ms(s.routing.open_timeout);
  r.queue_timeout = ms(s.routing.queue_timeout);
  r.agent_idle_timeout = ms(s.routing.agent_idle_timeout);
  r.conversation_idle_timeout = ms(s.routing.conversation_idle_timeout);
  r.flow_timeout = ms(s.routing.studio_timeout);
  r.survey_timeout = ms(s.routing.survey_timeout);
  r.poll_interval = ms(s.routing.poll_interval);
  r.queue_notice_interval = ms(s.routing.queue_notice_interval);
  return r;
}

namespace {

using conversation::millis;
using time_point = std::chrono::system_clock::time_point;

time_point moment(millis at) { return time_point(std::chrono::milliseconds(at)); }
millis since_epoch(time_point at) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
}

config::hours hours_of(const config::settings& s) {
  auto hours = config::hours::parse(s.routing.hours).value;
  hours.close_on(s.routing.holidays);
  return hours;
}

/// Looks for the next opening once for each time that the desk is closed: every conversation asks.
class openings {
public:
  explicit openings(config::hours hours) : hours_(std::move(hours)) {}

  std::optional<millis> after(millis now) {
    std::lock_guard guard{mutex_};
    if (now < from_ || now >= until_) {
      const auto next = hours_.next_open(moment(now));
      found_ = next ? std::optional(since_epoch(*next)) : std::nullopt;
      from_ = now;
      until_ = found_.value_or(now + an_hour);
    }
    return found_;
  }
  const config::hours& hours() const { return hours_; }

private:
  static constexpr millis an_hour = 3'600'000;
  const config::hours hours_;
  std::mutex mutex_;
  std::optional<millis> found_;
  millis from_ = 0, until_ = 0; ///< `found_` holds for moments from the one up to the other
};

/// As the desk's own clock and calendar say it.
conversation::opening opening_at(const config::hours& hours, millis now, millis at) {
  const auto today = hours.local(moment(now)), then = hours.local(moment(at));
  const std::chrono::year_month_day date{then.date};
  conversation::opening o;
  o.known = true;
  o.days_ahead = static_cast<int>((then.date - today.date).count());
  o.weekday = then.weekday;
  o.day = static_cast<int>(unsigned{date.day()});
  o.month = static_cast<int>(unsigned{date.month()});
  o.hour = then.minute / 60;
  o.minute = then.minute % 60;
  o.zone = hours.zone_name();
  return o;
}

} // namespace

std::function<bool(millis)> make_hours(const config::settings& s) {
  return [hours = hours_of(s)](millis at) { return hours.is_open(moment(at)); };
}

std::function<conversation::opening(millis)> make_openings(const config::settings& s) {
  return [book = std::make_shared<openings>(hours_of(s))](millis now) {
    const auto next = book->after(now);
    auto o = next ? opening_at(book->hours(), now, *next) : conversation::opening{};
    if (auto* h = book->hours().holiday_at(moment(now))) o.closed_for = h->label;
    return o;
  };
}

flex_actor::behavior_type no_desk_state::make_behavior() {
  return {
      [this](const perform& p) {
        using namespace conversation;
        envelope e;
        e.conversation = p.key;
        e.id = "done:" + std::to_string(p.what.id);
        e.at = p.what.created;
        e.completes = p.what.id;
        e.trace = p.what.trace;
        auto failed = [&](const std::string& desk) {
          e.what = desk_failed{desk, "live agents are not configured"};
        };
        if (auto* o = std::get_if<open_desk>(&p.what.what))
          failed(o->name);
        else if (auto* b = std::get_if<backfill>(&p.what.what))
          failed(b->desk);
        else if (auto* i = std::get_if<invite>(&p.what.what))
          failed(i->desk);
        else
          e.what = undeliverable{p.what.what, "gone"};
        self_->send(p.reply_to, std::move(e));
      },
  };
}

} // namespace flexcord::actors
