#include "sandbox/core/clock_followers.hpp"
#include "sandbox/core/json.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace json = boost::json;

namespace flexcord::sandbox {

namespace {

constexpr std::chrono::milliseconds patience{5000}; // real time: a stopped node must not block us

} // namespace

net::websocket::handlers clock_followers::follow(std::shared_ptr<net::websocket::connection> c) {
  const auto id = next_id_++;
  net::websocket::handlers h;
  h.on_text = [this, id](const std::string& text) {
    boost::system::error_code ec;
    const auto v = json::parse(text, ec);
    const auto* o = ec ? nullptr : v.if_object();
    if (const auto n = o ? number_at(*o, "n") : std::nullopt; n && *n >= 0)
      confirmed(id, static_cast<std::uint64_t>(*n));
  };
  h.on_closed = [this, id](const net::websocket::close_info&) { gone(id); };
  // What is sent before the handshake is over waits for its end.
  followers_.push_back({id, std::move(c)});
  tell(followers_.back());
  return h;
}

void clock_followers::tell(const follower& f) const {
  f.link->send_text(
      json::serialize(json::object{{"n", n_}, {"now", clock_.now_ms()}, {"rate", clock_.rate()}}));
}

void clock_followers::announce(heard done) {
  round r{++n_, {}, 0, std::move(done), {}};
  for (auto& f : followers_) {
    r.missing.insert(f.id);
    tell(f);
  }
  r.limit = rt_.after(patience, [this, n = r.n] { give_up(n); });
  rounds_.push_back(std::move(r));
  settle();
}

void clock_followers::confirmed(std::uint64_t id, std::uint64_t n) {
  // Who goes by a later line has left the earlier ones behind.
  for (auto& r : rounds_)
    if (r.n <= n && r.missing.erase(id) != 0) ++r.confirmed;
  settle();
}

void clock_followers::gone(std::uint64_t id) {
  followers_.remove_if([id](auto& f) { return f.id == id; });
  for (auto& r : rounds_) r.missing.erase(id);
  settle();
}

void clock_followers::give_up(std::uint64_t n) {
  for (auto r = rounds_.begin(); r != rounds_.end(); ++r) {
    if (r->n != n) continue;
    auto late = std::move(*r);
    rounds_.erase(r);
    late.done(late.confirmed + late.missing.size(), late.confirmed);
    return;
  }
}

void clock_followers::settle() {
  for (auto r = rounds_.begin(); r != rounds_.end();) {
    if (!r->missing.empty()) {
      ++r;
      continue;
    }
    auto over = std::move(*r);
    r = rounds_.erase(r);
    over.done(over.confirmed, over.confirmed);
  }
}

void clock_followers::stop() {
  rounds_.clear();
  for (auto& f : followers_) f.link->close(1001, "the sandbox ends");
}

} // namespace flexcord::sandbox
