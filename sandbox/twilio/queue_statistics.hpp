#pragma once
#include "sandbox/twilio/types.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace flexcord::sandbox::twilio {

/// CumulativeStatistics of the one queue, over the last so many minutes.
boost::json::object cumulative_view(const std::string& root, const std::vector<const task*>& tasks,
                                    std::int64_t now_ms, std::int64_t minutes);

} // namespace flexcord::sandbox::twilio
