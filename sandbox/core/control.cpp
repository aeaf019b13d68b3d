#include "sandbox/core/core_impl.hpp"
#include "sandbox/core/json.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <charconv>

namespace json = boost::json;

namespace flexcord::sandbox {

namespace {

using net::http::incoming;
using net::http::responder;

std::int64_t number_in_query(const incoming& in, std::string_view name) {
  const auto text = in.query_value(name);
  std::int64_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return std::max<std::int64_t>(n, 0);
}

void complain(const responder& out, int status, std::string_view why) {
  answer_json(out, status, json::object{{"error", why}});
}

constexpr std::size_t control_body = 64u << 10;

} // namespace

std::vector<net::http::route> core::control_routes() {
  auto* p = impl_.get();
  std::vector<net::http::route> routes;
  auto on = [&](const char* method, const char* path, net::http::handler h) {
    routes.push_back({method, path, std::move(h), control_body, {}});
  };
  on("POST", "/_sandbox/faults", [p](const incoming& in, const responder& out) {
    json::value storage;
    auto* body = read_json(in, storage);
    if (!body) return complain(out, 400, "the body is not a JSON object");
    std::string why;
    const auto id = p->faults.add(*body, why);
    if (!why.empty()) return complain(out, 400, why);
    answer_json(out, 200, json::object{{"id", id}});
  });
  on("GET", "/_sandbox/faults",
     [p](const incoming&, const responder& out) { answer_json(out, 200, p->faults.to_json()); });
  on("DELETE", "/_sandbox/faults", [p](const incoming&, const responder& out) {
    p->faults.clear();
    answer_json(out, 200, json::object());
  });
  on("GET", "/_sandbox/requests", [p](const incoming& in, const responder& out) {
    const auto since = static_cast<std::uint64_t>(number_in_query(in, "since"));
    answer_json(out, 200, p->requests.after(since, in.query_value("service")));
  });
  on("GET", "/_sandbox/events", [p](const incoming& in, responder out) {
    const auto since = static_cast<std::uint64_t>(number_in_query(in, "since"));
    p->wait_for_events(since, std::min<std::int64_t>(number_in_query(in, "timeout_ms"), 60'000),
                       std::move(out));
  });
  on("POST", "/_sandbox/reset", [p](const incoming&, const responder& out) {
    p->reset();
    answer_json(out, 200, json::object());
  });
  net::http::route live{
      "GET",
      "/_sandbox/live",
      [](const incoming&, const responder& out) { complain(out, 400, "connect with a WebSocket"); },
      control_body,
      {}};
  live.upgrade = [p](const incoming&, std::shared_ptr<net::websocket::connection> c) {
    return p->follow(std::move(c));
  };
  routes.push_back(std::move(live));
  for (auto& r : p->clock_routes()) routes.push_back(std::move(r));
  return routes;
}

} // namespace flexcord::sandbox
