#include "actors/twilio/context.hpp"

#include "actors/twilio/operation.hpp"

#include <caf/actor_system.hpp>
#include <caf/send.hpp>
#include <caf/typed_event_based_actor.hpp>

namespace flexcord::actors::twilio {

worker_actor::behavior_type flex_context::help(worker_actor::pointer self, std::shared_ptr<box> b) {
  b->self = self;
  return {[](const job& j) { (*j.run)(); }};
}

void flex_context::begin(caf::actor_system& system) {
  std::lock_guard lock(mutex_);
  helper_ = system.spawn(help, box_);
}

void flex_context::stop() {
  std::vector<std::shared_ptr<operation>> running;
  worker_actor helper;
  {
    std::lock_guard lock(mutex_);
    if (stopped_) return;
    stopped_ = true;
    for (auto& [key, weak] : running_)
      if (auto op = weak.lock()) running.push_back(std::move(op));
    std::swap(helper, helper_);
  }
  for (auto& op : running) op->stop();
  if (helper) caf::anon_send_exit(helper, caf::exit_reason::user_shutdown);
}

void flex_context::enter(const std::shared_ptr<operation>& op) {
  bool late = false;
  {
    std::lock_guard lock(mutex_);
    late = stopped_;
    if (!late) running_[op.get()] = op;
  }
  if (late) op->stop();
}

void flex_context::leave(operation* op) {
  std::lock_guard lock(mutex_);
  running_.erase(op);
}

double flex_context::random() {
  std::lock_guard lock(mutex_);
  return std::uniform_real_distribution<double>(0, 1)(random_);
}

void flex_context::as_actor(std::function<void(worker_actor::pointer)> work) {
  worker_actor helper;
  {
    std::lock_guard lock(mutex_);
    helper = helper_;
  }
  if (!helper) return;
  auto run = [b = box_, work = std::move(work)] { work(b->self); };
  caf::anon_send(helper, job{std::make_shared<std::function<void()>>(std::move(run))});
}

std::optional<net::twilio::worker> flex_context::known_worker(const std::string& sid) {
  std::lock_guard lock(mutex_);
  auto found = workers_.find(sid);
  if (found == workers_.end()) return std::nullopt;
  return found->second;
}

void flex_context::learn_worker(const net::twilio::worker& w) {
  constexpr std::size_t most = 10'000;
  std::lock_guard lock(mutex_);
  if (workers_.size() >= most) workers_.clear(); // they are read again when needed
  workers_[w.sid] = w;
}

} // namespace flexcord::actors::twilio
