#include "actors/node_impl.hpp"

namespace flexcord::actors {

case_doers node::impl::make_case_doers() { return {}; }

void node::impl::spawn_reports(caf::actor_system&) {}

} // namespace flexcord::actors
