#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace flexcord::config {

struct loaded;
struct problem;

/// Options for tests of the real binary, on the command line only. Anybody who could set them by
/// mistake in production is refused: every upstream must be on this machine.
struct test_tools {
  std::string clock;          ///< --test-clock: HOST:PORT of the sandbox whose time is the node's
  std::string crash_point;    ///< --test-crash: a name of config/crash_point.hpp
  std::uint64_t crash_at = 0; ///< which passing of the point ends the process
  bool any() const { return !clock.empty() || !crash_point.empty(); }
};

/// Takes `argument` when it is one of these options; what is wrong with its form goes to
/// `problems`.
bool take_test_option(const std::string& argument, test_tools& tools,
                      std::vector<problem>& problems);

/// The rules of the options, against settings that are read already. Adds to `l.problems`.
void check_test_tools(loaded& l);

/// True when a database of this address cannot be on another machine: a file, or a server whose
/// every host is loopback.
bool database_is_here(const std::string& url);

} // namespace flexcord::config
