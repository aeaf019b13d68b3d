#pragma once
#include "net/twilio/rest.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// Where a task stands in its queue, and how long it will wait. Pure.
namespace flexcord::actors::twilio {

/// A queue as it was read.
struct queue_view {
  std::vector<net::twilio::task> waiting; ///< the first of those that wait
  std::int64_t accepted = -1;             ///< tasks taken within figures_minutes; -1: not known
};
/// Over how many minutes a queue's figures are asked for.
inline constexpr int figures_minutes = 30;

/// 1: next. 0: not among those that were read. Higher priority goes first, then who came earlier.
std::int64_t place_of(const std::string& task_sid, const queue_view& q);

/// About how many milliseconds until an agent takes the task in that place, by the pace at which
/// the queue's tasks were taken lately; 0: not known, or too few were taken to tell a pace.
std::int64_t wait_at(std::int64_t place, const queue_view& q);

} // namespace flexcord::actors::twilio
