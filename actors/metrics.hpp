#pragma once
#include <caf/fwd.hpp>
#include <caf/telemetry/metric_registry.hpp>

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::actors {

/// Every metric of ours, in one place, in CAF's registry beside CAF's own. Labels have few, fixed
/// values: no user, channel or conversation id ever becomes one. Instances are made on first use
/// and kept (CAF never removes one). Thread-safe.
class metrics {
public:
  explicit metrics(caf::telemetry::metric_registry& registry);

  // -- counters: what happened
  // ----------------------------------------------------------------------------------------
  void event(std::string_view kind, std::string_view outcome);
  void transition(std::string_view event, std::string_view from, std::string_view to);
  void command(
      std::string_view kind,
      std::string_view outcome); ///< "given", "delivered", "undeliverable", "withdrawn", "retried"
  void http_call(std::string_view host, std::string_view outcome);
  void rate_limit_wait(std::string_view scope);
  void webhook_reject(std::string_view endpoint, std::string_view reason);
  void gateway(std::string_view what);
  void handoff(std::string_view outcome);
  void gate_refusal(std::string_view reason); ///< a request, or all, that a gate did not let pass
  void chatbot(std::string_view outcome);
  /// `article`: an id, or "other"; bounded by who counts (article_counts).
  void article(std::string_view article, std::string_view what);
  /// `source`: "feed", "rest", "hook", "member".
  void announcement(std::string_view source, std::string_view outcome);
  /// `how`: "done", "ignored", "stale" (it came too late to matter), "refused".
  void announcement_event(std::string_view kind, std::string_view how);
  void feed_read(std::string_view outcome);  ///< "read", "not_modified", "failed", "gone"
  void flow_call(std::string_view outcome);  ///< how a question of the desk's flow was answered
  void store_failure(std::string_view kind); ///< at a change, not at each try
  void forgotten(std::string_view kind, std::uint64_t rows); ///< deleted by retention

  // -- gauges: how things stand
  // ---------------------------------------------------------------------------------------
  void conversations(std::string_view owner, std::int64_t n);
  void live_conversations(std::int64_t n);
  void dead_letters(std::int64_t n);
  void outbox(std::string_view priority, std::int64_t depth, std::int64_t oldest_seconds);
  void gateway_ready(bool ready);
  void store_ready(bool ready);
  void identifies_left(std::int64_t n);

  // -- histograms
  // -----------------------------------------------------------------------------------------------------
  void hop(std::string_view hop, std::chrono::nanoseconds took);
  void handoff_wait(std::chrono::nanoseconds waited);
  void store_commit(std::size_t steps, std::chrono::nanoseconds took);

private:
  struct families;
  void count(std::string_view family, std::string_view help,
             std::vector<std::pair<std::string_view, std::string_view>> labels,
             std::uint64_t by = 1);
  void set(std::string_view family, std::string_view help,
           std::vector<std::pair<std::string_view, std::string_view>> labels, std::int64_t value);
  caf::telemetry::dbl_histogram* histogram(std::string_view family, std::string_view help,
                                           std::string_view unit, std::string_view label,
                                           std::string_view value);
  caf::telemetry::metric_registry& registry_;
  std::mutex mutex_;
  std::map<std::string, caf::telemetry::int_counter*> counters_;
  std::map<std::string, caf::telemetry::int_gauge*> gauges_;
  std::map<std::string, caf::telemetry::dbl_histogram*> histograms_;
};

/// The whole registry in Prometheus' text format: labels escaped, no timestamps, one HELP and TYPE
/// a family.
std::string render_metrics(const caf::telemetry::metric_registry& registry);

} // namespace flexcord::actors
