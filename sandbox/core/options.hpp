#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace flexcord::sandbox {

/// What flexcord-sandbox is told on its command line.
struct options {
  std::string address = "127.0.0.1"; ///< loopback only: the sandbox knows no secrets worth keeping
  std::uint16_t port = 9090;         ///< 0: any free one
  std::string port_file;             ///< gets the port once the sandbox listens
  bool quiet = false, help = false;
};

/// Reads the arguments after the program's name. Everything wrong with them is put into `problems`.
options parse_options(const std::vector<std::string>& arguments,
                      std::vector<std::string>& problems);

/// The text of --help.
std::string usage();

} // namespace flexcord::sandbox
