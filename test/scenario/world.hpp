#pragma once
// A router with real conversations, a real case book and a real journal (in memory), and stand-ins
// for those who do commands.
#include "actors/cases/cases_actor.hpp"
#include "actors/clock_actor.hpp"
#include "actors/conversation/router_actor.hpp"
#include "actors/journal_actor.hpp"

#include <caf/test/dsl.hpp>

#include <string>
#include <vector>

namespace flexcord::actors {

using namespace conversation;

/// What a stand-in was asked to do, in order.
struct recorder {
  std::vector<perform> seen;
  template <class Command>
  std::vector<Command> all() const {
    std::vector<Command> out;
    for (auto& p : seen)
      if (auto* c = std::get_if<Command>(&p.what.what)) out.push_back(*c);
    return out;
  }
};

inline sender_actor::behavior_type fake_doer(sender_actor::pointer, recorder* r) {
  return {[r](perform& p) { r->seen.push_back(std::move(p)); }};
}
inline chatbot_actor::behavior_type fake_bot(chatbot_actor::pointer, recorder* r) {
  return {[r](perform& p) { r->seen.push_back(std::move(p)); },
          [](const bot_called_back&) { return true; }, [](const job& j) { (*j.run)(); }};
}
inline flow_actor::behavior_type fake_flow(flow_actor::pointer, recorder* r) {
  return {[r](perform& p) { r->seen.push_back(std::move(p)); }, [](const job& j) { (*j.run)(); }};
}
inline clock_actor::behavior_type fake_clock(clock_actor::pointer, std::vector<set_timer>* armed) {
  return {[armed](const set_timer& t) { armed->push_back(t); }, [](const clear_timer&) {},
          [](const tick&) {}};
}

/// Answers at once with what the test says was missed; the desk is never waited for too long.
inline reconcile_actor::behavior_type fake_reconcile(reconcile_actor::pointer self,
                                                     std::vector<envelope>* written) {
  return {[written](const catch_up&) { return missed{*written}; },
          [](const hurry&) {},
          [self](const desk_patience&) -> caf::result<void> {
            return self->make_response_promise<void>();
          },
          [](const session_resumed&) {},
          [](const session_lost&) {},
          [](const job& j) { (*j.run)(); }};
}

struct world_fixture : test_coordinator_fixture<> {
  explicit world_fixture(std::string store_url = "sqlite::memory:") : url(std::move(store_url)) {
    boot();
  }
  ~world_fixture() { shut_down(); }

  void boot() {
    auto world = std::make_shared<conversation_world>();
    world->rules.open_timeout = 60'000;
    world->now = [this] { return ++now; };
    world->open_at = [](millis) { return true; };
    world->fresh_name = [this] { return "fc-" + std::to_string(++names); };
    world->numbers = &numbers;
    world->missed = book;
    auto opened = store::open(url, {});
    if (!opened) CAF_FAIL("the store does not open: " << opened.error().detail);
    journal = sys.spawn<journal_impl>(std::move(*opened),
                                      journal_tools{&numbers, store_state, [this] { ++damages; }});
    router =
        sys.spawn<router_impl>(std::shared_ptr<const conversation_world>(world), millis{60'000});
    sender = sys.spawn(fake_doer, &said);
    flex = sys.spawn(fake_doer, &desk);
    bot = sys.spawn(fake_bot, &asked);
    clock = sys.spawn(fake_clock, &armed);
    reconcile = sys.spawn(fake_reconcile, &unseen);
    flow = sys.spawn(fake_flow, &told_flow);
    case_tools book_tools;
    book_tools.now = world->now;
    cases = sys.spawn<cases_impl>(journal, std::move(book_tools));
    self->send(router, peer_list{std::make_shared<conversation_peers>(conversation_peers{
                           journal, sender, flex, bot, clock, reconcile, flow, cases})});
    consume_messages();
  }

  /// Like kill -9: nobody says good-bye, and what is in memory is gone.
  void shut_down() {
    for (auto* r : {&said, &desk, &asked, &told_flow})
      r->seen.clear(); // they hold handles of conversations
    caf::anon_send_exit(router, caf::exit_reason::user_shutdown);
    consume_messages();
    for (auto& h : {caf::actor_cast<caf::actor>(journal), caf::actor_cast<caf::actor>(sender),
                    caf::actor_cast<caf::actor>(flex), caf::actor_cast<caf::actor>(bot),
                    caf::actor_cast<caf::actor>(clock), caf::actor_cast<caf::actor>(reconcile),
                    caf::actor_cast<caf::actor>(flow), caf::actor_cast<caf::actor>(cases)})
      caf::anon_send_exit(h, caf::exit_reason::kill);
    router = nullptr, journal = nullptr, sender = nullptr, flex = nullptr, bot = nullptr,
    clock = nullptr, reconcile = nullptr, flow = nullptr, cases = nullptr;
    consume_messages();
  }

  /// Sends an event and lets everything settle; true when it was acknowledged, that is, committed.
  bool tell(std::string id, event what, std::uint64_t completes = 0, std::string desk_id = {}) {
    envelope e;
    e.conversation = key;
    e.id = std::move(id);
    e.at = now;
    e.completes = completes;
    e.desk = std::move(desk_id);
    e.what = std::move(what);
    bool acknowledged = false;
    auto answer = self->request(router, caf::infinite, std::move(e));
    consume_messages();
    answer.receive([&] { acknowledged = true; }, [](const caf::error&) {});
    return acknowledged;
  }

  /// The outcome of the newest command of that kind.
  template <class Command>
  bool done(const recorder& where, event what) {
    for (auto p = where.seen.rbegin(); p != where.seen.rend(); ++p)
      if (std::holds_alternative<Command>(p->what.what))
        return tell("done:" + std::to_string(p->what.id), std::move(what), p->what.id);
    CAF_FAIL("no such command was given");
  }

  /// The conversation as the journal has it.
  store::snapshot stored() {
    store::snapshot found;
    auto answer = self->request(journal, caf::infinite, load_conversation{key});
    consume_messages();
    answer.receive([&](loaded_conversation& l) { found = std::move(l.stored); },
                   [](const caf::error& why) { CAF_FAIL(why); });
    return found;
  }

  /// Writes a step past the conversation's actor, as another life would.
  void store(store::step s) {
    auto answer = self->request(journal, caf::infinite, std::move(s));
    consume_messages();
    answer.receive(
        [](const commit_verdict& v) { CAF_CHECK(v.verdict == store::verdict::committed); },
        [](const caf::error& why) { CAF_FAIL(why); });
  }

  std::string url, key = "discord:77";
  millis now = 1'700'000'000'000;
  int names = 0;
  metrics numbers{sys.metrics()};
  std::shared_ptr<store_report> store_state = std::make_shared<store_report>();
  int damages = 0; ///< how often the node was told to end
  recorder said, desk, asked, told_flow;
  std::vector<set_timer> armed;
  journal_actor journal;
  router_actor router;
  sender_actor sender;
  flex_actor flex;
  chatbot_actor bot;
  clock_actor clock;
  reconcile_actor reconcile;
  flow_actor flow;
  cases_actor cases;
  std::shared_ptr<losses> book = std::make_shared<losses>();
  std::vector<envelope> unseen; ///< what the user wrote while nobody listened
};

} // namespace flexcord::actors
