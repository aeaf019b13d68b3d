#pragma once
#include "net/runtime.hpp"
#include "net/twilio/legacy.hpp"

#include <chrono>
#include <functional>

namespace flexcord::actors::twilio {

/// Makes a message whole whose webhook does not name its file: the message itself is read. Calls
/// back once, on any thread, within `limit`; with the event as it came when it needs nothing, or
/// when that fails (a look at the desk then finds the file). `api` may be null.
void complete(net::runtime& rt, net::twilio::legacy* api, net::twilio::webhook_event e,
              std::function<void(net::twilio::webhook_event)> done,
              std::chrono::milliseconds limit = std::chrono::milliseconds{1500});

} // namespace flexcord::actors::twilio
