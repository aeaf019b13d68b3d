#define CAF_SUITE sandbox_clock
#include "fixture.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

/// A node's link to the clock.
class follower {
public:
  explicit follower(sandbox_fixture& f) {
    net::websocket::handlers h;
    h.on_text = [lines = lines_](std::string text) {
      const std::lock_guard lock(lines->mutex);
      lines->came.push_back(std::move(text));
      lines->change.notify_all();
    };
    link_ = net::websocket::connect(f.rt, f.host.ws_base() + "/_sandbox/clock/follow", {}, h);
  }
  ~follower() { leave(); }
  void leave() { link_->drop(); }
  void confirms(std::int64_t n) { link_->send_text(json::serialize(json::object{{"n", n}})); }
  /// The next line; empty when none comes.
  json::object next() {
    std::unique_lock lock(lines_->mutex);
    if (!lines_->change.wait_for(lock, patience, [&] { return !lines_->came.empty(); })) return {};
    const auto text = lines_->came.front();
    lines_->came.pop_front();
    return json::parse(text).as_object();
  }

private:
  struct lines {
    std::mutex mutex;
    std::condition_variable change;
    std::deque<std::string> came;
  };
  std::shared_ptr<lines> lines_ = std::make_shared<lines>();
  std::shared_ptr<net::websocket::connection> link_;
};

std::int64_t n_of(const json::object& line) { return sandbox::number_at(line, "n").value_or(-1); }

/// POST /_sandbox/clock, under way.
std::future<std::string> set_clock(sandbox_fixture& f, std::string body) {
  auto told = std::make_shared<std::promise<std::string>>();
  f.client.send({"POST", f.host.http_base() + "/_sandbox/clock", {}, std::move(body)}, {},
                [told](const net::result<net::http::response>& r) {
                  told->set_value(r ? r->body : net::to_string(r.error().kind));
                });
  return told->get_future();
}

bool is_ready(const std::future<std::string>& f) {
  return f.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

} // namespace

SCENARIO("time can run faster than it does") {
  GIVEN("something that waits for ten minutes") {
    sandbox_fixture f;
    std::promise<void> happened, waits;
    f.rt.post([&] {
      f.host.after(600'000, [&] { happened.set_value(); });
      waits.set_value();
    });
    waits.get_future().get();
    WHEN("the clock runs a thousand times as fast") {
      const auto set = f.control("POST", "/clock", R"({"rate":1000})");
      THEN("it happens in less than a second, and the clock tells its rate") {
        CHECK_EQ(set.number("rate"), 1000);
        CHECK_EQ(set.number("followers"), 0);
        CHECK(happened.get_future().wait_for(patience) == std::future_status::ready);
        CHECK(f.control("GET", "/clock").number("now") >= set.number("now") + 590'000);
        CHECK_EQ(f.control("POST", "/clock", R"({"rate":1,"advance_ms":0})").number("rate"), 1);
      }
    }
  }
}

SCENARIO("time cannot stand still, run backwards, or at no number") {
  GIVEN("a sandbox") {
    sandbox_fixture f;
    WHEN("it is asked to") {
      THEN("each is refused") {
        for (auto* rate : {"0", "-1", "1001", "null", "\"fast\""})
          CHECK_EQ(f.control("POST", "/clock", R"({"rate":)" + std::string(rate) + "}").status,
                   400);
        CHECK_EQ(f.control("GET", "/clock").number("rate"), 1);
      }
    }
  }
}

SCENARIO("who moves the clock hears when every follower goes by it") {
  GIVEN("two nodes that follow") {
    sandbox_fixture f;
    follower a(f), b(f);
    const auto first = a.next();
    CHECK_EQ(sandbox::number_at(first, "rate"), 1);
    b.next();
    WHEN("an hour passes, and one confirms before the other") {
      auto answer = set_clock(f, R"({"advance_ms":3600000})");
      const auto line = a.next();
      CHECK(sandbox::number_at(line, "now").value_or(0) >=
            sandbox::number_at(first, "now").value_or(0) + 3'600'000);
      a.confirms(n_of(line));
      a.confirms(n_of(line));
      // Whatever was sent before this call has been read when it is answered.
      CHECK_EQ(f.control("GET", "/clock").number("followers"), 2);
      CHECK(!is_ready(answer));
      follower late(f);
      const auto newcomer = late.next();
      b.confirms(n_of(b.next()));
      THEN("the answer comes with the second one's word; who came later knew the time already") {
        const auto told = json::parse(answer.get()).as_object();
        CHECK_EQ(sandbox::number_at(told, "followers"), 2);
        CHECK_EQ(sandbox::number_at(told, "confirmed"), 2);
        CHECK_EQ(n_of(newcomer), n_of(line));
      }
    }
  }
}

SCENARIO("a node that dies is not waited for") {
  GIVEN("two nodes that follow") {
    sandbox_fixture f;
    follower a(f), b(f);
    a.next();
    b.next();
    WHEN("an hour passes, one confirms and the other dies") {
      auto answer = set_clock(f, R"({"advance_ms":3600000})");
      a.confirms(n_of(a.next()));
      b.next();
      b.leave();
      THEN("only the living one is counted") {
        const auto told = json::parse(answer.get()).as_object();
        CHECK_EQ(sandbox::number_at(told, "followers"), 1);
        CHECK_EQ(sandbox::number_at(told, "confirmed"), 1);
        CHECK_EQ(f.control("GET", "/clock").number("followers"), 1);
      }
    }
  }
}
