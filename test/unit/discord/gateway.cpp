#define CAF_SUITE discord_gateway

#include "net/discord/gateway.hpp"
#include "net/http/server.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

using namespace std::chrono_literals;
using namespace flexcord::net;
using discord::gateway_state;

namespace {

constexpr auto limit = 20s; ///< only a failure takes this long

std::string bytes(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    out += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
  return out;
}

const std::string hello = R"({"op":10,"d":{"heartbeat_interval":40000}})";
const std::string ready =
    R"({"op":0,"s":1,"t":"READY","d":{"session_id":"sess","resume_gateway_url":"","user":{"id":"1"}}})";

/// A gateway on loopback and a session on it. The test decides what each frame that arrives is
/// answered with.
struct fixture {
  using answerer =
      std::function<void(int connection, const std::string& frame, websocket::connection&)>;
  runtime rt;
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::string> targets, frames, states, events, counts;
  std::vector<std::uint16_t> closes;
  std::vector<std::shared_ptr<websocket::connection>> sockets;
  std::function<void(websocket::connection&)> greet = [](websocket::connection& c) {
    c.send_text(hello);
  };
  answerer answer;
  http::server server;
  discord::gateway_options options;
  std::unique_ptr<discord::gateway> gateway;

  explicit fixture(answerer a)
      : answer(std::move(a)),
        server(rt, {},
               {{.method = "GET",
                 .path = "/*",
                 .handle = [](http::incoming, http::responder out) { out(404); },
                 .upgrade =
                     [this](const http::incoming& in, std::shared_ptr<websocket::connection> c) {
                       return accept(in, std::move(c));
                     }}}) {
    auto port = server.start();
    options.token = "s3cret";
    options.url = "ws://127.0.0.1:" + std::to_string(port.has_value() ? *port : 0);
    options.reconnect_min = 1ms;
    options.reconnect_max = 20ms;
  }
  ~fixture() {
    gateway.reset();
    server.stop(0ms);
    rt.stop(1s);
  }
  websocket::handlers accept(const http::incoming& in, std::shared_ptr<websocket::connection> c) {
    auto number = note([&] {
      targets.push_back(in.target), sockets.push_back(c);
      return static_cast<int>(sockets.size());
    });
    rt.post([this, c] { greet(*c); });
    websocket::handlers h;
    h.on_text = [this, number, weak = std::weak_ptr(c)](std::string frame) {
      note([&] {
        frames.push_back(frame);
        return 0;
      });
      if (auto self = weak.lock()) answer(number, frame, *self);
    };
    h.on_closed = [this](websocket::close_info info) {
      note([&] {
        closes.push_back(info.code);
        return 0;
      });
    };
    return h;
  }
  template <class F>
  int note(F f) {
    std::lock_guard lock(mutex);
    auto r = f();
    changed.notify_all();
    return r;
  }
  void start() {
    discord::gateway_handlers h;
    h.on_dispatch = [this](discord::dispatch d) {
      note([&] {
        events.push_back(d.type + " " + std::to_string(d.sequence) + " " + d.data);
        return 0;
      });
    };
    h.on_state = [this](gateway_state s, std::string) {
      constexpr const char* names[] = {"stopped",  "connecting", "identifying",
                                       "resuming", "ready",      "failed"};
      note([&] {
        states.push_back(names[static_cast<int>(s)]);
        return 0;
      });
    };
    h.on_count = [this](std::string_view what) {
      note([&] {
        counts.emplace_back(what);
        return 0;
      });
    };
    gateway = std::make_unique<discord::gateway>(rt, options, std::move(h));
    gateway->start();
  }
  void until(const char* what, const std::function<bool()>& reached) {
    std::unique_lock lock(mutex);
    if (changed.wait_for(lock, limit, reached)) return;
    std::string all;
    for (const auto* list : {&states, &frames, &events, &counts}) {
      for (const auto& s : *list) all += "\n  " + s;
    }
    CAF_FAIL("did not happen: " << what << all);
  }
  static bool has(const std::vector<std::string>& list, const std::string& what) {
    return std::find(list.begin(), list.end(), what) != list.end();
  }
};

bool is(const std::string& frame, int op) {
  return frame.starts_with(R"({"op":)" + std::to_string(op));
}

void good(int, const std::string& frame, websocket::connection& c) {
  if (is(frame, 1)) c.send_text(R"({"op":11})");
  if (is(frame, 2)) c.send_text(ready);
}

} // namespace

SCENARIO("over a real socket the session identifies, delivers and acknowledges") {
  GIVEN("a gateway that drops the connection after a message and resumes") {
    fixture f([](int number, const std::string& frame, websocket::connection& c) {
      good(number, frame, c);
      if (is(frame, 2)) c.send_text(R"({"op":0,"s":2,"t":"MESSAGE_CREATE","d":{"id":"5"}})");
      if (is(frame, 6)) c.send_text(R"({"op":0,"s":3,"t":"RESUMED","d":{}})");
    });
    f.start();
    WHEN("the message is committed and the socket is lost") {
      f.until("the message", [&] { return f.has(f.events, R"(MESSAGE_CREATE 2 {"id":"5"})"); });
      f.gateway->acknowledge(2, "sess");
      f.rt.post([&] { f.sockets.front()->drop(); });
      f.until("RESUMED", [&] { return f.has(f.events, "RESUMED 3 {}"); });
      THEN("it resumed after the committed message, with the same query") {
        std::lock_guard lock(f.mutex);
        CHECK_EQ(f.targets.at(0), "/?v=10&encoding=json");
        CHECK_EQ(f.targets.at(1), "/?v=10&encoding=json");
        CHECK(f.has(f.frames, R"({"op":6,"d":{"token":"s3cret","session_id":"sess","seq":2}})"));
        CHECK_EQ(f.states.back(), "ready");
      }
    }
  }
}

SCENARIO("a heartbeat that is not answered leads to a new connection") {
  GIVEN("a gateway with a short interval that never answers") {
    fixture f([](int number, const std::string& frame, websocket::connection& c) {
      if (!is(frame, 1) || number > 1) good(number, frame, c);
      if (is(frame, 6)) c.send_text(R"({"op":0,"s":3,"t":"RESUMED","d":{}})");
    });
    f.greet = [](websocket::connection& c) {
      c.send_text(R"({"op":10,"d":{"heartbeat_interval":20}})");
    };
    f.start();
    WHEN("two beats are due") {
      f.until("RESUMED", [&] { return f.has(f.events, "RESUMED 3 {}"); });
      THEN("the first connection was a zombie") {
        std::lock_guard lock(f.mutex);
        CHECK(f.has(f.counts, "zombie"));
      }
    }
  }
}

SCENARIO("a compressed gateway is understood") {
  GIVEN("a gateway that speaks zlib-stream in small messages") {
    fixture f(good);
    f.options.compress = true;
    // zlib's own: Hello and READY in one stream.
    f.greet = [](websocket::connection& c) {
      const auto packed = bytes("789caa56ca2f50b23234d0514a51b2aa56ca484d2c2a494a4d2c89cfcc2b492d2a"
                                "4bcc51b232310082da5a00000000ffff");
      for (std::size_t i = 0; i < packed.size(); i += 7) c.send_binary(packed.substr(i, 7));
    };
    f.answer = [](int, const std::string& frame, websocket::connection& c) {
      if (is(frame, 2))
        c.send_binary(
            bytes("aa06ab042a2c06aad7512a51b2520a7275748954826a2d4e2d2ececccf8bcf04f2c01ca044516a71"
                  "696e6a7c7a62496a7962657c6911d03825a07869716a11480f58ada1526d6d2d000000ffff"));
    };
    f.start();
    WHEN("it is ready") {
      f.until("ready", [&] { return f.has(f.states, "ready"); });
      THEN("the query asked for it") {
        CHECK_EQ(f.targets.at(0), "/?v=10&encoding=json&compress=zlib-stream");
      }
    }
  }
}

SCENARIO("a fatal close code ends the session with its meaning") {
  GIVEN("a gateway that refuses the token") {
    fixture f([](int, const std::string& frame, websocket::connection& c) {
      if (is(frame, 2)) c.close(4004, "Authentication failed.");
    });
    f.start();
    WHEN("it identifies") {
      f.until("failed", [&] { return f.has(f.states, "failed"); });
      THEN("it does not come back") {
        std::lock_guard lock(f.mutex);
        CHECK_EQ(f.targets.size(), 1u);
        CHECK_EQ(f.states.back(), "failed");
      }
    }
  }
}

SCENARIO("stopping closes with the code that says whether somebody will resume") {
  for (bool final : {false, true}) {
    GIVEN("a ready session") {
      fixture f(good);
      f.start();
      f.until("ready", [&] { return f.has(f.states, "ready"); });
      WHEN("it is stopped") {
        f.gateway->stop(final);
        f.until("close", [&] { return !f.closes.empty(); });
        THEN("the code is right") {
          std::lock_guard lock(f.mutex);
          CHECK_EQ(f.closes.front(), final ? 1000 : 4000);
          CHECK_EQ(f.states.back(), "stopped");
        }
      }
    }
  }
}
