#pragma once
#include "net/twilio/rest.hpp"

#include <string>
#include <vector>

/// What a list of tasks tells about a desk conversation.
namespace flexcord::actors::twilio {

/// Waiting for an agent: pending or reserved.
bool is_waiting(const net::twilio::task& t);
bool is_assigned(const net::twilio::task& t);

/// A task that is not finished, with the interaction it belongs to.
struct open_task {
  net::twilio::task what;
  net::twilio::interaction where;
};

/// The open tasks of this conversation that name their interaction; the one that is furthest comes
/// first (assigned, reserved, pending). Tasks of other conversations are left out, in case the
/// service's filter is not exact.
std::vector<open_task> open_tasks(const std::vector<net::twilio::task>& all,
                                  const std::string& conversation_sid);

/// The first one that waits for an agent; null when none does.
const net::twilio::task* waiting_one(const std::vector<net::twilio::task>& all);

/// Tasks of this conversation, in whatever state.
std::vector<net::twilio::task> tasks_for(std::vector<net::twilio::task> all,
                                         const std::string& conversation_sid);

} // namespace flexcord::actors::twilio
