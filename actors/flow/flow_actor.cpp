#include "actors/flow/flow_actor.hpp"

#include "actors/trace.hpp"
#include "config/log.hpp"

#include <caf/send.hpp>

namespace flexcord::actors {

using namespace conversation;

namespace {

constexpr std::size_t most_waiting = 2000, most_remembered = 10'000;

void tell(const net::http::responder& caller, bool wants_agent) {
  caller(200, net::twilio::flow_verdict(wants_agent), "application/json");
}

} // namespace

flow_state::flow_state(flow_actor::pointer self, flow_tools tools, router_actor router,
                       journal_actor journal, std::shared_ptr<flow_state*> address)
    : self_(self),
      tools_(std::move(tools)),
      router_(std::move(router)),
      journal_(std::move(journal)) {
  *address = this; // written before any route can ask for it: the server starts later
}

flow_state::~flow_state() {
  for (auto& [ticket, w] : waiting_)
    for (auto& caller : w.callers) tell(caller, false);
}

flow_actor::behavior_type flow_state::make_behavior() {
  return {[this](const perform& p) { verdict(p); }, [](const job& j) { (*j.run)(); }};
}

void flow_state::ask(net::http::responder caller, net::twilio::flow_call call) {
  // One question for each message of an execution; asked again it is the same.
  const auto ticket = "flow:" + call.execution_sid + ":" + call.message_sid;
  if (auto known = given_.find(ticket); known != given_.end()) {
    tools_.numbers->flow_call("again");
    return tell(caller, known->second);
  }
  auto found = waiting_.find(ticket);
  if (found != waiting_.end()) {
    found->second.callers.push_back(std::move(caller));
    return;
  }
  if (waiting_.size() >= most_waiting) {
    tools_.numbers->flow_call("overload");
    return tell(caller, false);
  }
  auto& w = waiting_[ticket];
  w.callers.push_back(std::move(caller));
  w.timer = tools_.rt->after_real(tools_.answer_within, [this, me = flow_actor{self_}, ticket] {
    caf::anon_send(me, job{std::make_shared<std::function<void()>>(
                           [this, ticket] { answer(ticket, false, "too_slow"); })});
  });
  self_->request(journal_, caf::infinite, find_alias{"desk:" + call.conversation_sid})
      .then(
          [this, ticket, call](const alias_target& known) {
            if (known.key.empty())
              answer(ticket, false, "unknown_conversation");
            else
              route(ticket, known.key, call);
          },
          [this, ticket](const caf::error&) { answer(ticket, false, "failed"); });
}

void flow_state::route(std::string ticket, const std::string& key,
                       const net::twilio::flow_call& call) {
  envelope e;
  e.conversation = key;
  e.id = ticket;
  e.at = tools_.now();
  e.desk = call.conversation_sid;
  e.trace = desk_trace(call.message_sid);
  e.what = flow_asked{ticket, call.message_sid};
  self_->request(router_, caf::infinite, std::move(e))
      .then([] {}, // the verdict is a command of its own
            [this, ticket](const caf::error&) { answer(ticket, false, "failed"); });
}

void flow_state::verdict(const perform& p) {
  auto& told = std::get<tell_flow>(p.what.what);
  const bool in_time = answer(told.ticket, told.wants_agent, told.wants_agent ? "agent" : "bot");
  if (!in_time) tools_.numbers->flow_call("late");
  envelope e;
  e.conversation = p.key;
  e.id = "done:" + std::to_string(p.what.id);
  e.at = tools_.now();
  e.completes = p.what.id;
  e.trace = p.what.trace;
  if (in_time || !told.wants_agent)
    e.what = delivered{p.what.what, {}, -1};
  else
    e.what = undeliverable{p.what.what, "late"};
  self_->send(p.reply_to, std::move(e));
}

bool flow_state::answer(const std::string& ticket, bool wants_agent, std::string_view outcome) {
  auto found = waiting_.extract(ticket);
  if (found.empty()) return false;
  tools_.numbers->flow_call(outcome);
  remember(ticket, wants_agent);
  for (auto& caller : found.mapped().callers) tell(caller, wants_agent);
  return true;
}

void flow_state::remember(const std::string& ticket, bool wants_agent) {
  given_[ticket] = wants_agent;
  order_.push_back(ticket);
  if (order_.size() <= most_remembered) return;
  given_.erase(order_.front());
  order_.pop_front();
}

} // namespace flexcord::actors
