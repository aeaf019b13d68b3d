#include "sandbox/demo/control.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <future>

namespace flexcord::sandbox::demo {

control::control(net::runtime& rt, std::string base) : client_(rt), base_(std::move(base)) {}

control::answer control::call(const std::string& method, const std::string& path,
                              const boost::json::value& body) {
  net::http::request q;
  q.method = method;
  q.url = base_ + path;
  if (!body.is_null()) {
    q.headers.set("Content-Type", "application/json");
    q.body = boost::json::serialize(body);
  }
  std::promise<net::result<net::http::response>> promise;
  auto future = promise.get_future();
  client_.send(std::move(q), {},
               [&](net::result<net::http::response> r) { promise.set_value(std::move(r)); });
  auto got = future.get();
  if (!got) return {};
  boost::system::error_code ec;
  auto parsed = boost::json::parse(got->body, ec);
  return {got->status, ec ? boost::json::value{} : parsed};
}

bool control::until(const std::function<bool()>& there, std::chrono::milliseconds limit) {
  auto end = std::chrono::steady_clock::now() + limit;
  while (!there()) {
    if (std::chrono::steady_clock::now() >= end) return false;
    // A long poll: it comes back as soon as something happens.
    auto news = call("GET", "/_sandbox/events?since=" + std::to_string(seen_) + "&timeout_ms=500");
    if (auto* o = news.body.if_object())
      if (auto* next = o->if_contains("next"); next && next->is_number())
        seen_ = next->to_number<std::int64_t>();
  }
  return true;
}

std::string text_at(const boost::json::value& v, std::string_view key) {
  auto* o = v.if_object();
  auto* found = o ? o->if_contains(key) : nullptr;
  return found && found->is_string() ? std::string(found->get_string()) : std::string{};
}

boost::json::array list_at(const boost::json::value& v, std::string_view key) {
  auto* o = v.if_object();
  auto* found = o ? o->if_contains(key) : nullptr;
  return found && found->is_array() ? found->get_array() : boost::json::array{};
}

} // namespace flexcord::sandbox::demo
