#pragma once
#include "actors/announcements/command.hpp"
#include "actors/announcements/event.hpp"
#include "net/feed/fetch.hpp"
#include "net/feed/hook.hpp"

/// From net/feed's values to the machine's events.
namespace flexcord::announcements {

/// What became of a read. A document is parsed here, on the caller's thread: a large one takes some
/// milliseconds.
event to_event(const read_feed& asked, const net::result<net::feed::fetched>& outcome);

/// A hook's call whose signature has this seal.
hook_received to_event(std::string ticket, std::string seal, const net::feed::hook_post& post);

} // namespace flexcord::announcements
