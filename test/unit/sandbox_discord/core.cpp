#define CAF_SUITE sandbox_core
#include "fixture.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

std::size_t size_at(const answer& a, std::string_view key) {
  auto* list = sandbox::array_at(a.object(), key);
  return list ? list->size() : 0;
}

} // namespace

SCENARIO("an injected fault strikes as often as asked and not more") {
  GIVEN("a fault for one sent message after the first") {
    sandbox_fixture f;
    const auto dm = f.dm_of(f.user("alice"));
    const auto id = f.control("POST", "/faults",
                              R"({"service":"discord","method":"POST","path":"/api/*/messages",
                                  "skip":1,"fault":{"status":503}})");
    CHECK_EQ(id.status, 200);
    WHEN("three messages are sent") {
      const auto path = "/channels/" + dm + "/messages";
      const auto a = f.bot("POST", path, R"({"content":"1"})"),
                 b = f.bot("POST", path, R"({"content":"2"})"),
                 c = f.bot("POST", path, R"({"content":"3"})");
      THEN("only the second fails and it took no effect") {
        CHECK_EQ(a.status, 200);
        CHECK_EQ(b.status, 503);
        CHECK_EQ(c.status, 200);
        CHECK_EQ(f.bot("GET", path).body.as_array().size(), 2u);
        CHECK_EQ(size_at(f.control("GET", "/faults"), "faults"), 1u);
      }
      THEN("how often each kind struck is known after the faults are gone") {
        f.control("POST", "/faults",
                  R"({"path":"*/users/@me","fault":{"status":502,"delay_ms":1}})");
        f.control("POST", "/faults", R"({"path":"*/users/@me","fault":{"reset":"before"}})");
        CHECK_EQ(f.bot("GET", "/users/@me").status, 502);
        CHECK_EQ(f.bot("GET", "/users/@me").status, 0);
        f.control("DELETE", "/faults");
        auto struck = [&] {
          const auto all = f.control("GET", "/faults");
          auto* kinds = sandbox::object_at(all.object(), "struck");
          return kinds ? json::serialize(*kinds) : "none";
        };
        CHECK_EQ(struck(), R"({"delay":1,"reset.before":1,"status.502":1,"status.503":1})");
        f.control("POST", "/reset");
        CHECK_EQ(struck(), "{}");
      }
      THEN("a fault without effect, or an unknown one, is refused") {
        CHECK_EQ(f.control("POST", "/faults", R"({"fault":{}})").status, 400);
        CHECK_EQ(f.control("POST", "/faults", R"({"fault":{"reset":"maybe"}})").status, 400);
        CHECK_EQ(f.control("POST", "/faults", "[]").status, 400);
      }
    }
  }
}

SCENARIO("a connection reset before or after the effect") {
  GIVEN("two faults that drop the connection") {
    sandbox_fixture f;
    const auto path = "/channels/" + f.dm_of(f.user("alice")) + "/messages";
    f.control("POST", "/faults",
              R"({"method":"POST","path":"*messages","fault":{"reset":"before"}})");
    f.control("POST", "/faults",
              R"({"method":"POST","path":"*messages","fault":{"reset":"after"}})");
    WHEN("two messages are sent") {
      const auto a = f.bot("POST", path, R"({"content":"lost"})"),
                 b = f.bot("POST", path, R"({"content":"made"})");
      THEN("neither is answered and only the second exists") {
        CHECK_EQ(a.status, 0);
        CHECK_EQ(b.status, 0);
        const auto list = f.bot("GET", path).body.as_array();
        REQUIRE_EQ(list.size(), 1u);
        CHECK_EQ(sandbox::text_at(list[0].as_object(), "content"), "made");
      }
    }
  }
}

SCENARIO("limits of Discord and of its edge can be injected") {
  GIVEN("a shared 429 and a block by the edge") {
    sandbox_fixture f;
    f.control("POST", "/faults", R"({"path":"*/users/@me",
      "fault":{"status":429,"retry_after":1.5,"scope":"shared"}})");
    f.control("POST", "/faults", R"({"path":"*/users/@me","fault":{"cloudflare":true}})");
    WHEN("the bot asks twice") {
      const auto a = f.bot("GET", "/users/@me"), b = f.bot("GET", "/users/@me");
      THEN("the first looks like the API, the second like the edge") {
        CHECK_EQ(a.status, 429);
        CHECK_EQ(a.headers.get("Via"), "1.1 google");
        CHECK_EQ(a.headers.get("X-RateLimit-Scope"), "shared");
        CHECK_EQ(a.headers.get("Retry-After"), "2");
        CHECK_EQ(b.status, 429);
        CHECK_EQ(b.text, "error code: 1015");
        CHECK(!b.headers.has("Via"));
      }
    }
  }
}

SCENARIO("everything received and everything that happened can be read") {
  GIVEN("a user who writes and a bot that asks") {
    sandbox_fixture f;
    const auto alice = f.user("alice");
    f.bot("GET", "/users/@me");
    f.control("POST", "/discord/users/alice/messages", R"({"content":"hi"})");
    WHEN("the records are read") {
      const auto requests = f.control("GET", "/requests?since=0&service=discord");
      const auto events = f.control("GET", "/events?since=0");
      THEN("requests carry what was asked and answered") {
        REQUIRE_EQ(size_at(requests, "requests"), 1u);
        const auto& r = requests.object().at("requests").as_array()[0].as_object();
        CHECK_EQ(sandbox::text_at(r, "target"), "/api/v10/users/@me");
        CHECK_EQ(sandbox::number_at(r, "status").value_or(0), 200);
        CHECK(sandbox::text_at(r, "answer").find("helpbot") != std::string::npos);
      }
      THEN("events carry the message and whose DM it is in") {
        REQUIRE_EQ(size_at(events, "events"), 1u);
        const auto& e = events.object().at("events").as_array()[0].as_object();
        CHECK_EQ(sandbox::text_at(e, "kind"), "discord.message");
        CHECK_EQ(sandbox::text_at(e.at("data").as_object(), "user"), alice);
        CHECK_EQ(events.number("next"), 1);
      }
      THEN("nothing comes twice") {
        CHECK_EQ(size_at(f.control("GET", "/events?since=1"), "events"), 0u);
      }
    }
  }
}

SCENARIO("a long poll is answered when something happens") {
  GIVEN("a caller that waits for the next event") {
    sandbox_fixture f;
    f.user("alice");
    std::promise<std::string> promise;
    auto future = promise.get_future();
    f.client.send({"GET", f.host.http_base() + "/_sandbox/events?since=0&timeout_ms=60000", {}, {}},
                  {std::chrono::milliseconds(60'000), 8u << 20, false, {}},
                  [&](net::result<net::http::response> r) {
                    promise.set_value(r ? r->body : std::string());
                  });
    WHEN("a user types") {
      f.control("POST", "/discord/users/alice/typing", "{}");
      THEN("the event is in the answer") {
        REQUIRE(future.wait_for(patience) == std::future_status::ready);
        CHECK(future.get().find("discord.typing") != std::string::npos);
      }
    }
  }
}

SCENARIO("the live connection tells every event") {
  GIVEN("a WebSocket on /_sandbox/live") {
    sandbox_fixture f;
    f.user("alice");
    std::promise<void> open;
    std::promise<std::string> first;
    net::websocket::handlers h;
    h.on_open = [&] { open.set_value(); };
    h.on_text = [&, told = false](std::string text) mutable {
      if (!std::exchange(told, true)) first.set_value(std::move(text));
    };
    auto c = net::websocket::connect(f.rt, f.host.ws_base() + "/_sandbox/live", {}, h);
    REQUIRE(open.get_future().wait_for(patience) == std::future_status::ready);
    WHEN("a user writes") {
      f.control("POST", "/discord/users/alice/messages", R"({"content":"hi"})");
      THEN("it comes as JSON") {
        auto text = first.get_future();
        REQUIRE(text.wait_for(patience) == std::future_status::ready);
        CHECK_EQ(sandbox::text_at(json::parse(text.get()).as_object(), "kind"), "discord.message");
      }
      c->close(1000, "");
    }
  }
}

SCENARIO("the clock moves on and what is due on the way happens in order") {
  GIVEN("two things that wait") {
    sandbox_fixture f;
    auto order = std::make_shared<std::vector<std::int64_t>>();
    std::promise<std::int64_t> started;
    f.rt.post([&] {
      const auto now = f.host.now_ms();
      f.host.after(7'200'000, [&f, order, now] { order->push_back(f.host.now_ms() - now); });
      f.host.after(3'600'000, [&f, order, now] {
        order->push_back(f.host.now_ms() - now);
        f.host.after(60'000, [&f, order, now] { order->push_back(f.host.now_ms() - now); });
      });
      started.set_value(now);
    });
    const auto before = started.get_future().get();
    WHEN("the clock goes on three hours") {
      const auto after = f.control("POST", "/clock", R"({"advance_ms":10800000})");
      THEN("all of it ran, each at its time") {
        REQUIRE_EQ(order->size(), 3u);
        CHECK(order->at(0) >= 3'600'000 && order->at(0) < 3'660'000);
        CHECK(order->at(1) >= 3'660'000 && order->at(1) < 7'200'000);
        CHECK(order->at(2) >= 7'200'000);
        CHECK(after.number("now") - before >= 10'800'000);
      }
      THEN("a step back or no step is refused") {
        CHECK_EQ(f.control("POST", "/clock", R"({"advance_ms":-1})").status, 400);
        CHECK_EQ(f.control("POST", "/clock", "{}").status, 400);
      }
    }
  }
}

SCENARIO("a reset forgets the world") {
  GIVEN("a world with a user, a fault and events") {
    sandbox_fixture f;
    f.user("alice");
    f.control("POST", "/discord/users/alice/messages", R"({"content":"hi"})");
    f.control("POST", "/faults", R"({"fault":{"status":500}})");
    WHEN("it is reset") {
      CHECK_EQ(f.control("POST", "/reset").status, 200);
      THEN("nothing is left and the bot is served again") {
        CHECK_EQ(size_at(f.control("GET", "/discord/users"), "users"), 0u);
        CHECK_EQ(size_at(f.control("GET", "/events?since=0"), "events"), 0u);
        CHECK_EQ(f.bot("GET", "/users/@me").status, 200);
      }
    }
  }
}
