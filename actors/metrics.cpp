#include "actors/metrics.hpp"

#include <caf/telemetry/counter.hpp>
#include <caf/telemetry/gauge.hpp>
#include <caf/telemetry/histogram.hpp>
#include <caf/telemetry/metric_family_impl.hpp>

#include <array>

namespace flexcord::actors {
namespace {

using label_list = std::vector<std::pair<std::string_view, std::string_view>>;
constexpr std::array latency_bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                    0.1,    0.25,  0.5,    1.,    2.5,  5.,    10.};
constexpr std::array wait_bounds{5., 15., 30., 60., 120., 300., 600., 1800., 3600.};
constexpr std::array size_bounds{1., 2., 4., 8., 16., 32., 64., 128., 256.};

std::string key_of(std::string_view family, const label_list& labels) {
  std::string key{family};
  for (auto& [name, value] : labels) (key += '\0') += value;
  return key;
}

caf::string_view view(std::string_view s) { return {s.data(), s.size()}; }

/// Family and instance of any kind, through the registry's own overloads.
template <class Make>
auto* instance(const label_list& labels, Make make) {
  std::vector<caf::string_view> names;
  std::vector<caf::telemetry::label_view> values;
  for (auto& [name, value] : labels) {
    names.push_back(view(name));
    values.emplace_back(view(name), view(value));
  }
  return make(names)->get_or_add(values);
}

template <std::size_t N>
caf::span<const double> bounds(const std::array<double, N>& a) {
  return {a.data(), N};
}

double seconds(std::chrono::nanoseconds d) { return std::chrono::duration<double>(d).count(); }

} // namespace

metrics::metrics(caf::telemetry::metric_registry& registry) : registry_(registry) {}

void metrics::count(std::string_view family, std::string_view help, label_list labels,
                    std::uint64_t by) {
  auto key = key_of(family, labels);
  std::lock_guard guard{mutex_};
  auto& c = counters_[key];
  if (!c)
    c = instance(labels, [&](auto& names) {
      return registry_.counter_family("flexcord", view(family), names, view(help), "1", true);
    });
  c->inc(static_cast<std::int64_t>(by));
}

void metrics::set(std::string_view family, std::string_view help, label_list labels,
                  std::int64_t value) {
  auto key = key_of(family, labels);
  std::lock_guard guard{mutex_};
  auto& g = gauges_[key];
  if (!g)
    g = instance(labels, [&](auto& names) {
      return registry_.gauge_family("flexcord", view(family), names, view(help));
    });
  g->value(value);
}

caf::telemetry::dbl_histogram* metrics::histogram(std::string_view family, std::string_view help,
                                                  std::string_view unit, std::string_view label,
                                                  std::string_view value) {
  label_list labels;
  if (!label.empty()) labels.emplace_back(label, value);
  auto key = key_of(family, labels);
  std::lock_guard guard{mutex_};
  auto& h = histograms_[key];
  if (!h) {
    auto b = unit == "steps"            ? bounds(size_bounds)
             : family == "handoff-wait" ? bounds(wait_bounds)
                                        : bounds(latency_bounds);
    auto unit_name = unit == "steps" ? "1" : unit;
    h = instance(labels, [&](auto& names) {
      return registry_.template histogram_family<double>("flexcord", view(family), names, b,
                                                         view(help), view(unit_name));
    });
  }
  return h;
}

void metrics::event(std::string_view kind, std::string_view outcome) {
  count("events", "Events taken by conversations.", {{"event", kind}, {"outcome", outcome}});
  if (outcome == "stale")
    count("stale-events", "Events that came too late to matter.", {{"event", kind}});
  if (outcome == "refused")
    count("refused-events", "Wishes that were answered with a reason.", {{"event", kind}});
  if (outcome == "never")
    count("never-events", "Events that cannot happen in their phase: bugs.", {{"event", kind}});
}
void metrics::transition(std::string_view event, std::string_view from, std::string_view to) {
  count("transitions", "Steps by event and phase.", {{"event", event}, {"from", from}, {"to", to}});
}
void metrics::command(std::string_view kind, std::string_view outcome) {
  count("commands", "Commands by kind and outcome.", {{"command", kind}, {"outcome", outcome}});
}
void metrics::http_call(std::string_view host, std::string_view outcome) {
  count("http-client-calls", "HTTP calls made, by host and outcome.",
        {{"host", host}, {"outcome", outcome}});
}
void metrics::rate_limit_wait(std::string_view scope) {
  count("rate-limit-waits", "Requests that waited for a rate limit.", {{"scope", scope}});
}
void metrics::webhook_reject(std::string_view endpoint, std::string_view reason) {
  count("webhook-rejects", "Incoming requests refused.",
        {{"endpoint", endpoint}, {"reason", reason}});
}
void metrics::gateway(std::string_view what) {
  count("gateway-events", "What happened on the Discord gateway.", {{"what", what}});
}
void metrics::handoff(std::string_view outcome) {
  count("handoffs", "Handoffs by outcome.", {{"outcome", outcome}});
}
void metrics::gate_refusal(std::string_view reason) {
  count("gate-refusals", "What members were refused by gates.*, by reason.", {{"reason", reason}});
}
void metrics::announcement(std::string_view source, std::string_view outcome) {
  count("announcements", "What became of announcements, by where they came from.",
        {{"source", source}, {"outcome", outcome}});
}
void metrics::announcement_event(std::string_view kind, std::string_view how) {
  count("announcement-events", "Events of announcements by how they were taken.",
        {{"event", kind}, {"outcome", how}});
}
void metrics::feed_read(std::string_view outcome) {
  count("feed-reads", "Reads of announcement feeds by outcome.", {{"outcome", outcome}});
}
void metrics::flow_call(std::string_view outcome) {
  count("flow-calls", "Questions of a Studio flow by how they were answered.",
        {{"outcome", outcome}});
}

void metrics::chatbot(std::string_view outcome) {
  count("chatbot-turns", "Bot turns by outcome.", {{"outcome", outcome}});
}
void metrics::article(std::string_view article, std::string_view what) {
  count("article-answers",
        "Answers with an article: shown, and what the user said or did about it.",
        {{"article", article}, {"what", what}});
}
void metrics::store_failure(std::string_view kind) {
  count("store-failures", "Times that the store began to fail, or failed in another way.",
        {{"kind", kind}});
}
void metrics::forgotten(std::string_view kind, std::uint64_t rows) {
  count("forgotten-rows", "Rows that were too old and are deleted, by kind.", {{"kind", kind}},
        rows);
}

void metrics::conversations(std::string_view owner, std::int64_t n) {
  set("conversations", "Known conversations by owner.", {{"owner", owner}}, n);
}
void metrics::live_conversations(std::int64_t n) {
  set("live-conversations", "Conversations in memory.", {}, n);
}
void metrics::dead_letters(std::int64_t n) {
  set("dead-letters", "Commands and events that were given up and wait for a person.", {}, n);
}

void metrics::outbox(std::string_view priority, std::int64_t depth, std::int64_t oldest_seconds) {
  set("outbox-depth", "Commands committed and not yet done.", {{"priority", priority}}, depth);
  set("outbox-oldest-seconds", "Age of the oldest command not yet done.", {{"priority", priority}},
      oldest_seconds);
}
void metrics::gateway_ready(bool ready) {
  set("gateway-ready", "1 while a gateway session is ready.", {}, ready ? 1 : 0);
}
void metrics::store_ready(bool ready) {
  set("store-ready", "1 while the store takes what it is given.", {}, ready ? 1 : 0);
}
void metrics::identifies_left(std::int64_t n) {
  set("gateway-identifies-left", "Identifies left today.", {}, n);
}

void metrics::hop(std::string_view which, std::chrono::nanoseconds took) {
  histogram("hop", "Time of one hop of a message.", "seconds", "hop", which)
      ->observe(seconds(took));
}
void metrics::handoff_wait(std::chrono::nanoseconds waited) {
  histogram("handoff-wait", "From the wish for a person to the agent's joining.", "seconds", {}, {})
      ->observe(seconds(waited));
}
void metrics::store_commit(std::size_t steps, std::chrono::nanoseconds took) {
  histogram("store-commit-steps", "Steps in one commit.", "steps", {}, {})
      ->observe(static_cast<double>(steps));
  histogram("store-commit", "Time of one commit.", "seconds", {}, {})->observe(seconds(took));
}

} // namespace flexcord::actors
