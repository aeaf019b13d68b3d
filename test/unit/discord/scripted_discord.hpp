#pragma once
#include "net/discord/multipart.hpp"
#include "net/discord/payload.hpp"
#include "net/discord/rest.hpp"
#include "net/http/server.hpp"

#include <caf/test/dsl.hpp>

#include <deque>
#include <future>
#include <mutex>

/// A Discord that says what a test has written down.
namespace flexcord::discord_tests {

using namespace std::chrono_literals;
using namespace flexcord::net;
using namespace flexcord::net::discord;

constexpr auto limit = 20s; ///< only a failure takes this long

/// A Discord of a few lines: gives the scripted answers in order, and remembers what was asked.
struct scripted_discord {
  runtime rt;
  http::client client{rt};
  std::mutex mutex;
  std::deque<http::response> script;
  std::vector<http::incoming> asked;
  std::string waits;
  int bad_tokens = 0;
  http::server server;
  std::string base;
  std::unique_ptr<rest> api;

  scripted_discord()
      : server(rt, {},
               {{.method = "*",
                 .path = "/*",
                 .handle = [this](http::incoming in, http::responder out) {
                   answer(std::move(in), out);
                 }}}) {
    auto port = server.start();
    base = "http://127.0.0.1:" + std::to_string(port.has_value() ? *port : 0);
    rest_events events;
    events.on_wait = [this](std::string_view scope, std::chrono::milliseconds) {
      std::lock_guard lock(mutex);
      waits += std::string{scope} + " ";
    };
    events.on_bad_token = [this] { ++bad_tokens; };
    api = std::make_unique<rest>(
        rt, client, rest_options{.api_url = base + "/api/v10", .cdn_url = base, .token = "s3cret"},
        events);
  }
  ~scripted_discord() {
    api.reset();
    client.stop();
    server.stop(0ms);
    rt.stop(1s);
  }
  void answer(http::incoming in, const http::responder& out) {
    http::response r{.status = 500, .headers = {}, .body = {}};
    {
      std::lock_guard lock(mutex);
      asked.push_back(std::move(in));
      if (!script.empty()) {
        r = script.front();
        script.pop_front();
      }
    }
    out(std::move(r));
  }
  void reply(int status, std::string body, http::fields headers = {}) {
    script.push_back({.status = status, .headers = std::move(headers), .body = std::move(body)});
  }
  template <class T, class Call>
  result<T> wait(Call call) {
    auto promise = std::make_shared<std::promise<result<T>>>();
    auto future = promise->get_future();
    call([promise](result<T> r) { promise->set_value(std::move(r)); });
    if (future.wait_for(limit) != std::future_status::ready) CAF_FAIL("no answer within the limit");
    return future.get();
  }
  result<message> create(outgoing m, rest::guard guard = {}) {
    return wait<message>([&](auto done) {
      api->create_message("42", std::move(m), priority::bot, std::move(guard), done);
    });
  }
};

inline outgoing text(std::string s) {
  outgoing m;
  m.content = std::move(s);
  m.nonce = "nonce1";
  return m;
}

} // namespace flexcord::discord_tests
