#include "actors/conversation/conversation_actor.hpp"

// What a conversation asks of the case book.
namespace flexcord::actors {

using namespace conversation;

namespace {
constexpr auto try_again = std::chrono::milliseconds(500);
} // namespace

void conversation_state::open_case(const order& o) {
  auto& c = std::get<conversation::open_case>(o.what);
  ask_case ask;
  ask.request = {key_, o.id, c.kind, c.reporter.id, c.title, o.created};
  ask.what.what = cases::kind_named(c.kind, cases::kind::handoff);
  ask.what.reporter = c.reporter;
  ask.what.title = "Request for a person: " + c.title;
  ask.what.talk = key_;
  ask.what.may_dm = true; // it is their own dialogue
  ask.trace = o.trace;
  self_->request(peers_.cases, caf::infinite, std::move(ask))
      .then(
          [this, id = o.id, trace = o.trace](const case_answer& a) {
            accept({key_,
                    "done:" + std::to_string(id),
                    world_->now(),
                    id,
                    {},
                    trace,
                    case_opened{a.number, a.earlier}},
                   std::nullopt);
          },
          [this, o](const caf::error&) {
            self_->run_delayed(try_again, [this, o] { open_case(o); });
          });
}

void conversation_state::note_case(const order& o) {
  auto& n = std::get<conversation::note_case>(o.what);
  tell_of_case t;
  t.number = n.number;
  t.what.id = "talk:" + key_ + ':' + std::to_string(o.id);
  t.what.at = o.created;
  t.what.trace = o.trace;
  t.what.what = cases::progressed{n.status, n.entry, n.what};
  self_->request(peers_.cases, caf::infinite, std::move(t))
      .then(
          [this, o] {
            accept({key_,
                    "done:" + std::to_string(o.id),
                    world_->now(),
                    o.id,
                    {},
                    o.trace,
                    delivered{o.what}},
                   std::nullopt);
          },
          [this, o](const caf::error&) {
            self_->run_delayed(try_again, [this, o] { note_case(o); });
          });
}

} // namespace flexcord::actors
