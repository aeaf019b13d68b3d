#include "sandbox/core/options.hpp"
#include "net/http/message.hpp"

#include <charconv>
#include <optional>
#include <string_view>

namespace flexcord::sandbox {

namespace {

/// What follows `--name=`; nothing when the argument is another one.
std::optional<std::string> value_of(std::string_view argument, std::string_view name) {
  if (!argument.starts_with(name) || argument.substr(name.size(), 1) != "=") return std::nullopt;
  return std::string(argument.substr(name.size() + 1));
}

} // namespace

options parse_options(const std::vector<std::string>& arguments,
                      std::vector<std::string>& problems) {
  options o;
  for (auto& a : arguments) {
    if (auto port = value_of(a, "--port")) {
      const auto* end = port->data() + port->size();
      const auto [at, ec] = std::from_chars(port->data(), end, o.port);
      if (ec != std::errc() || at != end || port->empty())
        problems.push_back("--port must be 0 to 65535, not \"" + *port + "\"");
    } else if (auto address = value_of(a, "--address")) {
      o.address = *address;
      if (!net::http::is_loopback_host(o.address))
        problems.push_back(
            "--address must be a loopback address: the sandbox has no protection, \"" + o.address +
            "\" is refused");
    } else if (auto file = value_of(a, "--port-file")) {
      o.port_file = *file;
      if (file->empty()) problems.push_back("--port-file needs a path");
    } else if (a == "--quiet") {
      o.quiet = true;
    } else if (a == "--help" || a == "-h") {
      o.help = true;
    } else {
      problems.push_back("unknown argument \"" + a + "\"");
    }
  }
  if (o.address == "localhost") o.address = "127.0.0.1";
  return o;
}

std::string usage() {
  return "flexcord-sandbox: stands in for Discord, Twilio and a chatbot, on this machine only.\n"
         "\n"
         "  --port=N           port to listen on (default 9090; 0: any free one)\n"
         "  --address=A        loopback address to listen on (default 127.0.0.1)\n"
         "  --port-file=PATH   write the port there once listening\n"
         "  --quiet            print nothing but errors\n"
         "  --help             this text\n"
         "\n"
         "Open http://127.0.0.1:9090/ for the page; sandbox/CONTROL.md describes the control "
         "API.\n";
}

} // namespace flexcord::sandbox
