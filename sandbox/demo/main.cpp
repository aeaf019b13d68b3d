// flexcord-demo: starts the sandbox and a node on loopback and keeps them up, or plays a whole
// conversation by itself.
#include "sandbox/demo/control.hpp"
#include "sandbox/demo/process.hpp"
#include "sandbox/demo/story.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <thread>

namespace {

using namespace flexcord;
using sandbox::demo::control;
using sandbox::demo::process;

constexpr const char* help =
    R"(usage: scripts/demo [--mode MODE] [--plane PLANE] [--script [--kill]] [--keep] [-- NODE OPTIONS…]

  (no option)  starts the sandbox and a node, prints the page's address, and stays up until Ctrl-C
  --mode       who decides between bot and agent: direct (the default), or studio: a Studio flow, which is set up first
  --plane      with studio: conversations (the default), or legacy-chat
  --script     plays the whole conversation by itself and prints it; exit code 0 only if every message came once, in order
  --kill       with --script: kills the node (SIGKILL) in the middle and starts it again
  --keep       keeps the folder with the store and the logs
)";

struct options {
  bool script = false, kill = false, keep = false;
  std::string binaries, articles, mode = "direct", plane = "conversations";
  std::vector<std::string> node;
  bool studio() const { return mode == "studio"; }
};

std::string zeros(const char* letters, char last) { return letters + std::string(31, '0') + last; }

std::vector<std::string> settings(const options& o, const std::string& base,
                                  const std::string& folder, std::uint16_t port) {
  auto ws = "ws" + base.substr(4);
  std::vector<std::string> a{"--discord.token=sandbox-token",
                             "--discord.api-url=" + base + "/api/v10",
                             "--discord.cdn-url=" + base + "/cdn",
                             "--discord.gateway-url=" + ws + "/gateway",
                             "--discord.bug-channel=1000000000000000023",
                             "--discord.feature-channel=1000000000000000024",
                             "--twilio.account-sid=" + zeros("AC", '1'),
                             "--twilio.auth-token=sandbox-auth-token",
                             "--twilio.service-sid=" + zeros("IS", '2'),
                             "--twilio.workspace-sid=" + zeros("WS", '3'),
                             "--twilio.workflow-sid=" + zeros("WW", '4'),
                             "--twilio.conversations-url=" + base + "/conversations",
                             "--twilio.flex-url=" + base + "/flex-api",
                             "--twilio.media-url=" + base + "/mcs",
                             "--twilio.taskrouter-url=" + base + "/taskrouter",
                             "--twilio.chat-url=" + base + "/chat",
                             "--twilio.studio-url=" + base + "/studio",
                             "--twilio.plane=" + o.plane,
                             "--routing.mode=" + o.mode,
                             "--chatbot.kind=knowledge",
                             "--knowledge.articles=" + o.articles,
                             "--http.address=127.0.0.1",
                             "--http.port=" + std::to_string(port),
                             "--http.public-url=http://127.0.0.1:" + std::to_string(port),
                             "--http.frame-ancestors=[\"" + base + "\"]",
                             "--store.url=sqlite:" + folder + "/flexcord.db"};
  a.insert(a.end(), o.node.begin(), o.node.end());
  return a;
}

void show_tail(const std::string& file) {
  std::ifstream in{file};
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  for (std::size_t i = lines.size() > 15 ? lines.size() - 15 : 0; i < lines.size(); ++i)
    std::cerr << "    " << lines[i] << '\n';
}

/// Waits for the port file that the sandbox writes once it listens.
int wait_for_port(const std::string& file, process& p) {
  for (int i = 0; i < 1000 && p.running(); ++i) {
    std::ifstream in{file};
    if (int port = 0; in >> port && port > 0) return port;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return 0;
}

bool parse(int argc, char** argv, options& o) {
  bool rest = false;
  for (int i = 1; i < argc; ++i) {
    std::string a = argv[i];
    if (rest)
      o.node.push_back(a);
    else if (a == "--")
      rest = true;
    else if (a == "--script")
      o.script = true;
    else if (a == "--kill")
      o.kill = true;
    else if (a == "--keep")
      o.keep = true;
    else if (auto* where = a == "--mode"    ? &o.mode
                           : a == "--plane" ? &o.plane
                                            : nullptr;
             where && i + 1 < argc)
      *where = argv[++i];
    else if (a.starts_with("--mode="))
      o.mode = a.substr(7);
    else if (a.starts_with("--plane="))
      o.plane = a.substr(8);
    else if (a.starts_with("--binaries="))
      o.binaries = a.substr(11);
    else if (a.starts_with("--articles="))
      o.articles = a.substr(11);
    else
      return false;
  }
  const bool known_mode = o.mode == "direct" || o.mode == "studio";
  const bool known_plane = o.plane == "conversations" || (o.plane == "legacy-chat" && o.studio());
  return !o.binaries.empty() && !o.articles.empty() && (o.script || !o.kill) && known_mode &&
         known_plane;
}

int run(const options& o, const std::string& folder, const sigset_t& signals) {
  process sandbox_process, node;
  auto stand_in = folder + "/sandbox.log", node_log = folder + "/node.log",
       port_file = folder + "/port";
  auto fail = [&](const std::string& what, const std::string& log) {
    std::cerr << "demo: " << what << '\n';
    show_tail(log);
    return 1;
  };
  if (auto why = sandbox_process.start(o.binaries + "/flexcord-sandbox",
                                       {"--port=0", "--port-file=" + port_file}, folder, stand_in);
      !why.empty())
    return fail("the sandbox did not start: " + why, stand_in);
  auto sandbox_port = wait_for_port(port_file, sandbox_process);
  if (sandbox_port == 0) return fail("the sandbox did not start", stand_in);
  auto base = "http://127.0.0.1:" + std::to_string(sandbox_port);
  auto node_port = sandbox::demo::free_port();
  auto flexcord = [&](process& p, std::vector<std::string> words, const std::string& log) {
    std::ranges::move(settings(o, base, folder, node_port), std::back_inserter(words));
    return p.start(o.binaries + "/flexcord", words, folder, log);
  };
  if (o.studio()) { // as its operator would: the flow and what it needs, and the settings for the
                    // node
    const auto log = folder + "/setup.log";
    process setup;
    if (auto why = flexcord(
            setup, {"setup", "--yes", "--output=" + folder + "/caf-application.conf"}, log);
        !why.empty())
      return fail("flexcord setup did not start: " + why, log);
    if (setup.wait() != 0) return fail("flexcord setup did not do it", log);
  }
  auto start_node = [&] { return flexcord(node, {"run"}, node_log); };
  if (auto why = start_node(); !why.empty())
    return fail("the node did not start: " + why, node_log);

  net::runtime rt;
  control api{rt, base};
  auto hooks = "http://127.0.0.1:" + std::to_string(node_port) + "/twilio/";
  api.call("POST", "/_sandbox/twilio/hooks",
           boost::json::object{{"interactions", hooks + "interactions"},
                               {"taskrouter", hooks + "taskrouter"}});
  api.call("POST", "/_sandbox/mode", boost::json::object{{"mode", o.mode}, {"plane", o.plane}});
  int code = 0;
  if (o.script) {
    sandbox::demo::story play{api, o.studio(), o.kill ? [&] { node.kill_hard(); return start_node(); } : std::function<std::string()>{}};
    if (auto wrong = play.play(); !wrong.empty()) {
      code = fail(wrong, node_log);
    } else {
      std::cout << "every message arrived once and in order\n";
    }
  } else {
    std::cout << "\n  The sandbox's page (a Discord member on the left, a Flex agent on the "
                 "right):\n\n      "
              << base << "/\n\n"
              << "  The node's metrics: http://127.0.0.1:" << node_port
              << "/metrics\n  Its log:            " << node_log << "\n\n  Ctrl-C ends everything.\n"
              << std::endl;
    timespec second{1, 0};
    while (sigtimedwait(&signals, nullptr, &second) < 0)
      if (!node.running() || !sandbox_process.running()) {
        code = fail(node.running() ? "the sandbox ended by itself" : "the node ended by itself",
                    node.running() ? stand_in : node_log);
        break;
      }
  }
  node.stop();
  sandbox_process.stop();
  return code;
}

} // namespace

int main(int argc, char** argv) {
  options o;
  if (!parse(argc, argv, o)) {
    std::fputs(help, stderr);
    return 64;
  }
  sigset_t signals;
  sigemptyset(&signals);
  for (auto s : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, s);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // While a story plays nobody waits for signals: then they end the demo, and the children go with
  // it.
  if (o.script) pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  auto folder = sandbox::demo::make_folder();
  if (folder.empty()) {
    std::cerr << "demo: no folder for temporary files\n";
    return 1;
  }
  auto code = run(o, folder, signals);
  if (code == 0 && !o.keep)
    std::filesystem::remove_all(folder);
  else
    std::cerr << "demo: the store and the logs are in " << folder << '\n';
  return code;
}
