#pragma once
#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <string_view>
#include <unistd.h>

/// Places where a test lets the process die (`--test-crash=POINT:N`). The process kills itself with
/// SIGKILL when the armed point is passed for the Nth time: nothing is flushed, no destructor runs.
/// Off, a point costs one relaxed load of a byte that nobody writes.
namespace flexcord::crash {

enum class point : std::uint8_t {
  none,
  before_commit, ///< the journal has a group of steps and is about to commit it
  after_commit,  ///< the group is committed and nobody has been told
  after_send,    ///< an upstream answered a request that writes; the outcome has not been handed on
  before_done,   ///< a conversation has the outcome of an order, not yet committed
};

struct named {
  std::string_view name;
  point where;
};
inline constexpr std::array points{
    named{"before-commit", point::before_commit}, named{"after-commit", point::after_commit},
    named{"after-send", point::after_send}, named{"before-done", point::before_done}};

/// The point of that name; `none` when there is no such.
constexpr point point_named(std::string_view name) {
  for (auto& p : points)
    if (p.name == name) return p.where;
  return point::none;
}

namespace detail {
inline std::atomic<point> armed{point::none};
inline std::atomic<std::uint64_t> passes_left{0};
} // namespace detail

/// To be called once, before any other thread exists. `passes`: at least 1.
inline void arm(point where, std::uint64_t passes) {
  detail::passes_left = passes;
  detail::armed = where;
}

/// The process passes `where`; it may not come back.
inline void pass(point where) {
  if (detail::armed.load(std::memory_order_relaxed) != where) [[likely]]
    return;
  if (detail::passes_left.fetch_sub(1) == 1) kill(getpid(), SIGKILL);
}

/// An upstream answered a request of that method: `after_send` is passed when it was one that
/// writes.
inline void pass_answer(std::string_view method) {
  if (detail::armed.load(std::memory_order_relaxed) != point::after_send) [[likely]]
    return;
  if (method != "GET" && method != "HEAD") pass(point::after_send);
}

} // namespace flexcord::crash
