#pragma once
#include "net/http/client.hpp"
#include "net/http/server.hpp"
#include "net/runtime.hpp"
#include "net/websocket/client.hpp"
#include "sandbox/core/core.hpp"
#include "sandbox/core/json.hpp"
#include "sandbox/discord/service.hpp"

#include <boost/json.hpp>

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <optional>

namespace flexcord::test {

namespace json = boost::json;

/// How long a test waits before it gives up; only ever reached by a failure.
inline constexpr std::chrono::seconds patience{20};

struct answer {
  int status = 0;
  net::http::fields headers;
  json::value body;
  std::string text;
  const json::object& object() const {
    static const json::object none;
    return body.is_object() ? body.get_object() : none;
  }
  std::string at(std::string_view key) const { return sandbox::text_at(object(), key); }
  std::int64_t number(std::string_view key) const {
    return sandbox::number_at(object(), key).value_or(-1);
  }
};

/// The Discord stand-in on a free port, and a client beside it.
class sandbox_fixture {
public:
  sandbox_fixture() : client(rt), host(rt, client), service(host) {
    auto routes = host.control_routes();
    for (auto& r : service.routes()) routes.push_back(std::move(r));
    server.emplace(rt, net::http::server_options{}, std::move(routes));
    auto port = server->start();
    if (!port) throw std::runtime_error("the test server does not start");
    host.listening_on("127.0.0.1", *port);
  }
  ~sandbox_fixture() {
    host.stop();
    server->stop(std::chrono::milliseconds(100));
    client.stop();
    rt.stop();
  }

  answer send(net::http::request r) {
    std::promise<answer> promise;
    auto future = promise.get_future();
    client.send(std::move(r), {}, [&promise](net::result<net::http::response> got) {
      answer a;
      if (got) {
        a.status = got->status;
        a.headers = got->headers;
        a.text = got->body;
        boost::system::error_code ec;
        a.body = json::parse(got->body, ec);
      }
      promise.set_value(std::move(a));
    });
    return future.get();
  }

  /// A call of the bot's; `body` empty: none.
  answer bot(std::string method, const std::string& path, std::string body = {}) {
    net::http::request r{
        std::move(method), host.http_base() + "/api/v10" + path, {}, std::move(body)};
    r.headers.set("Authorization", "Bot sandbox-token");
    r.headers.set("User-Agent", "DiscordBot (https://example.org, 1.0)");
    if (!r.body.empty()) r.headers.set("Content-Type", "application/json");
    return send(std::move(r));
  }

  /// A control call.
  answer control(std::string method, const std::string& path, std::string body = {}) {
    return send({std::move(method), host.http_base() + "/_sandbox" + path, {}, std::move(body)});
  }

  /// A new user's id.
  std::string user(const std::string& name) {
    return control("POST", "/discord/users", R"({"name":")" + name + "\"}").at("id");
  }
  std::string dm_of(const std::string& user_id) {
    return bot("POST", "/users/@me/channels", R"({"recipient_id":")" + user_id + "\"}").at("id");
  }
  void advance(std::int64_t ms) {
    control("POST", "/clock", R"({"advance_ms":)" + std::to_string(ms) + "}");
  }

  net::runtime rt;
  net::http::client client;
  sandbox::core host;
  sandbox::discord_service service;
  std::optional<net::http::server> server;
};

/// A gateway client that keeps what comes.
class gateway_client {
public:
  gateway_client(sandbox_fixture& f, const std::string& query = "/?v=10&encoding=json") {
    auto s = state_;
    net::websocket::handlers h;
    h.on_text = [s](std::string text) {
      boost::system::error_code ec;
      s->put(json::parse(text, ec));
    };
    h.on_binary = [s](const std::string& bytes) { s->put(json::string(bytes)); };
    h.on_closed = [s](const net::websocket::close_info& i) {
      s->put(json::object{{"closed", i.code}});
    };
    connection_ = net::websocket::connect(f.rt, f.host.ws_base() + "/gateway" + query, {}, h);
  }
  ~gateway_client() { connection_->drop(); }
  void send(const json::value& payload) { connection_->send_text(json::serialize(payload)); }
  void send_raw(std::string text) { connection_->send_text(std::move(text)); }
  void drop() { connection_->drop(); }
  void close(std::uint16_t code) { connection_->close(code, ""); }

  /// The next payload, an object {"closed": code} for the end, null when nothing came in time.
  json::value next() { return state_->take(); }
  /// The next dispatch of that type; others are passed over.
  json::object until(std::string_view type) {
    for (;;) {
      auto v = next();
      auto* o = v.if_object();
      if (!o || o->contains("closed")) return {};
      if (sandbox::text_at(*o, "t") == type) return *o;
    }
  }
  /// The close code; payloads before it are passed over.
  std::int64_t until_closed() {
    for (;;) {
      auto v = next();
      auto* o = v.if_object();
      if (!o && !v.is_string()) return -1;
      if (o && o->contains("closed")) return sandbox::number_at(*o, "closed").value_or(-1);
    }
  }
  /// Hello, Identify, READY; READY's data.
  json::object login(std::uint32_t intents = 20481) {
    next();
    identify(intents);
    const auto ready = until("READY");
    auto* d = sandbox::object_at(ready, "d");
    return d ? *d : json::object();
  }
  void identify(std::uint32_t intents, const std::string& token = "sandbox-token") {
    send(json::object{{"op", 2},
                      {"d", json::object{{"token", token},
                                         {"intents", intents},
                                         {"properties", json::object{{"os", "linux"}}}}}});
  }
  void resume(const std::string& session, std::int64_t sequence) {
    send(json::object{
        {"op", 6},
        {"d",
         json::object{{"token", "sandbox-token"}, {"session_id", session}, {"seq", sequence}}}});
  }

private:
  struct state {
    std::mutex mutex;
    std::condition_variable change;
    std::deque<json::value> came;
    void put(json::value v) {
      const std::lock_guard lock(mutex);
      came.push_back(std::move(v));
      change.notify_all();
    }
    json::value take() {
      std::unique_lock lock(mutex);
      if (!change.wait_for(lock, patience, [&] { return !came.empty(); })) return nullptr;
      auto v = std::move(came.front());
      came.pop_front();
      return v;
    }
  };
  std::shared_ptr<state> state_ = std::make_shared<state>();
  std::shared_ptr<net::websocket::connection> connection_;
};

} // namespace flexcord::test
