#include "test/unit/store/builders.hpp"
#include "test/unit/store/proxy.hpp"
#include "test/unit/store/server.hpp"

#define CAF_SUITE store_every
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;
using fault = proxy::fault;

namespace {

/// What callers see and what is stored at the end, in one text.
std::string played(journal& j, const place& where) {
  std::string seen;
  auto note = [&seen](const auto& text) {
    if (!seen.empty()) seen += ' ';
    seen += text;
  };
  auto a = step_of("a", 1, {"x"});
  a.commands = {command(1, "one"), command(2, "two")};
  a.armed = {{"idle", 1, 9000}};
  a.transcript = {line("m", "hello")};
  a.aliases = {{"desk:1"}};
  std::vector<step> first{a, step_of("b", 1, {"y"}), step_of("a", 2, {"z"})};
  note(names_of(j.commit(first).value()));
  note(std::to_string(j.open_case({"a", 7, "bug", "1", "t", 1}).value()));
  auto next = step_of("a", 3, {"w"});
  next.done = {1};
  next.owner = "agent";
  next.cases = {{1, "pending", "seen"}};
  std::vector<step> second{step_of("b", 2, {"y"}), next, step_of("a", 9)};
  note(names_of(j.commit(second).value()));
  note(std::to_string(j.put("name", "value").has_value()));
  note(j.get("name").value());
  note(j.find("desk:1").value());
  note(joined(j.unfinished().value()));
  note(std::to_string(j.transcript("a", 9).value().size()));
  note(std::to_string(j.open_case({"b", 8, "bug", "1", "t", 1}).value()));
  note(waiting(j, "a"));
  for (const auto& [owner, n] : j.count().value().conversations)
    note(owner + "=" + std::to_string(n));
  note(joined(where.ask("SELECT conversation, version, owner FROM conversations ORDER BY 1")));
  note(joined(where.ask("SELECT number, position, status FROM case_timeline")));
  note(joined(where.ask("SELECT conversation, event FROM events WHERE conversation <> '' "
                        "ORDER BY 1, 2")));
  return seen;
}

constexpr const char* expected =
    "committed committed committed 1 duplicate committed conflict 1 value a a 1 2 two agent=1 "
    "bot=1 a|3|agent b|1|bot 1|1|pending a|w a|x a|z b|y";

} // namespace

SCENARIO("wherever the line breaks, callers see the same and the same is stored") {
  GIVEN("an hour's work in one script, and a line that breaks at each of its exchanges in turn") {
    for (auto f : {fault::before, fault::after}) {
      bool broke = true;
      for (int at = 0; broke; ++at) {
        place where{true};
        proxy line{server_port()};
        auto j = std::move(open(where.url(line.port()), {}).value());
        line.fail(f, at);
        WHEN("it breaks at exchange " << at) {
          const auto seen = played(*j, where);
          broke = line.failed();
          THEN("nothing of it is seen") { CHECK_EQ(seen, expected); }
        }
        if (!broke) CHECK_GT(at, 20);
      }
    }
  }
}
