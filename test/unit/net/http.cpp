#include "net/http/server.hpp"
#include "support/certificates.hpp"
#include "support/wait.hpp"

#include <thread>

#define CAF_SUITE net_http
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord;
using namespace flexcord::net;
using namespace flexcord::net::http;
using flexcord::test::awaited;
using flexcord::test::call;
using flexcord::test::verdict;

namespace {

std::string all(const form& f) {
  std::string out;
  for (const auto& [name, value] : f) out += '[' + name + '=' + value + ']';
  return out;
}

struct fixture {
  test::certificates certs;
  runtime rt{{2, certs.ca()}};
  std::unique_ptr<server> srv;
  // The first TLS connection reads the system's certificates: seconds on a machine with much to do.
  client_options copts{.connect_timeout = test::patience};
  std::unique_ptr<client> cli;
  std::string base;
  awaited<responder> parked;
  std::jthread elsewhere; ///< below `rt`: joined first, and its responder is gone by then

  std::vector<route> routes() {
    std::vector<route> r;
    r.push_back({"POST", "/echo/{name}",
                 [](incoming in, responder answer) {
                   response out;
                   out.status = 201;
                   out.headers.add("X-Path", in.path);
                   out.headers.add("X-Target", in.target);
                   out.headers.add("X-Name", std::string(in.capture("name")));
                   out.headers.add("X-Query", all(in.query));
                   out.headers.add("X-Agent", std::string(in.headers.get("user-agent")));
                   out.headers.add("X-From", in.remote_address);
                   out.body = std::move(in.body);
                   answer(std::move(out));
                 },
                 4u << 20});
    r.push_back({"GET", "/hello", [](incoming, responder answer) { answer(200, "hello"); }});
    r.push_back({"GET", "/forgotten", [](incoming, responder) {}});
    r.push_back({"GET", "/dropped", [](incoming, responder answer) { answer.drop(); }});
    r.push_back({"GET", "/parked", [this](incoming, responder answer) { parked.set(answer); }});
    r.push_back({"GET", "/empty", [](incoming, responder answer) { answer(204); }});
    r.push_back({"GET", "/elsewhere", [this](incoming, responder answer) {
                   elsewhere = std::jthread([answer] { answer(200, "from another thread"); });
                 }});
    r.push_back({"GET", "/evil-header", [](incoming, responder answer) {
                   response out;
                   out.status = 200;
                   out.headers.add("X-Bad", "a\r\nX-Injected: 1");
                   answer(std::move(out));
                 }});
    r.push_back({"GET", "/to/{where}", [](incoming in, responder answer) {
                   response out;
                   out.status = 302;
                   out.headers.add("Location", std::string(in.query_value("to")));
                   answer(std::move(out));
                 }});
    r.push_back({"GET", "/secret", [](incoming in, responder answer) {
                   answer(200, std::string(in.headers.get("authorization")));
                 }});
    r.push_back({"GET", "/files/*",
                 [](incoming in, responder answer) { answer(200, std::string(in.capture("*"))); }});
    r.push_back(
        {"GET", "/big", [](incoming in, responder answer) {
           answer(in.query_value("status").empty() ? 200 : 500,
                  std::string(
                      static_cast<std::size_t>(std::stoul(std::string(in.query_value("n")))), 'x'));
         }});
    return r;
  }

  void serve(bool tls = false) {
    server_options o;
    if (tls) {
      const auto pair = certs.issue("DNS:localhost,IP:127.0.0.1");
      o.certificate_file = pair.certificate;
      o.key_file = pair.key;
    }
    srv = std::make_unique<server>(rt, o, routes());
    const auto port = srv->start();
    CAF_REQUIRE(port.has_value());
    base = std::string(tls ? "https" : "http") + "://127.0.0.1:" + std::to_string(*port);
    cli = std::make_unique<client>(rt, copts);
  }

  result<response> get(const std::string& path, call_options o = {}) {
    return call(*cli, {"GET", base + path, {}, {}}, std::move(o));
  }

  ~fixture() {
    cli.reset();
    srv.reset();
    rt.stop();
  }
};

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("a request arrives as it was sent and its answer comes back") {
  GIVEN("a server") {
    serve();
    WHEN("a POST with query, escapes and body is sent") {
      request req{
          "POST", base + "/echo/a%2Fb?x=1&y=a+b&x=2", {{"Content-Type", "text/plain"}}, "the body"};
      const auto r = call(*cli, req);
      THEN("route, query and body were understood") {
        CAF_REQUIRE_EQUAL(verdict(r), "HTTP 201");
        CHECK_EQ(r->body, "the body");
        CHECK_EQ(r->headers.get("x-target"), "/echo/a%2Fb?x=1&y=a+b&x=2");
        CHECK_EQ(r->headers.get("x-path"), "/echo/a/b");
        CHECK_EQ(r->headers.get("x-name"), "a/b");
        CHECK_EQ(r->headers.get("x-query"), "[x=1][y=a b][x=2]");
        CHECK_EQ(r->headers.get("x-agent"), "flexcord/0.1");
        CHECK_EQ(r->headers.get("x-from"), "127.0.0.1");
        CHECK(r->headers.has("date"));
      }
    }
  }
}

SCENARIO("megabytes go both ways over TLS") {
  GIVEN("a TLS server whose certificate is trusted") {
    serve(true);
    WHEN("a large body is echoed") {
      std::string body(3u << 20, 'a');
      for (std::size_t i = 0; i < body.size(); i += 7) body[i] = static_cast<char>('a' + i % 26);
      const auto r = call(*cli, {"POST", base + "/echo/big", {}, body});
      THEN("it comes back unchanged") {
        CAF_REQUIRE_EQUAL(verdict(r), "HTTP 201");
        CHECK(r->body == body);
      }
    }
  }
}

SCENARIO("all the ways to answer") {
  GIVEN("a server") {
    serve();
    WHEN("routes are called one after the other") {
      THEN("each answers as its handler said") {
        CHECK_EQ(get("/hello")->body, "hello");
        CHECK_EQ(verdict(get("/empty")), "HTTP 204");
        CHECK_EQ(get("/elsewhere")->body, "from another thread");
        CHECK_EQ(verdict(get("/forgotten")), "HTTP 500");
        CHECK_EQ(verdict(get("/dropped")), "interrupted");
        CHECK_EQ(verdict(get("/nowhere")), "HTTP 404");
        CHECK_EQ(get("/files/a/b%20c")->body, "a/b c");
        CHECK_EQ(verdict(get("/evil-header")), "HTTP 200");
        CHECK(!get("/evil-header")->headers.has("x-injected"));
        const auto wrong = call(*cli, {"DELETE", base + "/hello", {}, {}});
        CHECK_EQ(verdict(wrong), "HTTP 405");
        CHECK_EQ(wrong->headers.get("allow"), "GET");
        const auto head = call(*cli, {"HEAD", base + "/hello", {}, {}});
        CHECK_EQ(verdict(head), "HTTP 200");
        CHECK_EQ(head->body, "");
        CHECK_EQ(head->headers.get("content-length"), "5");
        CHECK_EQ(get("/hello")->body, "hello");
      }
    }
  }
}

SCENARIO("two hundred calls at once share a few connections") {
  GIVEN("a client with four connections a host") {
    copts.connections_per_host = 4;
    serve();
    WHEN("200 calls are sent from two threads") {
      std::vector<awaited<result<response>>> answers(200);
      const auto half = [&](std::size_t from) {
        for (auto i = from; i < from + 100; ++i)
          answers[i] = test::send(*cli, {"POST", base + "/echo/n", {}, std::to_string(i)});
      };
      std::thread other([&] { half(100); });
      half(0);
      other.join();
      THEN("each gets its own answer") {
        for (std::size_t i = 0; i < answers.size(); ++i)
          CHECK_EQ(answers[i].get()->body, std::to_string(i));
      }
    }
  }
}

SCENARIO("a call that gets no answer ends at its deadline") {
  GIVEN("a client with one open connection to a server that does not answer") {
    copts.connections_per_host = 1;
    serve();
    CHECK_EQ(get("/hello")->body, "hello");
    WHEN("a call is sent") {
      call_options o;
      o.deadline = std::chrono::milliseconds(50);
      const auto call = get("/parked", o);
      THEN("it may have been processed, and the client goes on") {
        CHECK_EQ(verdict(call), "timed_out");
        CHECK_EQ(get("/hello")->body, "hello");
        parked.get()(200, "too late");
      }
    }
  }
}

SCENARIO("a call that finds no free connection before its deadline was certainly not processed") {
  GIVEN("a client whose only connection is taken") {
    copts.connections_per_host = 1;
    serve();
    auto first = test::send(*cli, {"GET", base + "/parked", {}, {}});
    const auto answer = parked.get();
    WHEN("a second call waits behind the first") {
      call_options o;
      o.deadline = std::chrono::milliseconds(50);
      const auto second = get("/hello", o);
      THEN("it is given up, and the client goes on") {
        CHECK_EQ(verdict(second), "unreachable");
        answer(200, "at last");
        CHECK_EQ(verdict(first.get()), "HTTP 200");
        CHECK_EQ(get("/hello")->body, "hello");
      }
    }
  }
}

SCENARIO("answers beyond the limit are malformed") {
  GIVEN("a server with large answers") {
    serve();
    WHEN("a small limit is set") {
      call_options o;
      o.max_body = 1000;
      THEN("what fits comes, what does not is malformed") {
        CHECK_EQ(verdict(get("/big?n=1000", o)), "HTTP 200");
        CHECK_EQ(verdict(get("/big?n=1001", o)), "malformed");
      }
    }
  }
}

SCENARIO("a body is streamed piece by piece") {
  GIVEN("a server with a large answer") {
    serve();
    WHEN("it is streamed") {
      std::size_t streamed = 0;
      call_options o;
      o.on_data = [&](std::string_view piece) { streamed += piece.size(); };
      const auto good = get("/big?n=300000", o);
      const auto bytes = streamed;
      const auto bad = get("/big?n=300&status=500", o);
      THEN("the pieces add up, and an error's body is kept") {
        CHECK_EQ(verdict(good), "HTTP 200");
        CHECK_EQ(good->body, "");
        CHECK_EQ(bytes, 300000u);
        CHECK_EQ(verdict(bad), "HTTP 500");
        CHECK_EQ(bad->body.size(), 300u);
        CHECK_EQ(streamed, bytes);
      }
    }
  }
}

SCENARIO("redirects are followed for GET, without telling the secret to strangers") {
  GIVEN("a server that redirects to itself, to another port, and in a circle") {
    serve();
    server other(rt, {}, routes());
    const auto other_base = "http://127.0.0.1:" + std::to_string(*other.start());
    call_options o;
    o.follow_redirects = true;
    const auto go = [&](const std::string& path, call_options with) {
      return call(*cli, {"GET", base + path, {{"Authorization", "Bearer s"}}, {}}, std::move(with));
    };
    WHEN("they are followed") {
      THEN("the secret goes to its own origin only, and circles end") {
        CHECK_EQ(go("/to/x?to=/secret", o)->body, "Bearer s");
        CHECK_EQ(go("/to/x?to=../secret", o).has_value(), true);
        CHECK_EQ(go("/to/x?to=" + percent_encode(other_base + "/secret"), o)->body, "");
        CHECK_EQ(verdict(go("/to/x?to=/secret", {})), "HTTP 302");
        CHECK_EQ(verdict(go("/to/x?to=" + percent_encode("/to/x?to=/hello"), o)), "HTTP 200");
        std::string circle = "/hello";
        for (int i = 0; i < 5; ++i) circle = "/to/x?to=" + percent_encode(circle);
        CHECK_EQ(verdict(go(circle, o)), "HTTP 302");
        CHECK_EQ(verdict(go("/to/x?to=ftp://h/", o)), "HTTP 302");
      }
    }
  }
}

SCENARIO("stopping the client fails what is in flight") {
  GIVEN("a call without an answer and one that waits behind it") {
    copts.connections_per_host = 1;
    serve();
    auto first = test::send(*cli, {"GET", base + "/parked", {}, {}});
    parked.get();
    auto second = test::send(*cli, {"GET", base + "/hello", {}, {}});
    WHEN("the client is stopped") {
      cli->stop();
      THEN("both are told, and so is a later one") {
        CHECK_EQ(verdict(first.get()), "stopped");
        CHECK_EQ(verdict(second.get()), "stopped");
        CHECK_EQ(verdict(get("/hello")), "stopped");
      }
    }
  }
}

SCENARIO("the observer sees every call") {
  GIVEN("an observed client") {
    serve();
    std::mutex m;
    std::string seen;
    cli->observe(
        [&](std::string_view host, std::string_view outcome, std::chrono::nanoseconds took) {
          std::lock_guard lock(m);
          seen += std::string(host) + " " + std::string(outcome) + (took.count() > 0 ? ";" : "!");
        });
    WHEN("calls succeed and fail") {
      get("/hello");
      get("/nowhere");
      get("/forgotten");
      get("/dropped");
      THEN("outcomes are told") {
        std::lock_guard lock(m);
        CHECK_EQ(seen, "127.0.0.1 2xx;127.0.0.1 4xx;127.0.0.1 5xx;127.0.0.1 error;");
      }
    }
  }
}

SCENARIO("requests that cannot be sent are refused") {
  GIVEN("a client") {
    serve();
    WHEN("URL, method or header is bad") {
      THEN("nothing goes out") {
        CHECK_EQ(verdict(call(*cli, {"GET", "gopher://x/", {}, {}})), "unreachable");
        CHECK_EQ(verdict(call(*cli, {"G T", base + "/hello", {}, {}})), "unreachable");
        CHECK_EQ(verdict(call(*cli, {"GET", base + "/hello", {{"X", "a\r\nY: b"}}, {}})),
                 "unreachable");
      }
    }
  }
}

SCENARIO("the server lets a request in progress finish when it stops") {
  GIVEN("a request whose answer is not ready") {
    serve();
    auto r = test::send(*cli, {"GET", base + "/parked", {}, {}});
    const auto answer = parked.get();
    WHEN("the server is stopped, and then the answer is given") {
      srv->stop(std::chrono::seconds(10));
      answer(200, "done");
      THEN("it arrives, with a goodbye, and no new connection is taken") {
        const auto got = r.get();
        CAF_REQUIRE_EQUAL(verdict(got), "HTTP 200");
        CHECK_EQ(got->headers.get("connection"), "close");
        // Refused, or reset by the listener that is just closing: either way nobody answers.
        CHECK_NE(verdict(get("/hello")), "HTTP 200");
      }
    }
  }
}

SCENARIO("a server that cannot start says why") {
  GIVEN("a port in use, a bad address, and a missing certificate") {
    serve();
    server_options taken, nowhere, keyless;
    taken.port = static_cast<std::uint16_t>(std::stoi(split_url(base).port));
    nowhere.address = "not-an-address";
    keyless.certificate_file = "/nonexistent.pem";
    keyless.key_file = "/nonexistent.key";
    WHEN("it is started") {
      THEN("there is a reason") {
        for (const auto& o : {taken, nowhere, keyless}) {
          server s(rt, o, {});
          const auto r = s.start();
          CHECK(!r.has_value());
          CHECK(!r.error().detail.empty());
        }
      }
    }
  }
}

END_FIXTURE_SCOPE()
