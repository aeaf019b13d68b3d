#include "test/unit/flex/fake_twilio.hpp"

#include <algorithm>

namespace flexcord::test {

using namespace net::http;

std::string fake_state::new_id(const std::string& prefix) {
  return prefix + std::to_string(next_id++);
}

fake_conversation* fake_state::find(const std::string& id) {
  auto found = std::ranges::find_if(conversations,
                                    [&](const auto& c) { return c.sid == id || c.name == id; });
  return found == conversations.end() ? nullptr : &*found;
}

fake_interaction* fake_state::interaction_of(const std::string& channel) {
  auto found = std::ranges::find(interactions, channel, &fake_interaction::channel);
  return found == interactions.end() ? nullptr : &*found;
}

fake_channel* fake_state::channel(const std::string& sid) {
  auto found = std::ranges::find(channels, sid, &fake_channel::sid);
  return found == channels.end() ? nullptr : &*found;
}

fake_twilio::fake_twilio(net::runtime& rt)
    : server_(rt, {},
              {{"*", "/*", [this](incoming req, responder r) { handle(req, r); }, 64u << 20}}) {
  auto port = server_.start();
  if (port) url = "http://127.0.0.1:" + std::to_string(*port);
}

void fake_twilio::reset() {
  std::lock_guard lock(mutex);
  state = {};
  calls.clear();
  seen_ = 0;
  planned_ = fault::none;
}

void fake_twilio::plan(std::size_t n, fault f) {
  std::lock_guard lock(mutex);
  planned_at_ = seen_ + n;
  planned_ = f;
}

std::size_t fake_twilio::count(const std::string& method, const std::string& tail) {
  std::lock_guard lock(mutex);
  return static_cast<std::size_t>(std::ranges::count_if(calls, [&](const std::string& c) {
    return c.starts_with(method + " ") && c.ends_with(tail);
  }));
}

void fake_twilio::handle(const incoming& req, const responder& answer) {
  std::lock_guard lock(mutex);
  calls.push_back(req.method + " " + req.path);
  auto now = seen_++ == planned_at_ ? std::exchange(planned_, fault::none) : fault::none;
  if (now == fault::error_before) return answer(500, "{}");
  if (now == fault::drop_before) return answer.drop();
  if (now == fault::throttled) return answer(429, R"({"code":20429,"status":429})");
  auto made = serve(state, req);
  if (now == fault::error_after) return answer(503, "{}");
  if (now == fault::drop_after) return answer.drop();
  answer(std::move(made));
}

} // namespace flexcord::test
