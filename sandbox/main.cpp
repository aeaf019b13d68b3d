#include "net/http/client.hpp"
#include "net/http/server.hpp"
#include "net/runtime.hpp"
#include "sandbox/bot/service.hpp"
#include "sandbox/core/core.hpp"
#include "sandbox/core/options.hpp"
#include "sandbox/discord/service.hpp"
#include "sandbox/twilio/service.hpp"
#if __has_include("sandbox/page/page.hpp")
#include "sandbox/page/page.hpp"
#endif

#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

using namespace flexcord;

void append(std::vector<net::http::route>& all, std::vector<net::http::route> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Writes the port so that a reader sees either nothing or all of it.
bool write_port(const std::string& path, std::uint16_t port) {
  const auto draft = path + ".new";
  {
    std::ofstream out(draft);
    out << port << '\n';
    if (!out.flush()) return false;
  }
  return std::rename(draft.c_str(), path.c_str()) == 0;
}

/// Serves until one of `signals` comes. The signals are blocked in every thread; this one waits for
/// them.
int serve(const sandbox::options& o, const sigset_t& signals) {
  // One network thread: the stand-ins share their world without locks.
  net::runtime rt({1, {}});
  net::http::client client(rt);
  sandbox::core core(rt, client);
  sandbox::discord_service discord(core);
  sandbox::twilio_service twilio(core);
  sandbox::bot_service bot(core);
  auto routes = core.control_routes();
  append(routes, discord.routes());
  append(routes, twilio.routes());
  append(routes, bot.routes());
#if __has_include("sandbox/page/page.hpp")
  append(routes, sandbox::page_routes());
#endif
  net::http::server_options listen;
  listen.address = o.address;
  listen.port = o.port;
  net::http::server server(rt, std::move(listen), std::move(routes));
  const auto port = server.start();
  if (!port) {
    std::cerr << "flexcord-sandbox: cannot listen on " << o.address << ":" << o.port << ": "
              << net::to_string(port.error()) << "\n";
    return 1;
  }
  core.listening_on(o.address, *port);
  if (!o.port_file.empty() && !write_port(o.port_file, *port)) {
    std::cerr << "flexcord-sandbox: cannot write " << o.port_file << "\n";
    return 1;
  }
  if (!o.quiet) std::cout << "sandbox listening on " << core.http_base() << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  core.stop();
  server.stop(std::chrono::milliseconds(500));
  client.stop();
  rt.stop(std::chrono::seconds(2));
  return 0;
}

} // namespace

int main(int argc, char** argv) {
  std::vector<std::string> problems;
  const auto o = sandbox::parse_options({argv + 1, argv + argc}, problems);
  if (o.help) {
    std::cout << sandbox::usage();
    return 0;
  }
  for (auto& p : problems) std::cerr << "flexcord-sandbox: " << p << "\n";
  if (!problems.empty()) return 64;
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return serve(o, signals);
}
