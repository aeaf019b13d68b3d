#include "sandbox/core/core_impl.hpp"
#include "sandbox/core/json.hpp"

#include <boost/json/value.hpp>

namespace json = boost::json;

namespace flexcord::sandbox {

namespace {

using net::http::incoming;
using net::http::responder;

constexpr std::size_t body_limit = 4u << 10;
// A year at most: a larger step is surely a mistake in the unit.
constexpr std::int64_t longest_step = 366LL * 86'400'000;
constexpr double slowest = 0.01, fastest = 1000;

/// What POST /_sandbox/clock asks for.
struct change {
  std::int64_t advance_ms = 0;
  std::optional<double> rate;
};

std::optional<change> read_change(const json::object& o, std::string& why) {
  change c;
  const auto* by = o.if_contains("advance_ms");
  const auto* rate = o.if_contains("rate");
  c.advance_ms = number_at(o, "advance_ms").value_or(-1);
  if (!by)
    c.advance_ms = 0;
  else if (c.advance_ms < 0 || c.advance_ms > longest_step)
    why = "advance_ms must be 0 or more, a year at most";
  if (rate) {
    boost::system::error_code ec;
    const auto r = rate->is_number() ? rate->to_number<double>(ec) : 0;
    if (ec || !(r >= slowest && r <= fastest)) why = "rate must be 0.01 to 1000";
    c.rate = r;
  }
  if (!by && !rate) why = "needs advance_ms, rate or both";
  if (!why.empty()) return {};
  return c;
}

void complain(const responder& out, std::string_view why) {
  answer_json(out, 400, json::object{{"error", why}});
}

} // namespace

std::vector<net::http::route> core::impl::clock_routes() {
  auto shown = [this] { return json::object{{"now", clock.now_ms()}, {"rate", clock.rate()}}; };
  std::vector<net::http::route> routes;
  routes.push_back({"GET",
                    "/_sandbox/clock",
                    [this, shown](const incoming&, const responder& out) {
                      auto now = shown();
                      now["followers"] = followers.size();
                      answer_json(out, 200, now);
                    },
                    body_limit,
                    {}});
  routes.push_back({"POST",
                    "/_sandbox/clock",
                    [this, shown](const incoming& in, const responder& out) {
                      json::value storage;
                      const auto* body = read_json(in, storage);
                      std::string why = body ? "" : "the body is not a JSON object";
                      const auto wanted = body ? read_change(*body, why) : std::nullopt;
                      if (!wanted) return complain(out, why);
                      clock.advance(wanted->advance_ms);
                      if (wanted->rate) clock.set_rate(*wanted->rate);
                      followers.announce([shown, out](std::size_t all, std::size_t confirmed) {
                        auto now = shown();
                        now["followers"] = all;
                        now["confirmed"] = confirmed;
                        answer_json(out, 200, now);
                      });
                    },
                    body_limit,
                    {}});
  net::http::route follow{
      "GET",
      "/_sandbox/clock/follow",
      [](const incoming&, const responder& out) { complain(out, "connect with a WebSocket"); },
      body_limit,
      {}};
  follow.upgrade = [this](const incoming&, std::shared_ptr<net::websocket::connection> c) {
    return followers.follow(std::move(c));
  };
  routes.push_back(std::move(follow));
  return routes;
}

} // namespace flexcord::sandbox
