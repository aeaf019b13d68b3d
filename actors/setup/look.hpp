#pragma once
#include "actors/setup/plan.hpp"

namespace flexcord::actors::setup {

/// Asks Discord and Twilio for all that a plan needs; only GETs. Blocks. What a setting leaves open
/// and the account decides (service, workspace, Flex instance) is filled into `s`, so that later
/// calls use it.
seen look(config::settings& s, net::runtime& rt, net::http::client& http,
          net::discord::rest& discord);

} // namespace flexcord::actors::setup
