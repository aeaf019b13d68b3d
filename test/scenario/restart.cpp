#define CAF_SUITE restart
#include "test/scenario/world.hpp"

#include <caf/test/bdd_dsl.hpp>

#include <filesystem>
#include <unistd.h>

using namespace flexcord::actors;
using namespace flexcord::conversation;

namespace {

const person alice{"5", "Alice", "en-US"};

std::string new_file() {
  static int n = 0;
  auto path = std::filesystem::temp_directory_path() /
              ("flexcord-restart-" + std::to_string(getpid()) + "-" + std::to_string(++n) + ".db");
  return path.string();
}

struct fixture : world_fixture {
  fixture() : world_fixture("sqlite:" + new_file()) {}
  ~fixture() {
    shut_down();
    for (auto* ending : {"", "-wal", "-shm", ".lock"})
      std::filesystem::remove(url.substr(7) + ending);
    boot_empty();
  }
  /// The base class ends what runs; give it something to end.
  void boot_empty() {
    url = "sqlite::memory:";
    boot();
  }
  void restart() {
    shut_down();
    boot();
    auto keys = self->request(journal, caf::infinite, list_unfinished{});
    consume_messages();
    keys.receive(
        [&](key_list& l) {
          for (auto& k : l.keys) self->send(router, wake_conversation{k});
        },
        [](const caf::error&) {});
    consume_messages();
  }
};

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("a process killed between commit and effect does the command after the restart, looking "
         "first") {
  GIVEN("a message that is committed and whose bot turn has not been answered") {
    tell("discord:msg:1", user_wrote{"1", "hello", {}, {}, alice});
    CHECK_EQ(asked.seen.size(), 1u);
    WHEN("the process is killed and started again") {
      restart();
      THEN("the bot is asked the same turn, marked as perhaps done before") {
        CHECK_EQ(asked.seen.size(), 1u);
        CHECK_EQ(asked.all<ask_bot>().at(0).text, "hello");
        CHECK(asked.seen.at(0).maybe_done);
      }
    }
  }
}

SCENARIO("a handoff under way goes on after a restart") {
  GIVEN("a handoff whose desk conversation is being opened") {
    tell("discord:msg:1", user_wrote{"1", "hello", {}, {}, alice});
    tell("discord:interaction:9", agent_requested{"button", alice});
    CHECK_EQ(desk.all<open_desk>().size(), 1u);
    auto name = desk.all<open_desk>().at(0).name;
    WHEN("the process is killed and started again") {
      restart();
      THEN("the desk is asked again for the same conversation") {
        CHECK_EQ(desk.all<open_desk>().size(), 1u);
        CHECK_EQ(desk.all<open_desk>().at(0).name, name);
        CHECK(desk.seen.at(0).maybe_done);
      }
    }
  }
}

SCENARIO("a message taken before the restart is not taken again after it") {
  GIVEN("a message that was taken") {
    tell("discord:msg:1", user_wrote{"1", "hello", {}, {}, alice});
    WHEN("the gateway replays it to the new process") {
      restart();
      asked.seen.clear();
      CHECK(tell("discord:msg:1", user_wrote{"1", "hello", {}, {}, alice}));
      THEN("it is acknowledged and does nothing") { CHECK(asked.seen.empty()); }
    }
  }
}

SCENARIO("a record that cannot be read is left as it is, and nothing is acknowledged over it") {
  GIVEN("a conversation whose record was damaged while the process was down") {
    tell("discord:msg:1", user_wrote{"1", "hello", {}, {}, alice});
    shut_down();
    auto damaged = [&] {
      auto opened = flexcord::store::open(url, {});
      auto known = (*opened)->load(key);
      flexcord::store::step s;
      s.conversation = key;
      s.version = (*known)->version + 1;
      s.state = "not ours";
      s.owner = "bot";
      CHECK((*opened)->commit({&s, 1}));
      return s.version;
    }();
    boot();
    WHEN("the member writes again") {
      CHECK(!tell("discord:msg:2", user_wrote{"2", "hello?", {}, {}, alice}));
      THEN("the record is still there for whoever mends it, and no command went out") {
        CHECK(asked.seen.empty());
        shut_down();
        auto opened = flexcord::store::open(url, {});
        auto kept = (*opened)->load(key);
        CHECK_EQ((*kept)->version, damaged);
        CHECK_EQ((*kept)->state, "not ours");
        opened->reset();
        boot();
      }
    }
  }
}

END_FIXTURE_SCOPE()
