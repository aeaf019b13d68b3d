#include "actors/operators/node_api.hpp"

#include "net/http/client.hpp"
#include "net/runtime.hpp"

#include <future>

namespace flexcord::actors {
namespace {
constexpr std::size_t largest_answer = std::size_t{1} << 30; // an export

std::string host_of(const std::string& address) {
  if (address == "0.0.0.0" || address.empty()) return "127.0.0.1";
  if (address == "::") return "[::1]";
  return address.find(':') == address.npos ? address : '[' + address + ']';
}
} // namespace

std::string local_node(const config::settings& s) {
  return "http://" + host_of(s.http.address) + ':' + std::to_string(s.http.port);
}

net::result<net::http::response> ask_node(const config::settings& s, const std::string& method,
                                          const std::string& target,
                                          std::chrono::milliseconds patience) {
  net::runtime rt;
  net::http::client http{rt};
  net::http::request r;
  r.method = method;
  r.url = local_node(s) + "/api/v1" + target;
  r.headers.set("Authorization", "Bearer " + s.http.admin_token.reveal());
  net::http::call_options o;
  o.deadline = patience;
  o.max_body = largest_answer;
  auto promise = std::make_shared<std::promise<net::result<net::http::response>>>();
  auto answer = promise->get_future();
  http.send(std::move(r), o, [promise](net::result<net::http::response> got) {
    promise->set_value(std::move(got));
  });
  auto got = answer.get();
  http.stop();
  rt.stop();
  return got;
}

bool no_node(const net::result<net::http::response>& answer) {
  return !answer && answer.error().kind == net::failure_kind::unreachable;
}

} // namespace flexcord::actors
