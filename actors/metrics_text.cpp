#include "actors/metrics.hpp"

#include <caf/telemetry/counter.hpp>
#include <caf/telemetry/gauge.hpp>
#include <caf/telemetry/histogram.hpp>
#include <caf/telemetry/label.hpp>
#include <caf/telemetry/metric.hpp>
#include <caf/telemetry/metric_family.hpp>

#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>

namespace flexcord::actors {
namespace {

/// Visits the registry. Samples of one family come together, as the format wants.
class page {
public:
  using family = caf::telemetry::metric_family;
  using metric = caf::telemetry::metric;

  template <class Value>
  requires requires(const Value* v) { v->value(); }
  void operator()(const family* f, const metric* m, const Value* v) {
    constexpr bool gauge = requires(Value x) { x.dec(); };
    auto name = begin(f, gauge ? "gauge" : "counter");
    sample(name, "", m, {}, number(v->value()));
  }

  template <class Histogram>
  requires requires(const Histogram* h) {
    h->buckets();
    h->sum();
  }
  void operator()(const family* f, const metric* m, const Histogram* h) {
    auto name = begin(f, "histogram");
    std::int64_t total = 0;
    for (auto& b : h->buckets()) {
      total += b.count.value();
      sample(name, "_bucket", m, number(b.upper_bound), std::to_string(total));
    }
    sample(name, "_sum", m, {}, number(h->sum()));
    sample(name, "_count", m, {}, std::to_string(total));
  }

  std::string take() { return std::move(out_); }

private:
  static std::string number(std::int64_t v) {
    return v == std::numeric_limits<std::int64_t>::max() ? "+Inf" : std::to_string(v);
  }
  static std::string number(double v) {
    if (std::isnan(v)) return "NaN";
    if (std::isinf(v)) return v > 0 ? "+Inf" : "-Inf";
    char text[32];
    auto end = std::to_chars(text, text + sizeof text, v).ptr;
    return {text, end};
  }
  static std::string clean(caf::string_view s) {
    std::string out(s.begin(), s.end());
    for (auto& c : out)
      if (c == '.' || c == '-') c = '_';
    return out;
  }

  std::string begin(const family* f, const char* type) {
    auto name = clean(f->prefix()) + '_' + clean(f->name());
    if (f->unit() != "1") name += '_' + clean(f->unit());
    // CAF marks some of its gauges as sums; the suffix is for counters alone.
    if (f->is_sum() && type == std::string_view("counter")) name += "_total";
    if (f == last_) return name;
    last_ = f;
    out_ += "# HELP " + name + ' ';
    escape(f->helptext(), false);
    out_ += "\n# TYPE " + name + ' ' + type + '\n';
    return name;
  }

  template <class Text>
  void escape(const Text& text, bool quotes) {
    for (char c : text) {
      if (c == '\\')
        out_ += "\\\\";
      else if (c == '\n')
        out_ += "\\n";
      else if (c == '"' && quotes)
        out_ += "\\\"";
      else
        out_ += c;
    }
  }

  void sample(const std::string& name, const char* suffix, const metric* m, const std::string& le,
              const std::string& v) {
    (out_ += name) += suffix;
    char separator = '{';
    auto label = [&](const std::string& k, const auto& value) {
      ((out_ += separator) += k) += "=\"";
      escape(value, true);
      out_ += '"';
      separator = ',';
    };
    for (auto& l : m->labels()) label(clean(l.name()), l.value());
    if (!le.empty()) label("le", le);
    if (separator == ',') out_ += '}';
    ((out_ += ' ') += v) += '\n';
  }

  std::string out_;
  const family* last_ = nullptr;
};

} // namespace

std::string render_metrics(const caf::telemetry::metric_registry& registry) {
  page p;
  registry.collect(p);
  return p.take();
}

} // namespace flexcord::actors
