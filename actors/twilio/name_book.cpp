#include "actors/twilio/name_book.hpp"

#include "net/twilio/webhook.hpp"

#include <atomic>

namespace flexcord::actors::twilio {

namespace {

using std::chrono::minutes;

/// One who waits for a name: the answer or the deadline, whichever is first.
struct waiter {
  std::atomic<bool> answered = false;
  std::function<void(const std::string&)> done;
  net::timer_handle timer;
  void answer(const std::string& name) {
    if (!answered.exchange(true)) done(name);
  }
};

} // namespace

bool looks_like_address(std::string_view name) {
  return name.find_first_not_of(" \t\r\n") == std::string_view::npos ||
         name.find('@') != std::string_view::npos || name.find("_40") != std::string_view::npos;
}

name_book::name_book(net::runtime& rt, net::twilio::rest& twilio, std::chrono::milliseconds limit)
    : runtime_(rt), twilio_(twilio), limit_(limit) {}

void name_book::keep(const std::string& identity, entry e) {
  constexpr std::size_t most = 10'000;
  std::lock_guard lock(mutex_);
  if (entries_.size() >= most) entries_.clear(); // they are learnt again when needed
  auto& there = entries_[identity];
  if (e.learnt || !there.learnt) there = std::move(e);
}

void name_book::learn(const std::string& identity, const std::string& name) {
  if (identity.empty() || looks_like_address(name)) return;
  keep(identity, {name, true, {}});
}

bool name_book::look_up(const std::string& identity, std::string& name) const {
  std::lock_guard lock(mutex_);
  auto found = entries_.find(identity);
  if (found == entries_.end()) return false;
  auto& e = found->second;
  if (!e.learnt && e.until < runtime_.time().now()) return false;
  name = e.name;
  return true;
}

std::string name_book::known(const std::string& identity) const {
  std::string name;
  look_up(identity, name);
  return name;
}

void name_book::resolve(const std::string& identity,
                        std::function<void(const std::string& name)> done) {
  std::string name;
  if (identity.empty() || look_up(identity, name)) return done(name);
  auto waiting = std::make_shared<waiter>();
  waiting->done = std::move(done);
  // The deadline holds the waiter, and a cancelled deadline lets it go.
  waiting->timer = runtime_.after_real(limit_, [waiting] { waiting->answer({}); });
  twilio_.user_name(identity, [self = shared_from_this(), identity,
                               waiting](net::result<std::string> r) {
    const bool told = static_cast<bool>(r);
    const bool refused = !told && r.error().kind == net::failure_kind::refused;
    const bool is_name = told && !looks_like_address(*r) && *r != identity &&
                         *r != net::twilio::decode_identity(identity);
    auto found = is_name ? *r : std::string{};
    // Who has no name today may get one; a service that did not answer is asked again.
    if (told || refused)
      self->keep(identity, {found, false,
                            self->runtime_.time().now() + (is_name ? minutes(60) : minutes(5))});
    if (auto learnt = self->known(identity); !learnt.empty()) found = std::move(learnt);
    waiting->answer(found);
    waiting->timer.cancel();
  });
}

} // namespace flexcord::actors::twilio
