#pragma once
#include "config/load.hpp"
#include "config/value.hpp"

#include <map>
#include <string>

namespace flexcord::config {

/// Values by path, not judged yet.
using assignments = std::map<std::string, value>;

/// What the command line says.
struct command_line {
  assignments values;
  std::string config_file; ///< empty: not given
  std::vector<std::string> caf_arguments;
  test_tools tests;
};
command_line read_arguments(std::span<const std::string> arguments, std::vector<problem>& problems);

/// What a file says, without its `caf { }`. A missing file is a problem only when `required`;
/// `found` tells.
assignments read_file(const std::string& path, bool required, bool& found,
                      std::vector<problem>& problems);

} // namespace flexcord::config
