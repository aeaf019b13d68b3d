#include "actors/node_impl.hpp"

namespace flexcord::actors {

void node::impl::spawn_announcements(caf::actor_system&) {}

} // namespace flexcord::actors
