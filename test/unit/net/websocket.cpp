#include "net/http/server.hpp"
#include "net/websocket/client.hpp"
#include "support/certificates.hpp"
#include "support/raw.hpp"
#include "support/wait.hpp"

#include <atomic>

#define CAF_SUITE net_websocket
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord;
using namespace flexcord::net;
using flexcord::test::awaited;

namespace {

using ws_ptr = std::shared_ptr<websocket::connection>;

std::string shown(const websocket::close_info& i) {
  return std::to_string(i.code) + " " + i.reason + (i.opened ? "" : " (never opened)");
}

/// A peer's view of one connection; copies share it.
struct peer {
  awaited<bool> opened;
  awaited<std::string> text, binary;
  awaited<websocket::close_info> closed;
  std::shared_ptr<std::atomic<int>> closes = std::make_shared<std::atomic<int>>(0);

  websocket::handlers handlers() const {
    auto self = *this;
    return {[self] { self.opened.set(true); },
            [self](std::string t) { self.text.set(std::move(t)); },
            [self](std::string b) { self.binary.set(std::move(b)); },
            [self](websocket::close_info i) {
              ++*self.closes;
              self.closed.set(std::move(i));
            }};
  }
};

struct fixture {
  test::certificates certs;
  runtime rt{{2, certs.ca()}};
  std::unique_ptr<http::server> srv;
  std::string base;
  peer at_server;
  awaited<ws_ptr> accepted;
  awaited<std::string> asked;

  void serve(bool tls = false) {
    http::server_options o;
    if (tls) {
      const auto pair = certs.issue("DNS:localhost,IP:127.0.0.1");
      o.certificate_file = pair.certificate;
      o.key_file = pair.key;
    }
    http::route gateway{"GET", "/gateway", {}};
    gateway.upgrade = [this](const http::incoming& in, ws_ptr c) {
      asked.set(in.target + " " + std::string(in.headers.get("user-agent")));
      accepted.set(c);
      return at_server.handlers();
    };
    http::route echo{"GET", "/echo", {}};
    echo.upgrade = [](const http::incoming&, ws_ptr c) {
      websocket::handlers h;
      h.on_text = [c](std::string t) { c->send_text(std::move(t)); };
      h.on_binary = [c](std::string b) { c->send_binary(std::move(b)); };
      return h;
    };
    std::vector<http::route> routes{gateway, echo};
    routes.push_back({"GET", "/plain", [](http::incoming, http::responder r) { r(403); }});
    srv = std::make_unique<http::server>(rt, o, routes);
    base = (tls ? "wss://127.0.0.1:" : "ws://127.0.0.1:") + std::to_string(*srv->start());
  }

  ws_ptr join(const peer& p, const std::string& path = "/gateway",
              websocket::connect_options o = {}) {
    return websocket::connect(rt, base + path, std::move(o), p.handlers());
  }

  ~fixture() {
    srv.reset();
    rt.stop();
  }
};

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("texts and binaries go both ways, in order") {
  GIVEN("a connection over plain TCP, and one over TLS") {
    for (const auto tls : {false, true}) {
      serve(tls);
      WHEN("an echo is asked for, before the handshake is done") {
        peer p;
        std::string got;
        awaited<bool> all;
        auto h = p.handlers();
        h.on_text = [&](std::string t) {
          got += t;
          if (got.size() == 3000) all.set(true);
        };
        const auto c = websocket::connect(rt, base + "/echo", {}, h);
        std::string sent;
        for (int i = 0; i < 1000; ++i) {
          const auto t = std::to_string(100 + i % 900);
          sent += t;
          c->send_text(t);
        }
        const std::string large(2u << 20, '\xff');
        c->send_binary(large);
        all.get();
        THEN("everything comes back") {
          CHECK(got == sent);
          CHECK(p.binary.get() == large);
          c->close(1000, "bye");
          CHECK_EQ(p.closed.get().code, 1000);
        }
      }
    }
  }
}

SCENARIO("the server says why it closes") {
  GIVEN("an open connection") {
    serve();
    peer p;
    const auto c = join(p, "/gateway?v=10&encoding=json");
    const auto s = accepted.get();
    p.opened.get();
    WHEN("the server closes with 4004") {
      s->close(4004, "Authentication failed.");
      THEN("the client is told code and reason once, and the server its own code back") {
        CHECK_EQ(shown(p.closed.get()), "4004 Authentication failed.");
        CHECK_EQ(at_server.closed.get().code, 4004);
        CHECK_EQ(asked.get(), "/gateway?v=10&encoding=json flexcord/0.1");
        c->send_text("into the void");
        c->close(1000, "again");
        c->drop();
        CHECK_EQ(p.closes->load(), 1);
      }
    }
  }
}

SCENARIO("the client says why it closes") {
  GIVEN("an open connection with texts on their way") {
    serve();
    peer p;
    const auto c = join(p);
    p.opened.get();
    c->send_text("last words");
    WHEN("the client closes with 4000 and a reason that is too long") {
      c->close(4000, std::string(122, 'a') + "\xc3\xa9");
      THEN("the texts arrive first, and the reason is cut between characters") {
        CHECK_EQ(at_server.text.get(), "last words");
        CHECK_EQ(shown(at_server.closed.get()), "4000 " + std::string(122, 'a'));
        CHECK_EQ(p.closed.get().code, 4000);
      }
    }
  }
}

SCENARIO("a dropped connection has no close code") {
  GIVEN("an open connection over TLS") {
    serve(true);
    peer p;
    const auto c = join(p);
    const auto s = accepted.get();
    p.opened.get();
    WHEN("the server drops it") {
      s->drop();
      THEN("the client is told so") {
        const auto info = p.closed.get();
        CHECK_EQ(shown(info), "0 ");
        CHECK(!info.error.empty());
        CHECK_EQ(at_server.closed.get().error, "dropped here");
      }
    }
  }
}

SCENARIO("a peer that does not read looks dead, and a close does not wait for it for ever") {
  GIVEN("an open connection whose server stopped reading") {
    serve();
    peer p;
    const auto c = join(p);
    const auto s = accepted.get();
    p.opened.get();
    s->pause_reading(true);
    WHEN("the client writes and closes") {
      c->send_text("anyone there?");
      c->close(4000, "zombie");
      const auto info = p.closed.get();
      THEN("it gave up by itself; the server hears it when it reads again") {
        CHECK_EQ(info.code, 0);
        CHECK_EQ(info.error, "no answer to our close frame");
        CHECK(!at_server.text.is_set());
        s->pause_reading(false);
        CHECK_EQ(at_server.text.get(), "anyone there?");
        CHECK_EQ(at_server.closed.get().code, 4000);
      }
    }
  }
}

SCENARIO("a handshake that fails is told") {
  GIVEN("a server, a closed port, a silent peer and a bad URL") {
    serve();
    test::raw_server silent([](test::raw_socket& s, int) { s.read_all(); });
    const auto attempt = [&](const std::string& url) {
      websocket::connect_options o;
      o.handshake_timeout = std::chrono::milliseconds(200);
      peer p;
      const auto c = websocket::connect(rt, url, o, p.handlers());
      return p.closed.get();
    };
    WHEN("each is tried") {
      THEN("none opened, and the error says why") {
        const auto refused = attempt(base + "/plain");
        CHECK_EQ(refused.opened, false);
        CHECK_EQ(refused.error, "refused with HTTP 403");
        CHECK_EQ(attempt(base + "/nowhere").error, "refused with HTTP 404");
        const auto unreachable = attempt("ws://127.0.0.1:" + std::to_string(test::closed_port()));
        CHECK_EQ(unreachable.error, "cannot connect: Connection refused");
        CHECK_EQ(attempt("ws" + silent.url().substr(4)).error,
                 "no handshake within the time allowed");
        CHECK_EQ(attempt("http://127.0.0.1/").error, "not a ws or wss URL");
      }
    }
  }
}

SCENARIO("a connection can be given up before it opens") {
  GIVEN("a peer that never answers the upgrade") {
    test::raw_server silent([](test::raw_socket& s, int) { s.read_all(); });
    WHEN("one is dropped and one is closed") {
      peer dropped, closed;
      websocket::connect(rt, "ws" + silent.url().substr(4), {}, dropped.handlers())->drop();
      websocket::connect(rt, "ws" + silent.url().substr(4), {}, closed.handlers())->close(1000, "");
      THEN("both are told once") {
        CHECK_EQ(shown(dropped.closed.get()), "0  (never opened)");
        CHECK_EQ(shown(closed.closed.get()), "0  (never opened)");
      }
    }
  }
}

SCENARIO("a message beyond the limit closes the connection") {
  GIVEN("a client that takes 1000 bytes") {
    serve();
    peer p;
    websocket::connect_options o;
    o.max_message = 1000;
    const auto c = join(p, "/gateway", o);
    WHEN("1001 come") {
      accepted.get()->send_text(std::string(1001, 'x'));
      THEN("the client closes with 1009 and the text is not delivered") {
        CHECK(!p.closed.get().error.empty());
        CHECK_EQ(at_server.closed.get().code, 1009);
        CHECK(!p.text.is_set());
      }
    }
  }
}

SCENARIO("the server speaks the protocol to the letter") {
  GIVEN("a raw client with an open connection") {
    serve();
    auto s = test::raw_socket::connect(
        static_cast<std::uint16_t>(std::stoi(http::split_url(base).port)));
    s.send("GET /gateway HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    const auto head = s.read_until("\r\n\r\n");
    WHEN("it sends a ping, an empty close, and later nonsense") {
      s.send(std::string("\x89\x82\0\0\0\0hi", 8));
      const auto pong = s.read_exactly(4);
      s.send(std::string("\x88\x80\0\0\0\0", 6));
      const auto close = s.read_all();
      THEN("pong and close come, and the close without a code is 1005") {
        CHECK(head.starts_with("HTTP/1.1 101 "));
        CHECK(head.find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") != head.npos);
        CHECK_EQ(pong, "\x8a\x02hi");
        CHECK(close.starts_with("\x88"));
        CHECK_EQ(at_server.closed.get().code, 1005);
      }
    }
  }
}

SCENARIO("nonsense on an open connection ends it") {
  GIVEN("a raw client with an open connection") {
    serve();
    auto s = test::raw_socket::connect(
        static_cast<std::uint16_t>(std::stoi(http::split_url(base).port)));
    s.send("GET /gateway HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    s.read_until("\r\n\r\n");
    WHEN("it sends a frame with a reserved opcode") {
      s.send(std::string("\x83\x80\0\0\0\0", 6));
      const auto rest = s.read_all();
      THEN("a close frame with 1002 comes and the handlers are told") {
        CHECK(rest.starts_with(std::string("\x88\x02\x03\xea", 4)));
        CHECK(!at_server.closed.get().error.empty());
      }
    }
  }
}

SCENARIO("upgrades that are none are refused") {
  GIVEN("raw clients") {
    serve();
    const auto ask = [&](const std::string& headers) {
      auto s = test::raw_socket::connect(
          static_cast<std::uint16_t>(std::stoi(http::split_url(base).port)));
      s.send("GET /gateway HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n");
      return s.read_until("\r\n");
    };
    WHEN("they ask wrongly") {
      THEN("they are told what is expected") {
        CHECK_EQ(ask(""), "HTTP/1.1 426 Upgrade Required\r\n");
        CHECK_EQ(ask("Upgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Version: 8\r\n"),
                 "HTTP/1.1 426 Upgrade Required\r\n");
        CHECK_EQ(ask("Upgrade: h2c\r\nConnection: upgrade\r\n"),
                 "HTTP/1.1 426 Upgrade Required\r\n");
      }
    }
  }
}

SCENARIO("a stopping server says goodbye to open connections") {
  GIVEN("an open connection") {
    serve();
    peer p;
    const auto c = join(p);
    p.opened.get();
    WHEN("the server stops") {
      srv->stop(std::chrono::seconds(10));
      THEN("the client is told 1001") { CHECK_EQ(shown(p.closed.get()), "1001 shutting down"); }
    }
  }
}

END_FIXTURE_SCOPE()
