#include "net/http/client.hpp"
#include "support/raw.hpp"
#include "support/wait.hpp"

#define CAF_SUITE net_http_faults
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord;
using namespace flexcord::net;
using namespace flexcord::net::http;
using test::raw_server;
using test::raw_socket;
using test::verdict;

namespace {

struct fixture {
  runtime rt;
  client cli{rt};

  std::string get(const std::string& url, call_options o = {}) {
    return verdict(test::call(cli, {"GET", url, {}, {}}, std::move(o)));
  }

  /// The verdict on a server that reads the request and then does this.
  std::string against(std::function<void(raw_socket&)> act, call_options o = {}) {
    raw_server peer([&](raw_socket& s, int) {
      s.read_until("\r\n\r\n");
      act(s);
    });
    return get(peer.url(), std::move(o));
  }

  std::string against(const std::string& bytes) {
    return against([&](raw_socket& s) { s.send(bytes); });
  }
};

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("a host that cannot be reached is unreachable") {
  GIVEN("a closed port and a name that does not exist") {
    WHEN("they are called") {
      THEN("the request was certainly not processed") {
        CHECK_EQ(get("http://127.0.0.1:" + std::to_string(test::closed_port())), "unreachable");
        CHECK_EQ(get("http://no-such-host.invalid/"), "unreachable");
      }
    }
  }
}

SCENARIO("a connection lost after the request is ambiguous") {
  GIVEN("peers that read the request") {
    WHEN("they close, reset, or stop in the middle of the answer") {
      THEN("the call was interrupted") {
        CHECK_EQ(against([](raw_socket& s) { s.close(); }), "interrupted");
        CHECK_EQ(against([](raw_socket& s) { s.reset(); }), "interrupted");
        CHECK_EQ(against("HTTP/1.1 200 OK\r\nContent-Le"), "interrupted");
        CHECK_EQ(against("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), "interrupted");
        CHECK_EQ(against("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc"),
                 "interrupted");
      }
    }
  }
}

SCENARIO("answers that are not HTTP are malformed") {
  GIVEN("peers that answer nonsense") {
    WHEN("they are called") {
      THEN("the answer is malformed") {
        CHECK_EQ(against("<html>hello</html>\r\n\r\n"), "malformed");
        CHECK_EQ(against("HTTP/1.1 20x OK\r\n\r\n"), "malformed");
        CHECK_EQ(against("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"), "malformed");
        CHECK_EQ(against("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
                 "malformed");
        CHECK_EQ(against("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"), "malformed");
        CHECK_EQ(against("HTTP/1.1 200 OK\r\nX: " + std::string(100000, 'x')), "malformed");
      }
    }
  }
}

SCENARIO("every way to end a body is understood") {
  GIVEN("peers that answer") {
    WHEN("by length, in chunks, until the close, after a preliminary answer, and without a body") {
      const auto body = [&](const std::string& bytes) {
        raw_server peer([&](raw_socket& s, int) {
          s.read_until("\r\n\r\n");
          s.send(bytes);
        });
        const auto r = test::call(cli, {"GET", peer.url(), {}, {}});
        return r ? std::to_string(r->status) + " " + r->body : verdict(r);
      };
      THEN("the body is whole") {
        CHECK_EQ(body(ok), "200 ok");
        CHECK_EQ(body("HTTP/1.1 200 OK\r\nTransfer-Encoding: "
                      "chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n"),
                 "200 ok");
        CHECK_EQ(body("HTTP/1.0 200 OK\r\n\r\nuntil the end"), "200 until the end");
        CHECK_EQ(
            body("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + ok),
            "200 ok");
        CHECK_EQ(body("HTTP/1.1 204 No Content\r\n\r\n"), "204 ");
        CHECK_EQ(body("HTTP/1.1 429 \r\nContent-Length: 0\r\nRetry-After: 1\r\n\r\n"), "429 ");
      }
    }
  }
}

SCENARIO("an answer without end meets the limit") {
  GIVEN("a peer that sends for ever") {
    WHEN("it is called with a limit, in every body form") {
      const auto endless = [](const std::string& head, const std::string& piece) {
        return [=](raw_socket& s) {
          s.send(head);
          while (s.send(piece)) {
          }
        };
      };
      const auto chunk = "10000\r\n" + std::string(65536, 'x') + "\r\n";
      call_options o;
      o.max_body = 1u << 20;
      THEN("it is malformed") {
        CHECK_EQ(against(endless("HTTP/1.0 200 OK\r\n\r\n", chunk), o), "malformed");
        CHECK_EQ(
            against(endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunk), o),
            "malformed");
      }
    }
  }
}

SCENARIO("a peer that drips is stopped by the deadline") {
  GIVEN("a peer that sends a byte whenever one was taken") {
    WHEN("it never comes to an end") {
      call_options o;
      o.deadline = std::chrono::milliseconds(150);
      const auto got = against(
          [](raw_socket& s) {
            s.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
            s.read_all();
          },
          o);
      THEN("the call timed out") { CHECK_EQ(got, "timed_out"); }
    }
  }
}

SCENARIO("connections are used again, and not when the peer says no") {
  GIVEN("a peer that counts connections") {
    raw_server peer([](raw_socket& s, int) {
      for (;;) {
        const auto head = s.read_until("\r\n\r\n");
        if (head.empty()) return;
        const auto last = head.starts_with("GET /last");
        s.send(last ? "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n" : ok);
        if (last) return;
      }
    });
    WHEN("calls are made one after the other") {
      for (int i = 0; i < 5; ++i) CHECK_EQ(get(peer.url()), "HTTP 200");
      const auto first = peer.connections();
      get(peer.url("/last"));
      get(peer.url());
      THEN("one connection serves them until it is closed") {
        CHECK_EQ(first, 1);
        CHECK_EQ(peer.connections(), 2);
      }
    }
  }
}

SCENARIO("a pooled connection that the peer closed does not fail the next call") {
  GIVEN("a peer that closes after each answer without saying so") {
    raw_server peer([](raw_socket& s, int) {
      s.read_until("\r\n\r\n");
      s.send(ok);
    });
    WHEN("a hundred calls are made") {
      int good = 0;
      for (int i = 0; i < 100; ++i) {
        const auto r = get(peer.url());
        // The close can cross the next request on the wire; that one may have been processed, and
        // says so.
        good += r == "HTTP 200" || r == "interrupted";
        if (r != "HTTP 200") CAF_MESSAGE("call " << i << ": " << r);
      }
      THEN("none is wrongly unreachable") {
        CHECK_EQ(good, 100);
        CHECK(peer.connections() >= 50);
      }
    }
  }
}

SCENARIO("bytes nobody asked for do not become the next answer") {
  GIVEN("a peer that sends two answers to one request") {
    raw_server peer([](raw_socket& s, int nth) {
      s.read_until("\r\n\r\n");
      s.send(nth == 1 ? ok + "HTTP/1.1 500 Poisoned\r\nContent-Length: 0\r\n\r\n" : ok);
      s.read_until("\r\n\r\n");
    });
    WHEN("two calls are made") {
      const auto one = get(peer.url()), two = get(peer.url());
      THEN("both get their own answer") {
        CHECK_EQ(one + ", " + two, "HTTP 200, HTTP 200");
        CHECK_EQ(peer.connections(), 2);
      }
    }
  }
}

SCENARIO("an early answer to a large request is taken") {
  GIVEN("a peer that refuses before it has read the body") {
    raw_server peer([](raw_socket& s, int) {
      s.read_until("\r\n\r\n");
      s.send("HTTP/1.1 413 Payload Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      s.read_all();
    });
    WHEN("a large body is sent") {
      const auto r = test::call(cli, {"POST", peer.url(), {}, std::string(32u << 20, 'x')});
      THEN("the answer counts") { CHECK_EQ(verdict(r), "HTTP 413"); }
    }
  }
}

SCENARIO("a queue that is too long is refused") {
  GIVEN("a client that lets two calls wait") {
    client_options o;
    o.connections_per_host = 1;
    o.waiting_per_host = 2;
    client small(rt, o);
    test::awaited<bool> asked;
    raw_server peer([&](raw_socket& s, int) {
      s.read_until("\r\n\r\n");
      asked.set(true);
      s.read_all();
    });
    WHEN("four calls are made while the first is not answered") {
      auto first = test::send(small, {"GET", peer.url(), {}, {}});
      asked.get();
      auto second = test::send(small, {"GET", peer.url(), {}, {}});
      auto third = test::send(small, {"GET", peer.url(), {}, {}});
      const auto fourth = test::call(small, {"GET", peer.url(), {}, {}});
      small.stop();
      THEN("the fourth is refused at once") {
        CHECK_EQ(verdict(fourth), "unreachable");
        CHECK_EQ(verdict(third.get()), "stopped");
        CHECK_EQ(verdict(second.get()), "stopped");
        CHECK_EQ(verdict(first.get()), "stopped");
      }
    }
  }
}

END_FIXTURE_SCOPE()
