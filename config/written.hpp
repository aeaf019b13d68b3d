#pragma once
#include "config/settings.hpp"

#include <string>

namespace flexcord::config {

/// These settings as caf-application.conf would have them: every key that differs from its default,
/// in its group. Secrets are not written, nor a password in store.url.
std::string written(const settings& s);

} // namespace flexcord::config
