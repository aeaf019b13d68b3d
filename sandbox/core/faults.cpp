#include "sandbox/core/faults.hpp"
#include "sandbox/core/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <cmath>

namespace json = boost::json;

namespace flexcord::sandbox {

bool glob_matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t]) && pattern[p] != '*') {
      ++p, ++t;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

namespace {

bool any_or_equal(const std::string& wanted, std::string_view have) {
  return wanted.empty() || wanted == have;
}

bool one_of(const std::string& value, std::initializer_list<std::string_view> allowed) {
  for (auto a : allowed)
    if (value == a) return true;
  return false;
}

fault_effect read_effect(const json::object& o, std::string& why) {
  fault_effect e;
  e.status = static_cast<int>(number_at(o, "status").value_or(0));
  if (e.status != 0 && (e.status < 200 || e.status > 599)) why = "status must be 200 to 599";
  if (auto* b = o.if_contains("body"))
    e.body = b->is_string() ? std::string(b->get_string()) : json::serialize(*b);
  if (auto* h = object_at(o, "headers"))
    for (auto& [name, value] : *h)
      e.headers.add(std::string(name),
                    value.is_string() ? std::string(value.get_string()) : json::serialize(value));
  if (auto* r = o.if_contains("retry_after"); r && r->is_number())
    e.retry_after = r->is_double() ? r->get_double()
                                   : static_cast<double>(number_at(o, "retry_after").value_or(0));
  e.scope = text_at(o, "scope", "user");
  e.cloudflare = bool_at(o, "cloudflare").value_or(false);
  e.effect = bool_at(o, "effect").value_or(false);
  e.reset = text_at(o, "reset");
  e.delay_ms = number_at(o, "delay_ms").value_or(0);
  e.hook = text_at(o, "hook");
  if (!one_of(e.scope, {"user", "global", "shared"})) why = "scope is user, global or shared";
  if (!one_of(e.reset, {"", "before", "after"})) why = "reset is before or after";
  if (!one_of(e.hook, {"", "lose", "duplicate", "bad_signature", "late", "reorder"}))
    why = "hook is lose, duplicate, bad_signature, late or reorder";
  if (e.delay_ms < 0 || e.delay_ms > 3'600'000) why = "delay_ms must be 0 to 3600000";
  if (e.status == 0 && !e.cloudflare && e.reset.empty() && e.delay_ms == 0 && e.hook.empty())
    why = "the fault has no effect";
  return e;
}

std::string seconds(double s) {
  auto text = std::to_string(s);
  text.resize(text.find('.') + 4);
  return text;
}

} // namespace

std::uint64_t fault_list::add(const json::object& spec, std::string& why) {
  auto* effect = object_at(spec, "fault");
  if (!effect) {
    why = "needs an object \"fault\"";
    return 0;
  }
  fault f;
  f.service = text_at(spec, "service");
  f.method = text_at(spec, "method");
  f.path = text_at(spec, "path");
  f.hook = text_at(spec, "hook");
  f.event = text_at(spec, "event");
  const auto times = number_at(spec, "times").value_or(1);
  const auto skip = number_at(spec, "skip").value_or(0);
  if (times < 1 || skip < 0) why = "times is at least 1 and skip at least 0";
  f.times = static_cast<std::uint64_t>(times);
  f.skip = static_cast<std::uint64_t>(skip);
  f.effect = read_effect(*effect, why);
  if (faults_.size() >= 1000) why = "too many faults";
  if (!why.empty()) return 0;
  f.id = next_++;
  faults_.push_back(std::move(f));
  return faults_.back().id;
}

std::optional<fault_effect> fault_list::take(fault& f) {
  if (f.skip > 0) {
    --f.skip;
    return std::nullopt;
  }
  ++f.struck;
  for (auto& kind : kinds_of(f.effect)) ++struck_[kind];
  return f.effect;
}

std::optional<fault_effect> fault_list::strike_request(std::string_view service,
                                                       std::string_view method,
                                                       std::string_view path) {
  for (auto& f : faults_) {
    if (!f.effect.hook.empty() || f.struck >= f.times || !any_or_equal(f.service, service) ||
        !any_or_equal(f.method, method) || (!f.path.empty() && !glob_matches(f.path, path)))
      continue;
    if (auto e = take(f)) return e;
  }
  return std::nullopt;
}

std::optional<fault_effect> fault_list::strike_hook(std::string_view hook, std::string_view event) {
  for (auto& f : faults_) {
    if (f.effect.hook.empty() || f.struck >= f.times || !any_or_equal(f.hook, hook) ||
        !any_or_equal(f.event, event))
      continue;
    if (auto e = take(f)) return e;
  }
  return std::nullopt;
}

json::object fault_list::to_json() const {
  json::array list;
  for (auto& f : faults_)
    list.push_back(json::object{{"id", f.id},
                                {"service", f.service},
                                {"method", f.method},
                                {"path", f.path},
                                {"hook", f.hook},
                                {"event", f.event},
                                {"times", f.times},
                                {"skip", f.skip},
                                {"struck", f.struck}});
  json::object kinds;
  for (auto& [kind, n] : struck_) kinds[kind] = n;
  return {{"faults", std::move(list)}, {"struck", std::move(kinds)}};
}

void fault_list::reset() {
  faults_.clear();
  struck_.clear();
}

std::vector<std::string> kinds_of(const fault_effect& e) {
  std::vector<std::string> kinds;
  if (e.delay_ms > 0) kinds.emplace_back("delay");
  if (!e.hook.empty()) kinds.push_back("hook." + e.hook);
  // What the connection's end hides is not answered.
  if (!e.reset.empty())
    kinds.push_back("reset." + e.reset);
  else if (e.cloudflare)
    kinds.emplace_back("cloudflare");
  else if (e.status != 0)
    kinds.push_back((e.effect ? "effect." : "status.") + std::to_string(e.status));
  return kinds;
}

net::http::response fault_answer(const fault_effect& e, std::string_view service) {
  net::http::response r;
  r.status = e.cloudflare ? 429 : e.status;
  r.headers = e.headers;
  const double wait = e.retry_after.value_or(1.0);
  if (e.cloudflare) {
    r.body = e.body.value_or("error code: 1015");
    r.headers.set("Content-Type", "text/plain; charset=UTF-8");
    if (e.retry_after) r.headers.set("Retry-After", std::to_string(std::llround(std::ceil(wait))));
    return r;
  }
  if (!r.headers.has("Content-Type")) r.headers.set("Content-Type", "application/json");
  if (r.status == 429 || e.retry_after)
    r.headers.set("Retry-After", std::to_string(std::llround(std::ceil(wait))));
  if (service == "discord") {
    r.headers.set("Via", "1.1 google");
    if (r.status == 429) {
      r.headers.set("X-RateLimit-Scope", e.scope);
      r.headers.set("X-RateLimit-Reset-After", seconds(wait));
      r.headers.set("X-RateLimit-Remaining", "0");
      if (e.scope == "global") r.headers.set("X-RateLimit-Global", "true");
      r.body = json::serialize(json::object{{"message", "You are being rate limited."},
                                            {"retry_after", wait},
                                            {"global", e.scope == "global"}});
    } else {
      r.body = json::serialize(
          json::object{{"message", std::to_string(r.status) + ": injected"}, {"code", 0}});
    }
  } else {
    r.body = json::serialize(
        json::object{{"code", r.status == 429 ? 20429 : 20500},
                     {"message", r.status == 429 ? "Too Many Requests" : "Injected failure"},
                     {"more_info", "https://www.twilio.com/docs/errors/20429"},
                     {"status", r.status}});
  }
  if (e.body) r.body = *e.body;
  return r;
}

} // namespace flexcord::sandbox
