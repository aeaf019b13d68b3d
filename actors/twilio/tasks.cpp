#include "actors/twilio/tasks.hpp"

#include "actors/twilio/attributes.hpp"

#include <algorithm>

namespace flexcord::actors::twilio {

namespace {

int rank(const net::twilio::task& t) {
  if (is_assigned(t)) return 0;
  return t.assignment_status == "reserved" ? 1 : 2;
}

} // namespace

bool is_waiting(const net::twilio::task& t) {
  return t.assignment_status == "pending" || t.assignment_status == "reserved";
}

bool is_assigned(const net::twilio::task& t) { return t.assignment_status == "assigned"; }

const net::twilio::task* waiting_one(const std::vector<net::twilio::task>& all) {
  auto at = std::ranges::find_if(all, is_waiting);
  return at == all.end() ? nullptr : &*at;
}

std::vector<net::twilio::task> tasks_for(std::vector<net::twilio::task> all,
                                         const std::string& conversation_sid) {
  std::erase_if(all, [&](const net::twilio::task& t) {
    return ids_of_task(t.attributes).conversation != conversation_sid;
  });
  return all;
}

std::vector<open_task> open_tasks(const std::vector<net::twilio::task>& all,
                                  const std::string& conversation_sid) {
  std::vector<open_task> open;
  for (auto& t : all) {
    auto ids = ids_of_task(t.attributes);
    const bool ours =
        ids.conversation == conversation_sid && !ids.interaction.empty() && !ids.channel.empty();
    if (ours && (is_waiting(t) || is_assigned(t)))
      open.push_back({t, {ids.interaction, ids.channel, t.sid, {}}});
  }
  std::ranges::stable_sort(open, {}, [](const open_task& t) { return rank(t.what); });
  return open;
}

} // namespace flexcord::actors::twilio
