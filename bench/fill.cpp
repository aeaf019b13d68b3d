// usage: flexcord-bench-fill STORE_URL OVER UNFINISHED
// Fills an empty store, by the store's own code, with conversations as a year of service leaves
// them: OVER that are over, and UNFINISHED of which a third each has something to be said, waits
// for an agent, has one.
#include "actors/codec.hpp"
#include "actors/conversation/machine.hpp"
#include "store/journal.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>

namespace {

using namespace flexcord;
using namespace flexcord::conversation;

constexpr std::size_t steps_a_group = 256;
constexpr int lines_a_talk = 6;
constexpr millis minute = 60'000, day = 24 * 60 * minute;

millis unix_now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

/// An id that Discord could have given at that moment.
std::string snowflake(millis at, std::uint64_t n) {
  constexpr millis epoch = 1'420'070'400'000;
  return std::to_string((static_cast<std::uint64_t>(at - epoch) << 22) + n % 4096);
}

struct talk {
  state now;
  store::step step;
};

/// A talk with the bot, in one step.
talk talk_at(std::uint64_t n, millis at) {
  talk t;
  auto& s = t.now.shared;
  auto& step = t.step;
  const auto channel = snowflake(1'600'000'000'000 + static_cast<millis>(n), n);
  step.conversation = "discord:" + channel;
  step.version = 1;
  step.at = at;
  step.owner = "nobody";
  s.user = {snowflake(1'500'000'000'000 + static_cast<millis>(n), n), "Member " + std::to_string(n),
            "en-US"};
  s.epoch = 4;
  s.next_command = 9;
  s.generation = 6;
  s.last_line = s.caught_up = at;
  s.mark = snowflake(at, n);
  for (int i = 0; i < lines_a_talk; ++i) {
    const auto id = snowflake(at - (lines_a_talk - i) * minute, n);
    const bool user = i % 2 == 0;
    if (user) step.event_ids.push_back("discord:msg:" + id);
    step.event_ids.push_back("done:" + std::to_string(i + 1));
    step.transcript.push_back(
        {id, user ? "user" : "bot", user ? s.user.name : "",
         "A line of a talk, as long as lines of talks are: where do I find what I bought?", "[]",
         at - (lines_a_talk - i) * minute});
  }
  return t;
}

void arm(talk& t, timer which, millis due) {
  const auto generation = ++t.now.shared.generation;
  t.now.shared.armed[static_cast<std::uint8_t>(which)] = generation;
  t.step.armed.push_back({to_string(which), generation, due});
}

void give(talk& t, command what) {
  order o{t.now.shared.next_command++, t.step.at, "d-1", std::move(what)};
  t.step.commands.push_back(
      {o.id, to_string(destination_of(o.what)), priority_of(o.what), actors::encode(o), o.created});
}

/// Something to be said; or asked for an agent; or with one.
void leave_unfinished(talk& t, std::uint64_t n) {
  auto& desk = t.now.shared.desk;
  switch (n % 3) {
  case 0:
    t.now.now = with_bot{};
    arm(t, timer::idle, t.step.at + day);
    give(t, say{voice::bot, t.now.shared.epoch, {}, "What the bot found", {}, {}, {}, {}, {}});
    break;
  case 1:
    t.now.now = awaiting_agent{awaiting_agent::stage::queued, n, "asked in words", {}, t.step.at};
    arm(t, timer::queue, t.step.at + 30 * minute);
    arm(t, timer::poll, t.step.at + minute);
    break;
  default:
    t.now.now = with_agent{{{"worker", "Mike", true}}, n, false, false, {}};
    arm(t, timer::agent, t.step.at + 120 * minute);
    arm(t, timer::poll, t.step.at + minute);
    give(t, say{voice::agent, t.now.shared.epoch, "Mike", "I have a look", {}, {}, {}, "IM1", {}});
  }
  if (n % 3 != 0) {
    desk.name = "fc-" + std::to_string(n);
    desk.conversation = "CH" + std::to_string(n);
    desk.open = true;
    desk.next_index = 3;
    t.step.aliases.push_back({"desk:" + desk.conversation});
    t.step.links.push_back({t.now.shared.mark, "IM" + std::to_string(n), 0});
  }
}

void commit(store::journal& j, std::vector<store::step>& group) {
  if (auto done = j.commit(group); !done) {
    std::cerr << done.error().detail << '\n';
    std::exit(1);
  }
  group.clear();
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: flexcord-bench-fill STORE_URL OVER UNFINISHED\n";
    return 64;
  }
  auto j = store::open(argv[1], {.durable = false});
  if (!j) {
    std::cerr << j.error().detail << '\n';
    return 69;
  }
  const auto over = std::strtoull(argv[2], nullptr, 10);
  const auto unfinished = std::strtoull(argv[3], nullptr, 10);
  const auto now = unix_now();
  std::vector<store::step> group;
  for (std::uint64_t n = 0; n < over + unfinished; ++n) {
    const bool is_over = n >= unfinished;
    // Those that are over ended at any time of a year.
    const auto at = is_over ? now - static_cast<millis>(n) % 360 * day - day : now - minute;
    auto t = talk_at(n, at);
    if (!is_over) leave_unfinished(t, n);
    t.step.owner = owner_of(t.now.now);
    t.step.state = actors::encode(t.now);
    group.push_back(std::move(t.step));
    if (group.size() == steps_a_group) commit(**j, group);
  }
  if (!group.empty()) commit(**j, group);
  // A process that ended a minute ago, without a session that could be resumed.
  if (auto put = (*j)->put("gateway:0", "\n\n0\n" + std::to_string(now - minute)); !put) {
    std::cerr << put.error().detail << '\n';
    return 1;
  }
  return 0;
}
