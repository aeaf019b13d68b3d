#pragma once
#include "sandbox/discord/form_errors.hpp"

#include <boost/json/array.hpp>

namespace flexcord::sandbox::discord {

/// Checks one application command as Discord does: names, lengths, options, choices.
void check_command(const boost::json::object& c, const std::string& path, form_errors& errors);

/// The options of an invocation, as an interaction's data carries them, from plain {name: value}.
/// Sets `why` when a value is missing, unknown or of the wrong type.
boost::json::array invoke_options(const boost::json::object& command,
                                  const boost::json::object& given, std::string& why);

} // namespace flexcord::sandbox::discord
