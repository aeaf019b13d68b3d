#include "actors/rules.hpp"

#include "config/hours.hpp"

#include <iterator>

namespace flexcord::actors {
namespace {
/// A message that is just this asks for a person, whatever the bot; routing.handoff-phrases adds to
/// them.
constexpr const char* known_phrases[] = {
    "talk to a person",
    "talk to a human",
    "talk to an agent",
    "talk to someone",
    "speak to a person",
    "speak to a human",
    "speak to an agent",
    "speak with an agent",
    "live agent",
    "human",
    "agent",
    "i want to talk to a person",
    "parler à une personne",
    "parler à un humain",
    "parler à un agent",
    "parler à un conseiller",
    "un agent",
    "un humain",
    "une vraie personne",
    "i want a human",
};
} // namespace

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
  r.handoff_phrases = s.routing.handoff_phrases;
  r.handoff_phrases.insert(r.handoff_phrases.end(), std::begin(known_phrases),
                           std::end(known_phrases));
  r.language = s.routing.language;
  r.hours = s.routing.hours;
  r.open_timeout = ms(s.routing.open_timeout);
  r.queue_timeout = ms(s.routing.queue_timeout);
  r.agent_idle_timeout = ms(s.routing.agent_idle_timeout);
  r.conversation_idle_timeout = ms(s.routing.conversation_idle_timeout);
  r.flow_timeout = ms(s.routing.studio_timeout);
  r.survey_timeout = ms(s.routing.survey_timeout);
  r.poll_interval = ms(s.routing.poll_interval);
  return r;
}

std::function<bool(conversation::millis)> make_hours(const config::settings& s) {
  auto hours = config::hours::parse(s.routing.hours).value;
  return [hours](conversation::millis at) {
    return hours.always_open() ||
           hours.is_open(std::chrono::system_clock::time_point(std::chrono::milliseconds(at)));
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
