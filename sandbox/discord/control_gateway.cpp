#include "sandbox/core/json.hpp"
#include "sandbox/discord/control.hpp"

#include <boost/json/array.hpp>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

result show(platform& p, const order&) {
  auto o = p.gateway.to_json();
  json::array commands;
  for (auto& [scope, list] : p.w.commands)
    for (auto& c : list) commands.push_back(c);
  o["commands"] = std::move(commands);
  return done(std::move(o));
}

result act(platform& p, const order& o) {
  const auto why = p.gateway.control(o.body);
  return why.empty() ? done() : failed(400, why);
}

/// One number that POST …/limits may set.
struct knob {
  const char* name;
  std::int64_t* value;
  std::int64_t least, most;
};

std::vector<knob> knobs(platform& p) {
  auto& r = p.limits.settings;
  auto& g = p.gateway.limits;
  return {{"message_limit", &r.message_limit, 1, 1'000'000},
          {"message_window_ms", &r.message_window_ms, 1, 3'600'000},
          {"global", &r.global, 1, 1'000'000},
          {"invalid_limit", &r.invalid_limit, 1, 1'000'000},
          {"identify_interval_ms", &g.identify_interval_ms, 0, 600'000},
          {"heartbeat_interval_ms", &g.heartbeat_interval_ms, 10, 600'000},
          {"resume_window_ms", &g.resume_window_ms, 0, 86'400'000},
          {"replay", &g.replay, 0, 100'000},
          {"sessions_per_day", &g.sessions_per_day, 0, 1'000'000},
          {"commands_per_minute", &g.commands_per_minute, 1, 1'000'000}};
}

json::object limits_json(platform& p) {
  json::object o{{"enforce", p.limits.settings.enforce},
                 {"split_frames", p.gateway.limits.split_frames},
                 {"privileged_intents", p.gateway.limits.privileged}};
  for (auto& k : knobs(p)) o[k.name] = *k.value;
  return o;
}

result set_limits(platform& p, const order& o) {
  const auto all = knobs(p);
  for (auto& k : all)
    if (auto n = number_at(o.body, k.name); o.body.contains(k.name))
      if (!n || *n < k.least || *n > k.most)
        return failed(400, std::string(k.name) + " must be " + std::to_string(k.least) + " to " +
                               std::to_string(k.most));
  for (auto& k : all)
    if (auto n = number_at(o.body, k.name)) *k.value = *n;
  p.limits.settings.enforce = bool_at(o.body, "enforce").value_or(p.limits.settings.enforce);
  auto& g = p.gateway.limits;
  g.split_frames = bool_at(o.body, "split_frames").value_or(g.split_frames);
  if (auto mask = number_at(o.body, "privileged_intents"))
    g.privileged = static_cast<std::uint32_t>(*mask) & privileged_intents;
  return done(limits_json(p));
}

} // namespace

void add_gateway_control(control_table& t) {
  t.on("GET", "/gateway", show);
  t.on("POST", "/gateway", act);
  t.on("GET", "/limits", [](platform& p, const order&) { return done(limits_json(p)); });
  t.on("POST", "/limits", set_limits);
}

} // namespace flexcord::sandbox::discord
