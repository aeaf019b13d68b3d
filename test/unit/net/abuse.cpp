#include "net/http/server.hpp"
#include "support/raw.hpp"
#include "support/wait.hpp"

#include <map>
#include <mutex>

#define CAF_SUITE net_http_abuse
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord;
using namespace flexcord::net;
using namespace flexcord::net::http;
using test::raw_socket;

namespace {

struct fixture {
  runtime rt;
  std::unique_ptr<server> srv;
  std::uint16_t port = 0;
  std::mutex mutex;
  std::map<std::string, int> rejects;
  test::awaited<bool> timed_out;

  void serve(server_options o = {}) {
    o.on_reject = [this](std::string_view why) {
      std::lock_guard lock(mutex);
      ++rejects[std::string(why)];
      if (why == "timeout") timed_out.set(true);
    };
    std::vector<route> routes;
    routes.push_back(
        {"POST", "/echo", [](incoming in, responder r) { r(200, std::move(in.body)); }, 1000});
    routes.push_back(
        {"GET", "/where", [](incoming in, responder r) { r(200, in.path + "|" + in.target); }});
    routes.push_back(
        {"GET", "/huge", [](incoming, responder r) { r(200, std::string(64u << 20, 'x')); }});
    srv = std::make_unique<server>(rt, o, std::move(routes));
    port = *srv->start();
  }

  int count(const std::string& reason) {
    std::lock_guard lock(mutex);
    return rejects[reason];
  }

  /// The status line (and the whole answer) to these bytes, and whether the server closed
  /// afterwards.
  std::string ask(std::string_view bytes) {
    auto s = raw_socket::connect(port);
    s.send(bytes);
    s.shut_sending();
    const auto all = s.read_all();
    return all.substr(0, all.find("\r\n"));
  }

  /// One whole answer with a Content-Length.
  static std::string answer(raw_socket& s) {
    auto head = s.read_until("\r\n\r\n");
    const auto at = head.find("Content-Length: ");
    const auto size = at == head.npos ? 0 : std::stoul(head.substr(at + 16));
    return head.substr(9, 3) + " " + s.read_exactly(size);
  }

  ~fixture() {
    srv.reset();
    rt.stop();
  }
};

const std::string host = "Host: h\r\n";

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("malformed requests get 400 and the connection is closed") {
  GIVEN("a server") {
    serve();
    WHEN("nonsense is sent") {
      THEN("each is refused and counted") {
        const std::vector<std::string> bad{
            "nonsense\r\n\r\n",
            "GET /where HTTP/3.0\r\n" + host + "\r\n",
            "GET  /where HTTP/1.1\r\n" + host + "\r\n",
            "GET /where HTTP/1.1\r\n\r\n",
            "GET /where HTTP/1.1\r\nHost h\r\n\r\n",
            "GET /where HTTP/1.1\r\n" + host + "Bad Name: 1\r\n\r\n",
            "GET /where HTTP/1.1\r\n" + host + std::string("X: a\0b\r\n\r\n", 10),
            "POST /echo HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n",
            "POST /echo HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            "POST /echo HTTP/1.1\r\n" + host +
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /echo HTTP/1.1\r\n" + host +
                "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
            "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
            std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11),
        };
        for (const auto& request : bad)
          CHECK_EQ(request + ask(request), request + "HTTP/1.1 400 Bad Request");
        CHECK_EQ(count("malformed"), static_cast<int>(bad.size()));
        CHECK_EQ(ask("POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n"),
                 "HTTP/1.1 501 Not Implemented");
        CHECK_EQ(ask("POST /echo HTTP/1.1\r\n" + host +
                     "Expect: a-miracle\r\nContent-Length: 1\r\n\r\n"),
                 "HTTP/1.1 417 Expectation Failed");
      }
    }
  }
}

SCENARIO("oversized headers get 431, at once") {
  GIVEN("a server that takes 16 KiB of headers") {
    serve();
    WHEN("more is sent, as one line, as many, and without an end") {
      std::string many;
      for (int i = 0; i < 300; ++i) many += "X" + std::to_string(i) + ": y\r\n";
      THEN("each is refused") {
        const auto expected = "HTTP/1.1 431 Request Header Fields Too Large";
        CHECK_EQ(
            ask("GET /where HTTP/1.1\r\n" + host + "X: " + std::string(20000, 'x') + "\r\n\r\n"),
            expected);
        CHECK_EQ(ask("GET /where HTTP/1.1\r\n" + host + many + "\r\n"), expected);
        CHECK_EQ(ask("GET /" + std::string(20000, 'x')), expected);
        CHECK_EQ(count("oversized"), 3);
      }
    }
  }
}

SCENARIO("oversized bodies get 413 without being read") {
  GIVEN("a route that takes 1000 bytes") {
    serve();
    WHEN("more is announced, or comes in chunks") {
      THEN("each is refused; what fits is taken") {
        const auto expected = "HTTP/1.1 413 Payload Too Large";
        CHECK_EQ(ask("POST /echo HTTP/1.1\r\n" + host + "Content-Length: 1001\r\n\r\n"), expected);
        CHECK_EQ(ask("POST /echo HTTP/1.1\r\n" + host + "Content-Length: 99999999999999\r\n\r\n"),
                 expected);
        CHECK_EQ(ask("POST /echo HTTP/1.1\r\n" + host +
                     "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'x')),
                 expected);
        CHECK_EQ(ask("POST /echo HTTP/1.1\r\n" + host +
                     "Content-Length: 2000000\r\nExpect: 100-continue\r\n\r\n"),
                 expected);
        CHECK_EQ(ask("POST /echo HTTP/1.1\r\n" + host + "Content-Length: 50000\r\n\r\n" +
                     std::string(50000, 'x')),
                 expected);
        CHECK_EQ(ask("POST /echo HTTP/1.1\r\n" + host + "Content-Length: 1000\r\n\r\n" +
                     std::string(1000, 'x')),
                 "HTTP/1.1 200 OK");
        CHECK_EQ(ask("POST /nowhere HTTP/1.1\r\n" + host + "Content-Length: 2000000\r\n\r\n"),
                 "HTTP/1.1 404 Not Found");
      }
    }
  }
}

SCENARIO("unfinished chunk headers and trailers have an end") {
  GIVEN("a server") {
    serve();
    WHEN("a chunk header or trailer goes on and on") {
      const auto start = "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n";
      THEN("it is refused") {
        CHECK_EQ(ask(start + "1;" + std::string(40000, 'x')), "HTTP/1.1 400 Bad Request");
        CHECK_EQ(ask(start + "0\r\nX: " + std::string(40000, 'x')), "HTTP/1.1 400 Bad Request");
      }
    }
  }
}

SCENARIO("a slow request gets 408, an idle connection just ends") {
  GIVEN("an impatient server") {
    server_options o;
    o.read_timeout = std::chrono::milliseconds(100);
    o.idle_timeout = std::chrono::milliseconds(50);
    serve(o);
    WHEN("one client sends half a head, one half a body, one nothing") {
      auto head = raw_socket::connect(port);
      auto body = raw_socket::connect(port);
      auto idle = raw_socket::connect(port);
      head.send("GET /where HT");
      body.send("POST /echo HTTP/1.1\r\n" + host + "Content-Length: 10\r\n\r\nabc");
      THEN("the first two are told, and counted") {
        CHECK(head.read_all().starts_with("HTTP/1.1 408 Request Timeout\r\n"));
        CHECK(body.read_all().starts_with("HTTP/1.1 408 Request Timeout\r\n"));
        CHECK_EQ(idle.read_all(), "");
        CHECK_EQ(count("timeout"), 2);
      }
    }
  }
}

SCENARIO("a client that does not read its answer is dropped") {
  GIVEN("an impatient server and a large answer") {
    server_options o;
    o.read_timeout = std::chrono::milliseconds(100);
    serve(o);
    WHEN("a client asks and never reads") {
      auto s = raw_socket::connect(port);
      s.send("GET /huge HTTP/1.1\r\n" + host + "\r\n");
      timed_out.get();
      THEN("it is counted, and gets less than everything") {
        CHECK_EQ(count("timeout"), 1);
        CHECK(s.read_all().size() < (64u << 20));
      }
    }
  }
}

SCENARIO("more connections than allowed are turned away") {
  GIVEN("a server that takes two") {
    server_options o;
    o.max_connections = 2;
    serve(o);
    WHEN("three come, and one of the first leaves") {
      auto one = raw_socket::connect(port);
      auto two = raw_socket::connect(port);
      one.send("GET /where HTTP/1.1\r\n" + host + "\r\n");
      two.send("GET /where HTTP/1.1\r\n" + host + "\r\n");
      const auto first = answer(one), second = answer(two);
      auto three = raw_socket::connect(port);
      const auto third = three.read_all();
      one.send("GET /where HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n");
      one.read_all();
      one.close();
      THEN("the third is told to come back, and later there is room") {
        CHECK_EQ(first, "200 /where|/where");
        CHECK_EQ(second, "200 /where|/where");
        CHECK(third.starts_with("HTTP/1.1 503 Service Unavailable\r\n"));
        CHECK(third.find("Retry-After: 1\r\n") != third.npos);
        CHECK_EQ(count("connections"), 1);
        std::string fourth;
        for (int i = 0; i < 1000 && !fourth.starts_with("HTTP/1.1 200"); ++i)
          fourth = ask("GET /where HTTP/1.1\r\n" + host + "\r\n");
        CHECK_EQ(fourth, "HTTP/1.1 200 OK");
      }
    }
  }
}

SCENARIO("pipelined requests are answered in order on one connection") {
  GIVEN("a connection") {
    serve();
    auto s = raw_socket::connect(port);
    WHEN("four requests come at once, in every body form") {
      s.send("POST /echo HTTP/1.1\r\n" + host +
             "Content-Length: 3\r\n\r\none"
             "POST /echo HTTP/1.1\r\n" +
             host +
             "Transfer-Encoding: chunked\r\n\r\n2;a=b\r\ntw\r\n1\r\no\r\n0\r\nX: trailer\r\n\r\n"
             "\r\nGET http://other.example/where?x HTTP/1.1\r\n" +
             host +
             "\r\n"
             "GET /nowhere HTTP/1.1\r\n" +
             host + "\r\n");
      THEN("four answers come in order") {
        CHECK_EQ(answer(s), "200 one");
        CHECK_EQ(answer(s), "200 two");
        CHECK_EQ(answer(s), "200 /where|http://other.example/where?x");
        CHECK_EQ(answer(s), "404 Not Found\n");
      }
    }
  }
}

SCENARIO("a request comes one byte at a time") {
  GIVEN("a connection") {
    serve();
    auto s = raw_socket::connect(port);
    WHEN("every byte is its own packet") {
      const auto request = "POST /echo HTTP/1.1\r\n" + host +
                           "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
      for (const auto c : request) s.send({&c, 1});
      THEN("it is understood") { CHECK_EQ(answer(s), "200 abc"); }
    }
  }
}

SCENARIO("a client that expects 100 is told to go on") {
  GIVEN("a connection") {
    serve();
    auto s = raw_socket::connect(port);
    WHEN("the head comes first, the body after the go-ahead") {
      s.send("POST /echo HTTP/1.1\r\n" + host +
             "Content-Length: 4\r\nExpect: 100-Continue\r\n\r\n");
      const auto go = s.read_until("\r\n\r\n");
      s.send("body");
      THEN("both answers come") {
        CHECK_EQ(go, "HTTP/1.1 100 Continue\r\n\r\n");
        CHECK_EQ(answer(s), "200 body");
      }
    }
  }
}

SCENARIO("HTTP/1.0 clients and closing ones are treated as they ask") {
  GIVEN("a server") {
    serve();
    WHEN("they ask") {
      const auto whole = [&](const std::string& request) {
        auto s = raw_socket::connect(port);
        s.send(request);
        return s.read_all();
      };
      const auto old = whole("GET /where HTTP/1.0\r\n\r\n");
      const auto closing = whole("GET /where HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n");
      auto kept = raw_socket::connect(port);
      kept.send("GET /where HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      const auto head = kept.read_until("\r\n\r\n");
      THEN("the connection is closed, or kept") {
        CHECK(old.find("Connection: close\r\n") != old.npos);
        CHECK(closing.find("Connection: close\r\n") != closing.npos);
        CHECK(head.find("Connection: keep-alive\r\n") != head.npos);
      }
    }
  }
}

END_FIXTURE_SCOPE()
