#define CAF_SUITE metrics_text
#include "actors/metrics.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using flexcord::actors::metrics;
using flexcord::actors::render_metrics;

namespace {
bool has(const std::string& page, const std::string& line) {
  return page.find(line) != std::string::npos;
}
} // namespace

SCENARIO("the page shows counters, gauges and histograms in Prometheus' text format") {
  GIVEN("a registry with one of each") {
    caf::telemetry::metric_registry registry;
    metrics m{registry};
    m.event("user_wrote", "done");
    m.event("user_wrote", "done");
    m.event("bot_answered", "stale");
    m.conversations("bot", 3);
    m.hop("gateway_to_commit", std::chrono::milliseconds(3));
    WHEN("it is rendered") {
      auto page = render_metrics(registry);
      THEN("every sample is there with its type") {
        CHECK(has(page, "# TYPE flexcord_events_total counter\n"));
        CHECK(has(page, "flexcord_events_total{event=\"user_wrote\",outcome=\"done\"} 2\n"));
        CHECK(has(page, "flexcord_stale_events_total{event=\"bot_answered\"} 1\n"));
        CHECK(has(page, "flexcord_conversations{owner=\"bot\"} 3\n"));
        CHECK(
            has(page, "flexcord_hop_seconds_bucket{hop=\"gateway_to_commit\",le=\"0.0025\"} 0\n"));
        CHECK(has(page, "flexcord_hop_seconds_bucket{hop=\"gateway_to_commit\",le=\"0.005\"} 1\n"));
        CHECK(has(page, "flexcord_hop_seconds_bucket{hop=\"gateway_to_commit\",le=\"+Inf\"} 1\n"));
        CHECK(has(page, "flexcord_hop_seconds_count{hop=\"gateway_to_commit\"} 1\n"));
      }
    }
  }
}

SCENARIO("a label value cannot break the page") {
  GIVEN("a host name with quotes, backslashes and newlines") {
    caf::telemetry::metric_registry registry;
    metrics m{registry};
    m.http_call("a\"b\\c\nd", "2xx");
    WHEN("the page is rendered") {
      auto page = render_metrics(registry);
      THEN("they are escaped") { CHECK(has(page, "host=\"a\\\"b\\\\c\\nd\"")); }
    }
  }
}
