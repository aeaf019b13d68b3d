#pragma once
#include "actors/twilio/operation.hpp"
#include "net/twilio/legacy.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// The desk's commands on Programmable Chat and Flex Channels. The desk's conversation is a
/// channel; the desk's name, which Programmable Chat has no place for, stands in its attributes.
/// `flex_dependencies::legacy` must be set.
namespace flexcord::actors::twilio {

/// What the commands do not say.
struct legacy_options {
  bool route = false; ///< a post: the Studio flow hears of it
  /// An invite: how long the flow has for sending the talk to Flex.
  milliseconds taken_up_within{15000};
};

/// The operation for a command; null when it is not one for the desk.
operation_ptr make_legacy_operation(std::shared_ptr<flex_context> c, perform p,
                                    legacy_options options = {});

// One factory an operation; each stands in its own file.
operation_ptr make_legacy_open(std::shared_ptr<flex_context> c, perform p);
operation_ptr make_legacy_post(std::shared_ptr<flex_context> c, perform p,
                               const legacy_options& options);
operation_ptr make_legacy_await(std::shared_ptr<flex_context> c, perform p,
                                milliseconds taken_up_within);
operation_ptr make_legacy_flag(std::shared_ptr<flex_context> c, perform p);
operation_ptr make_legacy_look(std::shared_ptr<flex_context> c, perform p);
operation_ptr make_legacy_close(std::shared_ptr<flex_context> c, perform p);

/// An operation that works on a channel.
class legacy_operation : public operation {
public:
  using operation::operation;

protected:
  net::twilio::legacy& chat() { return *context().deps.legacy; }
  /// The path of a talk's webhook; the key is in it, so that the signature covers the key.
  std::string webhook_path() const;
};

/// Tasks of this channel that are not finished: assigned, reserved, pending. Tasks of others are
/// left out, in case the service's filter is not exact.
std::vector<net::twilio::task> open_channel_tasks(const std::vector<net::twilio::task>& all,
                                                  const std::string& channel);
/// Tasks of this channel, in whatever state.
std::vector<net::twilio::task> channel_tasks(std::vector<net::twilio::task> all,
                                             const std::string& channel);

} // namespace flexcord::actors::twilio
