#include "net/clock_follower.hpp"

#include "config/log.hpp"
#include "net/websocket/client.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <condition_variable>
#include <mutex>
#include <optional>

namespace flexcord::net {

namespace json = boost::json;

namespace {

constexpr std::chrono::milliseconds again_after{200};

struct told {
  std::int64_t n = 0, now = 0;
  double rate = 1;
};

std::optional<told> read(const std::string& text) {
  boost::system::error_code ec;
  const auto v = json::parse(text, ec);
  const auto* o = ec ? nullptr : v.if_object();
  if (!o) return {};
  const auto *n = o->if_contains("n"), *now = o->if_contains("now"), *rate = o->if_contains("rate");
  if (!n || !n->is_int64() || !now || !now->is_int64() || !rate || !rate->is_number()) return {};
  told t{n->get_int64(), now->get_int64(), rate->to_number<double>(ec)};
  if (ec || !(t.rate > 0)) return {};
  return t;
}

} // namespace

struct clock_follower::impl : std::enable_shared_from_this<impl> {
  impl(runtime& r, clock& t, const std::string& address)
      : rt(r), time(t), url("ws://" + address + "/_sandbox/clock/follow") {}

  void connect() {
    websocket::handlers h;
    h.on_text = [weak = weak_from_this()](const std::string& text) {
      if (auto self = weak.lock()) self->take(text);
    };
    h.on_closed = [weak = weak_from_this()](const websocket::close_info& how) {
      if (auto self = weak.lock()) self->lost(how);
    };
    const std::lock_guard lock(mutex);
    if (stopped) return;
    link = websocket::connect(rt, url, {}, std::move(h));
  }

  void take(const std::string& text) {
    const auto line = read(text);
    if (!line) return log::error("clock", "line-not-understood");
    std::shared_ptr<websocket::connection> to;
    {
      const std::lock_guard lock(mutex);
      if (stopped) return;
      to = link;
    }
    time.lead({clock::monotonic::now(), line->now, line->rate});
    if (to) to->send_text(json::serialize(json::object{{"n", line->n}}));
    const std::lock_guard lock(mutex);
    followed = true;
    first.notify_all();
  }

  void lost(const websocket::close_info& how) {
    const std::lock_guard lock(mutex);
    link = nullptr;
    if (stopped) return;
    log::warning("clock", "link-lost", {{"code", how.code}, {"why", how.error}});
    retry = rt.after_real(again_after, [weak = weak_from_this()] {
      if (auto self = weak.lock()) self->connect();
    });
  }

  runtime& rt;
  clock& time;
  const std::string url;
  std::mutex mutex; ///< guards what follows
  std::condition_variable first;
  std::shared_ptr<websocket::connection> link;
  timer_handle retry;
  bool followed = false, stopped = false;
};

clock_follower::clock_follower(runtime& rt, clock& time, const std::string& address)
    : impl_(std::make_shared<impl>(rt, time, address)) {
  impl_->connect();
}

clock_follower::~clock_follower() { stop(); }

bool clock_follower::wait_for_first(std::chrono::milliseconds limit) {
  std::unique_lock lock(impl_->mutex);
  return impl_->first.wait_for(lock, limit, [this] { return impl_->followed; });
}

void clock_follower::stop() {
  std::shared_ptr<websocket::connection> link;
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopped = true;
    impl_->retry.cancel();
    link = std::exchange(impl_->link, nullptr);
  }
  if (link) link->drop();
}

} // namespace flexcord::net
