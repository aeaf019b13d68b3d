#include "actors/conversation/machine.hpp"

#include <array>

namespace flexcord::conversation {
namespace {
constexpr std::array commands{
    "say",       "edit_said",  "delete_said",  "answer_ticket", "ask_bot",     "open_case",
    "open_desk", "backfill",   "post",         "edit_post",     "delete_post", "invite",
    "look",      "close_desk", "flag_request", "tell_flow",     "note_case"};
constexpr std::array events{
    "user_wrote",        "user_edited",     "user_deleted",  "help_requested", "agent_requested",
    "request_cancelled", "survey_answered", "answer_rated",  "case_opened",    "bot_answered",
    "bot_failed",        "desk_opened",     "agent_invited", "desk_failed",    "agent_joined",
    "agent_left",        "agent_wrote",     "agent_edited",  "agent_deleted",  "desk_seen",
    "desk_changed",      "desk_ended",      "flow_asked",    "delivered",      "undeliverable",
    "withdrawn",         "command_revived", "timer_fired",   "queue_seen",     "case_news",
    "survey_commented"};
constexpr std::array phases{"idle", "with_bot", "awaiting_agent", "with_agent", "wrapping_up"};
constexpr std::array owners{"nobody", "bot", "queue", "agent", "bot"};
constexpr std::array timers{"opening", "queue", "agent", "survey", "idle", "poll", "flow", "watch"};
constexpr std::array outcomes{"done", "ignored", "stale", "refused", "never"};
constexpr std::array destinations{"user", "bot", "case", "desk", "look", "flow"};
static_assert(commands.size() == std::variant_size_v<command>);
static_assert(events.size() == std::variant_size_v<event>);
static_assert(phases.size() == std::variant_size_v<phase> && owners.size() == phases.size());
} // namespace

const char* name_of(const command& c) { return commands[c.index()]; }
const char* name_of(const event& e) { return events[e.index()]; }
const char* name_of(const phase& p) { return phases[p.index()]; }
const char* owner_of(const phase& p) { return owners[p.index()]; }
bool later_mark(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() > b.size() : a > b;
}

const char* to_string(timer t) { return timers[static_cast<std::size_t>(t)]; }
const char* to_string(outcome o) { return outcomes[static_cast<std::size_t>(o)]; }
const char* to_string(destination d) { return destinations[static_cast<std::size_t>(d)]; }

destination destination_of(const command& c) {
  struct visitor {
    destination operator()(const say&) const { return destination::user; }
    destination operator()(const edit_said&) const { return destination::user; }
    destination operator()(const delete_said&) const { return destination::user; }
    destination operator()(const answer_ticket&) const { return destination::user; }
    destination operator()(const ask_bot&) const { return destination::bot; }
    destination operator()(const open_case&) const { return destination::case_book; }
    destination operator()(const note_case&) const { return destination::case_book; }
    destination operator()(const look&) const { return destination::desk_reader; }
    destination operator()(const open_desk&) const { return destination::desk; }
    destination operator()(const backfill&) const { return destination::desk; }
    destination operator()(const post&) const { return destination::desk; }
    destination operator()(const edit_post&) const { return destination::desk; }
    destination operator()(const delete_post&) const { return destination::desk; }
    destination operator()(const invite&) const { return destination::desk; }
    destination operator()(const close_desk&) const { return destination::desk; }
    destination operator()(const flag_request&) const { return destination::desk; }
    destination operator()(const tell_flow&) const { return destination::flow; }
  };
  return std::visit(visitor{}, c);
}

int priority_of(const command& c) {
  if (auto* s = std::get_if<say>(&c)) return s->as == voice::news ? 2 : s->as == voice::bot ? 1 : 0;
  if (std::holds_alternative<note_case>(c)) return 2;
  return std::holds_alternative<ask_bot>(c) ? 1 : 0;
}

} // namespace flexcord::conversation
