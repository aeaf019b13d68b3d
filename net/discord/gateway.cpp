#include "net/discord/gateway.hpp"

#include "net/discord/gateway_session.hpp"
#include "net/discord/inflater.hpp"
#include "net/websocket/client.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <mutex>
#include <optional>
#include <random>

namespace flexcord::net::discord {

using std::chrono::milliseconds;

/// Feeds the session one event at a time, from whichever network thread brought it, and does what
/// it says.
struct gateway::impl : std::enable_shared_from_this<gateway::impl> {
  impl(runtime& r, gateway_options o, gateway_handlers h)
      : rt(r),
        compress(o.compress),
        handlers(std::move(h)),
        session(std::move(o)),
        random(std::random_device{}()) {}

  /// What a socket, timer or answer belongs to; false once it is replaced.
  using still_current = std::function<bool()>;

  void feed(session_event e, still_current current = {}) {
    {
      std::lock_guard lock(mutex);
      events.emplace_back(std::move(e), std::move(current));
      if (busy) return;
      busy = true;
    }
    while (auto next = pop()) {
      auto actions = session.advance(
          *next, {.now = now(), .random = std::uniform_real_distribution<>(0, 1)(random)});
      for (auto& a : actions) std::visit([this](auto& action) { perform(action); }, a);
    }
  }

  /// The next event that still counts: one before it may have replaced what it came from.
  std::optional<session_event> pop() {
    std::lock_guard lock(mutex);
    while (!events.empty()) {
      auto [event, current] = std::move(events.front());
      events.pop_front();
      if (!current || current()) return std::move(event);
    }
    busy = false;
    return std::nullopt;
  }

  static milliseconds now() {
    return std::chrono::duration_cast<milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
  }

  // ---- the session's actions; one at a time
  // -------------------------------------------------------------------

  void perform(connect_socket& a) {
    std::uint64_t mine = 0;
    {
      std::lock_guard lock(mutex);
      mine = ++connection_number;
    }
    auto weak = weak_from_this();
    auto tell = [weak, mine](session_event e) {
      auto self = weak.lock();
      if (self)
        self->feed(std::move(e), [s = self.get(), mine] { return s->connection_number == mine; });
    };
    websocket::handlers h;
    h.on_open = [tell] { tell(socket_opened{}); };
    h.on_text = [tell](std::string text) { tell(text_received{std::move(text)}); };
    h.on_binary = [tell, unpacker =
                             compress ? std::make_shared<inflater>() : nullptr](std::string bytes) {
      // Without compression nobody promised binary messages.
      auto text = unpacker ? unpacker->feed(bytes) : result<std::optional<std::string>>{failure{}};
      if (text.has_error()) return tell(garbage_received{});
      if (*text) tell(text_received{std::move(**text)});
    };
    h.on_closed = [tell](websocket::close_info c) { tell(socket_closed{c.code, c.opened}); };
    websocket::connect_options o;
    o.user_agent = "DiscordBot (https://github.com/flexcord/flexcord, 0.1) ";
    socket = websocket::connect(rt, a.url, o, std::move(h));
  }

  void perform(send_frame& a) {
    if (socket) socket->send_text(std::move(a.json));
  }
  void perform(close_socket& a) {
    if (auto s = let_go()) s->close(a.code, a.reason);
  }
  void perform(drop_socket&) {
    if (auto s = let_go()) s->drop();
  }

  /// From here on nothing of the present socket is listened to.
  std::shared_ptr<websocket::connection> let_go() {
    std::lock_guard lock(mutex);
    ++connection_number;
    return std::exchange(socket, nullptr);
  }

  void perform(arm_timer& a) {
    auto i = static_cast<std::size_t>(a.kind);
    std::uint64_t mine = 0;
    {
      std::lock_guard lock(mutex);
      mine = ++timer_numbers[i];
    }
    auto fire = [weak = weak_from_this(), i, mine] {
      if (auto self = weak.lock()) {
        self->feed(timer_fired{static_cast<session_timer>(i)},
                   [s = self.get(), i, mine] { return s->timer_numbers[i] == mine; });
      }
    };
    // Whether the peer lives is a question of real time; only the pause before the next connection
    // goes by the clock.
    timers[i] = a.kind == session_timer::reconnect ? rt.after(a.delay, std::move(fire))
                                                   : rt.after_real(a.delay, std::move(fire));
  }
  void perform(disarm_timer& a) {
    auto i = static_cast<std::size_t>(a.kind);
    {
      std::lock_guard lock(mutex);
      ++timer_numbers[i];
    }
    timers[i].cancel();
  }

  void perform(ask_identify& a) {
    auto answer = [weak = weak_from_this(), ticket = a.ticket](bool yes) {
      auto self = weak.lock();
      if (!self) return;
      self->rt.post([self, ticket, yes] { self->feed(identify_answered{ticket, yes}); });
    };
    if (!listening() || !handlers.may_identify) return answer(true);
    handlers.may_identify(answer);
  }

  void perform(deliver& a) {
    if (listening() && handlers.on_dispatch) handlers.on_dispatch(std::move(a.event));
  }
  void perform(report_state& a) {
    if (listening() && handlers.on_state) handlers.on_state(a.state, std::move(a.why));
  }
  void perform(report_position& a) {
    if (listening() && handlers.on_position) handlers.on_position(std::move(a.position));
  }
  void perform(count& a) {
    if (listening() && handlers.on_count) handlers.on_count(a.what);
  }

  bool listening() {
    std::lock_guard lock(mutex);
    return !silent;
  }

  runtime& rt;
  const bool compress;
  const gateway_handlers handlers;
  // Touched by the one thread that drains.
  gateway_session session;
  std::mt19937_64 random;
  std::shared_ptr<websocket::connection> socket;
  std::array<timer_handle, session_timers> timers;

  std::mutex mutex; ///< guards what follows
  std::deque<std::pair<session_event, still_current>> events;
  std::uint64_t connection_number = 0;
  std::array<std::uint64_t, session_timers> timer_numbers{};
  bool busy = false, silent = false;
};

gateway::gateway(runtime& rt, gateway_options options, gateway_handlers handlers)
    : impl_(std::make_shared<impl>(rt, std::move(options), std::move(handlers))) {}

gateway::~gateway() {
  {
    std::lock_guard lock(impl_->mutex);
    impl_->silent = true;
  }
  stop(false);
}

void gateway::start() {
  impl_->rt.post([self = impl_] { self->feed(start_asked{}); });
}

void gateway::acknowledge(std::uint64_t sequence, std::string session_id) {
  impl_->rt.post([self = impl_, sequence, id = std::move(session_id)] {
    self->feed(sequence_committed{sequence, id});
  });
}

void gateway::stop(bool final) {
  impl_->rt.post([self = impl_, final] { self->feed(stop_asked{final}); });
}

} // namespace flexcord::net::discord
