#pragma once
#include "config/settings.hpp"
#include "config/test_tools.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

/// From caf-application.conf, the command line and the environment to settings. Nothing is printed
/// and nothing throws.
namespace flexcord::config {

/// One thing that is wrong. Never holds the value of a secret.
struct problem {
  std::string path;        ///< the key, or the place in the file ("caf-application.conf:12")
  std::string what;        ///< "is not available in this version of flexcord"
  std::string expected;    ///< the form that would be accepted; may be empty
  bool incomplete = false; ///< something is still to be given: a node cannot run without it, and
                           ///< `flexcord setup` can find or make it
};

/// "http.port: is 70000 (expected a whole number from 0 to 65535)"
std::string to_string(const problem& p);

struct loaded {
  settings values;
  std::vector<problem> problems;  ///< all of them; the program must not start unless empty
  std::vector<std::string> notes; ///< what is off or unwise, one sentence each
  test_tools tests;               ///< from the command line only
  std::string config_file;        ///< the file that was read; empty when there was none
  std::vector<std::string>
      caf_arguments; ///< for CAF's own parser: `--caf.…` options and `--config-file=…`
};

/// Looks up an environment variable; null when it is not set. `std::getenv` fits.
using environment = std::function<const char*(const char*)>;

/// Reads `--config-file=PATH` (default: caf-application.conf in the working directory, which may be
/// missing), then the
/// `--group.key=value` options, which win over the file, and the options for tests. A secret's
/// environment variable wins over the file and loses to the command line. `arguments` are without
/// the program's name, and without a subcommand.
loaded load(std::span<const std::string> arguments, const environment& env);

} // namespace flexcord::config
