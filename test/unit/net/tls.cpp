#include "net/http/server.hpp"
#include "net/websocket/client.hpp"
#include "support/certificates.hpp"
#include "support/raw.hpp"
#include "support/wait.hpp"

#define CAF_SUITE net_tls
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord;
using namespace flexcord::net;
using namespace flexcord::net::http;
using flexcord::test::verdict;

namespace {

struct fixture {
  test::certificates certs;
  runtime rt{{1, certs.ca()}};
  client cli{rt};

  /// What a call to a server with this certificate gives: its answer, or kind and detail of the
  /// failure.
  std::string ask(const test::certificates::pair& pair, const std::string& host) {
    server_options o;
    o.certificate_file = pair.certificate;
    o.key_file = pair.key;
    server srv(rt, o, {{"GET", "/", [](incoming, responder r) { r(200, "private"); }}});
    const auto port = std::to_string(*srv.start());
    const auto r = test::call(cli, {"GET", "https://" + host + ":" + port + "/", {}, {}});
    test::awaited<std::string> ws;
    websocket::handlers h;
    h.on_closed = [&](websocket::close_info i) { ws.set(i.error); };
    websocket::connect(rt, "wss://" + host + ":" + port + "/", {}, h);
    const auto socket_error = ws.get();
    if (r) return r->body + "; " + socket_error;
    CHECK_EQ(socket_error, r.error().detail);
    return verdict(r) + ": " + r.error().detail;
  }
};

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("a trusted certificate for the right host is accepted") {
  GIVEN("certificates of the trusted authority") {
    const auto pair = certs.issue("DNS:localhost,IP:127.0.0.1");
    WHEN("the host is called by name and by address") {
      THEN("the answer comes") {
        CHECK_EQ(ask(pair, "localhost"), "private; refused with HTTP 200");
        CHECK_EQ(ask(pair, "127.0.0.1"), "private; refused with HTTP 200");
      }
    }
  }
}

SCENARIO("a certificate for another host is refused") {
  GIVEN("a trusted certificate for example.org") {
    const auto pair = certs.issue("DNS:example.org");
    WHEN("localhost shows it") {
      THEN("no request is sent") {
        const auto expected = "unreachable: TLS: certificate refused: hostname mismatch";
        CHECK_EQ(ask(pair, "localhost"), expected);
        CHECK_EQ(ask(pair, "127.0.0.1"), expected);
      }
    }
  }
}

SCENARIO("a certificate of an unknown authority is refused") {
  GIVEN("a certificate nobody vouches for, and one that has expired") {
    const auto strange = certs.issue_untrusted("DNS:localhost");
    const auto expired = certs.issue_expired("DNS:localhost");
    WHEN("localhost shows it") {
      THEN("no request is sent") {
        CHECK_EQ(ask(strange, "localhost"),
                 "unreachable: TLS: certificate refused: unable to get local issuer certificate");
        CHECK_EQ(ask(expired, "localhost"),
                 "unreachable: TLS: certificate refused: certificate has expired");
      }
    }
  }
}

SCENARIO("a peer that does not speak TLS is unreachable") {
  GIVEN("a server that answers in plain text, and one that hangs up") {
    test::raw_server plain([](test::raw_socket& s, int nth) {
      if (nth == 1) s.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      s.shut_sending();
      s.read_all();
    });
    const auto url = "https://127.0.0.1:" + std::to_string(plain.port()) + "/";
    WHEN("they are called") {
      THEN("both are unreachable") {
        CHECK_EQ(verdict(test::call(cli, {"GET", url, {}, {}})), "unreachable");
        CHECK_EQ(verdict(test::call(cli, {"GET", url, {}, {}})), "unreachable");
      }
    }
  }
}

SCENARIO("a TLS server survives peers that do not speak it") {
  GIVEN("a TLS server") {
    const auto pair = certs.issue("DNS:localhost");
    server_options o;
    o.certificate_file = pair.certificate;
    o.key_file = pair.key;
    test::awaited<std::string> rejected;
    o.on_reject = [&](std::string_view why) { rejected.set(std::string(why)); };
    server srv(rt, o, {{"GET", "/", [](incoming, responder r) { r(200, "private"); }}});
    const auto port = *srv.start();
    WHEN("somebody sends plain HTTP") {
      auto s = test::raw_socket::connect(port);
      s.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      const auto got = s.read_all();
      THEN("the connection ends, it is counted, and the next caller is served") {
        CHECK(got.find("private") == got.npos);
        CHECK_EQ(rejected.get(), "malformed");
        const auto r =
            test::call(cli, {"GET", "https://localhost:" + std::to_string(port) + "/", {}, {}});
        CHECK_EQ(verdict(r), "HTTP 200");
      }
    }
  }
}

END_FIXTURE_SCOPE()
