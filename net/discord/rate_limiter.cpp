#include "net/discord/rate_limiter.hpp"

#include <algorithm>

namespace flexcord::net::discord {

using namespace std::chrono_literals;

namespace {

using time = rate_limiter::time;

constexpr time second = 1000ms, invalid_span = 10min, longest_ban = 1h, sweep_every = 30s;
constexpr time window_jitter = 250ms;  ///< two answers of one window disagree by less about its end
constexpr std::size_t look_ahead = 64; ///< requests of one bucket looked at in one decision

} // namespace

struct rate_limiter::scan {
  struct candidate {
    entry* e;
    bucket* b;
  };
  time now;
  std::vector<candidate> candidates;
  decision out;
  void ask_at(time t) { out.ask_at = out.ask_at ? std::min(*out.ask_at, t) : t; }
};

void rate_limiter::submit(limited_request r, time now) {
  auto& e = requests_[r.id];
  e.bucket = key_of(r);
  e.lane = &lanes_[lane_of(r)];
  ++e.lane->requests;
  e.request = std::move(r);
  if (!e.request.exempt && global_free_at(now) > now) e.reason = "global";
  enqueue(e, now);
}

rate_limiter::decision rate_limiter::decide(time now) {
  if (now - last_sweep_ >= sweep_every) sweep(now);
  scan s{.now = now, .candidates = {}, .out = {}};
  if (requests_.size() == under_way_) return s.out;
  std::string_view reason;
  if (auto until = paused_until(now, reason)) {
    for (auto& [key, b] : buckets_) {
      if (!b.queue.empty()) b.queue.begin()->second->reason = reason;
    }
    s.ask_at(*until);
    return s.out;
  }
  // After a ban one request tries the ground alone.
  if (bans_ > 0 && under_way_ > 0) return s.out;
  if (auto free_at = global_free_at(now); free_at > now && exempt_queued_ == 0) {
    s.ask_at(free_at);
    return s.out;
  }
  for (auto& [key, b] : buckets_) {
    if (!b.queue.empty()) look_at(b, s);
  }
  std::sort(s.candidates.begin(), s.candidates.end(), [](const auto& x, const auto& y) {
    return std::pair{x.e->request.level, x.e->request.id} <
           std::pair{y.e->request.level, y.e->request.id};
  });
  for (auto& c : s.candidates) {
    if (grant(*c.e, *c.b, s) && bans_ > 0) break;
  }
  return s.out;
}

rate_limiter::verdict rate_limiter::answered(std::uint64_t id, const rate_limit_answer& a,
                                             time now) {
  auto found = requests_.find(id);
  if (found == requests_.end() || !found->second.under_way) return verdict::finished;
  auto& e = found->second;
  release(e);
  bool refusal = a.status == 429;
  if (a.status == 401 || a.status == 403 || (refusal && a.who != rate_limit_answer::scope::shared))
    invalid_.push_back(now);
  if (!(refusal && a.ban)) bans_ = 0;
  if (refusal) {
    refused(e, a, now);
    return verdict::again;
  }
  learn(e, a, now);
  forget(id);
  return verdict::finished;
}

void rate_limiter::abandoned(std::uint64_t id) {
  auto found = requests_.find(id);
  if (found == requests_.end()) return;
  auto& e = found->second;
  if (e.under_way) {
    release(e);
  } else {
    buckets_[e.bucket].queue.erase(id);
    exempt_queued_ -= e.request.exempt;
  }
  forget(id);
}

void rate_limiter::hold_route(std::uint64_t id, time until) {
  auto found = requests_.find(id);
  if (found != requests_.end())
    found->second.lane->held_until = std::max(found->second.lane->held_until, until);
}

// ---- deciding
// ---------------------------------------------------------------------------------------------------

/// Collects what of one bucket may go, global limit aside.
void rate_limiter::look_at(bucket& b, scan& s) {
  auto free = room(b, s.now);
  std::vector<const lane*> closed; // lanes whose next ordered request must wait
  std::size_t looked = 0;
  for (auto& [id, e] : b.queue) {
    if (++looked > look_ahead) break;
    const auto* l = e->lane;
    if (e->request.ordered && std::find(closed.begin(), closed.end(), l) != closed.end()) continue;
    if (s.now < l->held_until || s.now < e->not_before) {
      e->reason = s.now < e->not_before ? "shared" : "bucket";
      s.ask_at(std::max(l->held_until, e->not_before));
      closed.push_back(l);
      continue;
    }
    if (e->request.ordered && l->busy) {
      closed.push_back(l);
      continue;
    }
    if (free == 0) {
      if (b.known) e->reason = "bucket";
      if (b.known && b.reset_at) s.ask_at(*b.reset_at);
      break;
    }
    --free;
    s.candidates.push_back({e, &b});
    if (e->request.ordered) closed.push_back(l);
  }
}

bool rate_limiter::grant(entry& e, bucket& b, scan& s) {
  if (!e.request.exempt) {
    if (auto free_at = global_free_at(s.now); free_at > s.now) {
      e.reason = "global";
      s.ask_at(free_at);
      return false;
    }
    global_sends_.push_back(s.now);
  }
  b.queue.erase(e.request.id);
  exempt_queued_ -= e.request.exempt;
  e.under_way = true;
  ++under_way_;
  ++b.under_way;
  if (b.known) --b.remaining;
  if (e.request.ordered) e.lane->busy = true;
  s.out.go.push_back({.id = e.request.id, .reason = e.reason, .waited = s.now - e.since});
  return true;
}

/// How many more this bucket lets go now; begins a new window when the old one is over.
std::uint32_t rate_limiter::room(bucket& b, time now) const {
  if (!b.known) return b.under_way == 0 ? 1 : 0;
  if (b.reset_at && now >= *b.reset_at) {
    // What is under way may land in the new window.
    b.remaining = b.limit - std::min(b.limit, b.under_way);
    b.reset_at.reset();
  }
  // Nothing will tell us more: try one.
  if (b.remaining == 0 && !b.reset_at && b.under_way == 0) b.remaining = 1;
  return b.remaining;
}

std::optional<time> rate_limiter::paused_until(time now, std::string_view& reason) {
  if (now < ban_until_) return reason = "ban", ban_until_;
  while (!invalid_.empty() && invalid_.front() + invalid_span <= now) invalid_.pop_front();
  if (options_.invalid_limit > 0 && invalid_.size() >= options_.invalid_limit) {
    return reason = "invalid", invalid_[invalid_.size() - options_.invalid_limit] + invalid_span;
  }
  return std::nullopt;
}

/// `now` when a request may go.
time rate_limiter::global_free_at(time now) {
  while (!global_sends_.empty() && global_sends_.front() + second <= now) global_sends_.pop_front();
  auto free_at = std::max(now, global_until_);
  if (options_.global_rate > 0 && global_sends_.size() >= options_.global_rate) {
    free_at = std::max(free_at, global_sends_.front() + second);
  }
  return free_at;
}

// ---- learning
// ---------------------------------------------------------------------------------------------------

/// Takes what the answer says about its bucket; gives that bucket, which may be another one than
/// before.
rate_limiter::bucket& rate_limiter::learn(entry& e, const rate_limit_answer& a, time now) {
  const auto& r = e.request;
  if (!a.bucket.empty()) {
    auto& hash = hashes_[{r.method, r.route}];
    if (hash != a.bucket) {
      hash = a.bucket;
      move_queue({r.method, r.route}, a.bucket);
    }
    e.bucket = {true, a.bucket, r.method, r.major};
  }
  auto& b = buckets_[e.bucket];
  if (!a.limit || !a.remaining) return b;
  // Requests still under way are not in the server's count yet.
  auto left = *a.remaining - std::min(*a.remaining, b.under_way);
  std::optional<time> reset;
  if (a.reset_after) reset = now + *a.reset_after;
  b.limit = std::max<std::uint32_t>(*a.limit, 1);
  if (!b.known) {
    b.known = true;
    b.remaining = left;
    b.reset_at = reset;
  } else if (!b.reset_at) {
    b.remaining = std::min(b.remaining, left);
    b.reset_at = reset;
  } else if (left > b.remaining && reset && *reset > *b.reset_at + window_jitter) {
    // The server began a new window before we expected it.
    b.remaining = left;
    b.reset_at = reset;
  } else {
    // Each answer is late by its way to us, so the earliest end is the best known one.
    b.remaining = std::min(b.remaining, left);
    if (reset) b.reset_at = std::min(*b.reset_at, *reset);
  }
  return b;
}

void rate_limiter::refused(entry& e, const rate_limit_answer& a, time now) {
  if (a.ban) {
    // Answers of requests sent before the ban was known do not lengthen it.
    if (now >= ban_until_) {
      auto pause = a.wait > 0ms
                       ? a.wait
                       : std::min(options_.ban_pause * (1u << std::min(bans_, 6u)), longest_ban);
      ban_until_ = now + pause;
      ++bans_;
    }
    e.reason = "ban";
    return enqueue(e, now);
  }
  auto& b = learn(e, a, now);
  if (a.who == rate_limit_answer::scope::global) {
    global_until_ = std::max(global_until_, now + a.wait);
    e.reason = "global";
  } else if (a.who == rate_limit_answer::scope::shared) {
    e.not_before = now + a.wait;
    e.reason = "shared";
  } else if (a.remaining.value_or(0) > 0) {
    // A sub-limit: the bucket has room, this route has not.
    e.lane->held_until = std::max(e.lane->held_until, now + a.wait);
    e.reason = "bucket";
  } else {
    b.known = true;
    b.remaining = 0;
    b.reset_at = now + a.wait;
    e.reason = "bucket";
  }
  enqueue(e, now);
}

/// Queued requests of the route follow it to the bucket of its (new) hash.
void rate_limiter::move_queue(const route_key& route, const std::string& hash) {
  std::vector<entry*> moving;
  for (auto& [key, b] : buckets_) {
    if (std::get<2>(key) != route.first || (std::get<0>(key) && std::get<1>(key) == hash)) continue;
    for (auto it = b.queue.begin(); it != b.queue.end();) {
      bool moves = it->second->request.route == route.second;
      if (moves) moving.push_back(it->second);
      it = moves ? b.queue.erase(it) : std::next(it);
    }
  }
  for (auto* e : moving) {
    e->bucket = {true, hash, e->request.method, e->request.major};
    buckets_[e->bucket].queue[e->request.id] = e;
  }
}

// ---- bookkeeping
// ------------------------------------------------------------------------------------------------

void rate_limiter::enqueue(entry& e, time now) {
  e.since = now;
  buckets_[e.bucket].queue[e.request.id] = &e;
  exempt_queued_ += e.request.exempt;
}

void rate_limiter::release(entry& e) {
  e.under_way = false;
  --under_way_;
  --buckets_[e.bucket].under_way;
  if (e.request.ordered) e.lane->busy = false;
}

void rate_limiter::forget(std::uint64_t id) {
  auto found = requests_.find(id);
  --found->second.lane->requests;
  requests_.erase(found);
}

void rate_limiter::sweep(time now) {
  last_sweep_ = now;
  std::erase_if(buckets_, [now](const auto& item) {
    const auto& b = item.second;
    return b.queue.empty() && b.under_way == 0 && (!b.reset_at || now >= *b.reset_at);
  });
  std::erase_if(lanes_, [now](const auto& item) {
    return item.second.requests == 0 && now >= item.second.held_until;
  });
}

rate_limiter::bucket_key rate_limiter::key_of(const limited_request& r) const {
  auto hash = hashes_.find({r.method, r.route});
  if (hash == hashes_.end()) return {false, r.route, r.method, r.major};
  return {true, hash->second, r.method, r.major};
}

} // namespace flexcord::net::discord
