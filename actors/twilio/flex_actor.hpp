#pragma once
#include "actors/protocol.hpp"
#include "actors/twilio/name_book.hpp"
#include "net/backoff.hpp"
#include "net/result.hpp"
#include "net/runtime.hpp"
#include "net/twilio/legacy.hpp"
#include "net/twilio/rest.hpp"

#include <caf/actor_system.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace flexcord::actors::twilio {

using std::chrono::milliseconds;

/// Gets the bytes of a file on the user's side, at most so many; calls back once, on any thread.
using file_fetcher = std::function<void(const std::string& place, std::uint64_t most,
                                        std::function<void(net::result<std::string>)> done)>;

/// How patient the operations are.
struct flex_timing {
  net::backoff_rules retry{milliseconds{500}, milliseconds{15000}};
  milliseconds handoff_limit{60000}; ///< for the steps of a handoff, from the first attempt
  milliseconds order_limit{
      std::chrono::hours{24}};   ///< for everything else, from the order's creation
  milliseconds look_every{1000}; ///< for a request that may have been made
  milliseconds look_for{10000};
  milliseconds first_poll{250}; ///< of a new request's set-up; doubled up to `longest_poll`
  milliseconds longest_poll{4000};
  milliseconds setup_limit{45000};
  milliseconds flow_limit{15000}; ///< a flow that was told has brought the request by then
  /// How long a request of an earlier life of the node may still take effect: its deadline.
  milliseconds settles_after{10000};
};

/// What the flex actor works with. The references outlive the actor and everything it started.
struct flex_dependencies {
  net::runtime& rt;
  net::twilio::rest& twilio;
  net::twilio::legacy* legacy =
      nullptr;             ///< for desks of the plane legacy-chat; null: there is none
  file_fetcher fetch_file; ///< empty: files of the user are told by name only
  journal_actor journal;
  std::function<std::int64_t()> now_ms; ///< from any thread
  std::string public_url;               ///< empty: no webhook, everything is found by looking
  std::string channel_type = "web";     ///< twilio.channel-type
  std::string studio_flow_sid;          ///< twilio.studio-flow-sid
  std::shared_ptr<name_book> names;
  /// How commands ended and what went wrong on the way, from any thread: "delivered", "gone",
  /// "refused", "failed", "opened", "invited", "seen", "retried", "adopted", "surplus-closed",
  /// "file-lost", "line-refused".
  std::function<void(std::string_view outcome)> count;
  /// The link to a case's page, given at that moment (ms): the same for every attempt of a command.
  /// Empty: there are no links.
  std::function<std::string(std::uint64_t case_number, std::int64_t asked)> case_url{};
  flex_timing timing{};
};

/// Does the commands for the desk with Twilio's Conversations and Interactions. Each command is an
/// operation of its own on the network's threads; the actor only starts them. The outcome is one
/// envelope to `reply_to`, after repeats with growing pauses. When the actor ends, its operations
/// end without an outcome: the journal has their orders.
flex_actor spawn_flex(caf::actor_system& system, flex_dependencies dependencies);

} // namespace flexcord::actors::twilio
