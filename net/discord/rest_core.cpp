#include "net/discord/rest_core.hpp"

#include "config/crash_point.hpp"
#include "net/discord/json_fields.hpp"

#include <algorithm>

namespace flexcord::net::discord {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr int opening_dms_too_fast = 40003;
constexpr milliseconds dm_pause = 60s;
constexpr std::size_t most_places = 3, longest_error_code = 64;
constexpr auto user_agent = "DiscordBot (https://github.com/flexcord/flexcord, 0.1) ";

failure make_failure(failure_kind kind, std::string detail) {
  return {
      .kind = kind, .http_status = 0, .code = 0, .retry_after = {}, .detail = std::move(detail)};
}

std::string name_of(const rest_call& c) { return c.method + " " + c.route; }

/// Error codes are words of Discord's; anything else might be text of a user's.
bool is_word(std::string_view s) {
  return !s.empty() && s.size() <= longest_error_code &&
         std::all_of(s.begin(), s.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_';
         });
}

void collect(const boost::json::object& o, const std::string& at, api_error& e, std::size_t& found,
             int depth) {
  if (depth > 8) return;
  for (const auto& [key, value] : o) {
    std::string name{key.data(), key.size()};
    if (found == most_places || !is_word(name)) return;
    if (name == "_errors") {
      auto* list = value.if_array();
      auto* first = list && !list->empty() ? list->front().if_object() : nullptr;
      auto code = first ? fields::text(*first, "code") : std::string{};
      if (!is_word(code)) continue;
      e.places += (e.places.empty() ? "" : ", ") + (at.empty() ? "request" : at) + ": " + code;
      ++found;
    } else if (auto* inner = value.if_object()) {
      collect(*inner, at.empty() ? name : at + "." + name, e, found, depth + 1);
    }
  }
}

bool bad_token(int code) { return code == 0 || code == 40001 || code == 50014; }

} // namespace

api_error read_api_error(std::string_view body) {
  api_error e;
  auto o = fields::parse_object(body, "error");
  if (o.has_error()) return e;
  auto code = fields::integer(*o, "code").value_or(0);
  e.code = code > 0 && code < 1'000'000'000 ? static_cast<int>(code) : 0;
  std::size_t found = 0;
  if (auto* errors = fields::object(*o, "errors")) collect(*errors, {}, e, found, 0);
  return e;
}

rest_core::rest_core(runtime& rt, http::client& client, rest_options options, rest_events events)
    : rt_(rt),
      client_(client),
      options_(std::move(options)),
      events_(std::move(events)),
      limiter_(rate_limiter::options{.global_rate = options_.global_rate}) {}

void rest_core::submit(rest_call c) {
  auto call = std::make_shared<rest_call>(std::move(c));
  {
    std::lock_guard lock(mutex_);
    if (!stopped_) {
      auto id = ++last_id_;
      limiter_.submit({.id = id,
                       .method = call->method,
                       .route = call->route,
                       .major = call->major,
                       .level = call->level,
                       .exempt = call->webhook,
                       .ordered = call->ordered},
                      now());
      calls_.emplace(id, std::move(call));
    }
  }
  if (call)
    return rt_.post([call] { call->done(make_failure(failure_kind::stopped, "stopping")); });
  pump_soon();
}

void rest_core::stop() {
  std::unordered_map<std::uint64_t, std::shared_ptr<rest_call>> left;
  {
    std::lock_guard lock(mutex_);
    stopped_ = true;
    left.swap(calls_);
    timer_.cancel();
  }
  for (auto& [id, call] : left) {
    rt_.post([c = std::move(call)] { c->done(make_failure(failure_kind::stopped, "stopping")); });
  }
}

/// Callers get their answers on a network thread, so the work is done there as well.
void rest_core::pump_soon() {
  {
    std::lock_guard lock(mutex_);
    if (pump_posted_ || stopped_) return;
    pump_posted_ = true;
  }
  rt_.post([self = shared_from_this()] { self->pump(); });
}

void rest_core::pump() {
  for (bool withdrawn = true; withdrawn;) {
    withdrawn = false;
    rate_limiter::decision d;
    {
      std::lock_guard lock(mutex_);
      pump_posted_ = false;
      if (stopped_) return;
      d = limiter_.decide(now());
      watch_clock(d.ask_at);
    }
    for (const auto& g : d.go) {
      if (!g.reason.empty() && events_.on_wait) events_.on_wait(g.reason, g.waited);
      // A withdrawn call frees its place for another one.
      if (!attempt(g.id)) withdrawn = true;
    }
  }
}

/// False when the call is not wanted any more.
bool rest_core::attempt(std::uint64_t id) {
  std::shared_ptr<rest_call> call;
  {
    std::lock_guard lock(mutex_);
    if (auto found = calls_.find(id); found != calls_.end()) call = found->second;
  }
  if (!call) return true;
  if (call->still_wanted && !call->still_wanted()) {
    {
      std::lock_guard lock(mutex_);
      limiter_.abandoned(id);
    }
    if (take(id)) call->done(make_failure(failure_kind::stopped, "withdrawn"));
    return false;
  }
  http::request r;
  r.method = call->method;
  r.url = http::join_url(options_.api_url, call->path);
  r.headers.set("User-Agent", user_agent);
  if (!call->webhook) r.headers.set("Authorization", "Bot " + options_.token);
  if (!call->content_type.empty()) r.headers.set("Content-Type", call->content_type);
  r.body = call->body;
  http::call_options o;
  o.deadline = options_.request_timeout;
  client_.send(std::move(r), std::move(o),
               [self = shared_from_this(), id](result<http::response> answer) {
                 self->on_answer(id, std::move(answer));
               });
  return true;
}

void rest_core::on_answer(std::uint64_t id, result<http::response> answer) {
  if (answer.has_value()) return judge(id, std::move(*answer));
  {
    std::lock_guard lock(mutex_);
    limiter_.abandoned(id);
  }
  if (auto call = take(id)) {
    auto f = answer.error();
    // Whatever it was that nobody can read, the request had arrived.
    if (f.kind == failure_kind::malformed) f.kind = failure_kind::interrupted;
    // The path of a webhook route holds a token, and the client's text might quote the path.
    f.detail = name_of(*call) + (call->webhook ? "" : ": " + f.detail);
    call->done(std::move(f));
  }
  pump();
}

void rest_core::judge(std::uint64_t id, http::response r) {
  auto limits = read_rate_limit(r.status, r.headers, r.body);
  auto error = r.status >= 400 ? read_api_error(r.body) : api_error{};
  std::shared_ptr<rest_call> call;
  bool again = false;
  {
    std::lock_guard lock(mutex_);
    auto found = calls_.find(id);
    if (found == calls_.end()) return;
    call = found->second;
    // Both clocks are cut to milliseconds; taken too early, a window would seem to end too early.
    const auto heard = now() + time{1};
    if (error.code == opening_dms_too_fast) limiter_.hold_route(id, heard + dm_pause);
    again = limiter_.answered(id, limits, heard) == rate_limiter::verdict::again;
    if (!again) calls_.erase(found);
  }
  crash::pass_answer(call->method);
  if (events_.on_answer) events_.on_answer(name_of(*call), r.status);
  if (r.status == 401 && !call->webhook && bad_token(error.code) && events_.on_bad_token)
    events_.on_bad_token();
  // The place that this answer freed is used before the caller thinks about it.
  pump();
  if (again) return;
  if (r.status >= 200 && r.status < 300) return call->done(std::move(r));
  auto detail = name_of(*call) + (error.places.empty() ? "" : " (" + error.places + ")");
  failure f{.kind = failure_kind::refused,
            .http_status = r.status,
            .code = error.code,
            .retry_after = {},
            .detail = std::move(detail)};
  call->done(std::move(f));
}

/// With the lock held.
void rest_core::watch_clock(std::optional<time> at) {
  if (!at || (timer_at_ && *timer_at_ <= *at && *timer_at_ > now())) return;
  timer_at_ = at;
  timer_ = rt_.after(std::max(*at - now(), time{1}), [weak = weak_from_this()] {
    if (auto self = weak.lock()) self->pump();
  });
}

std::shared_ptr<rest_call> rest_core::take(std::uint64_t id) {
  std::lock_guard lock(mutex_);
  auto found = calls_.find(id);
  if (found == calls_.end()) return nullptr;
  auto call = std::move(found->second);
  calls_.erase(found);
  return call;
}

rest_core::time rest_core::now() const {
  return std::chrono::duration_cast<time>(rt_.time().now().time_since_epoch());
}

} // namespace flexcord::net::discord
