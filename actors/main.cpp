// flexcord: `flexcord [run] [options]` runs a node, `flexcord check [options]` looks whether it
// could.
#include "actors/cases/protocol.hpp"
#include "actors/doctor/doctor.hpp"
#include "actors/node.hpp"
#include "actors/operators/articles.hpp"
#include "actors/operators/audit.hpp"
#include "actors/operators/dead_letters.hpp"
#include "actors/operators/privacy.hpp"
#include "actors/protocol.hpp"
#include "actors/setup/setup.hpp"
#include "config/crash_point.hpp"
#include "config/load.hpp"
#include "config/log.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/init_global_meta_objects.hpp>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <pthread.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace flexcord;

constexpr int exit_bad_configuration = 78; // EX_CONFIG of sysexits.h
constexpr int exit_usage = 64;             // EX_USAGE
constexpr int exit_cannot_start = 69;      // EX_UNAVAILABLE
constexpr int exit_store_damaged = 74;     // EX_IOERR
constexpr unsigned hard_deadline = 20;     // seconds for a shutdown

constexpr const char* help =
    R"(flexcord: a Discord server as a front door of a Twilio Flex contact centre

usage: flexcord [run] [--config-file=PATH] [--group.key=value …]   run a node (the default)
       flexcord check [--config-file=PATH] [--group.key=value …]   check settings, store, Discord, Twilio and chatbot
       flexcord setup [--dry-run] [--yes] [--output=FILE] [settings]
                                                                   slash commands, Studio flow, workflow, callbacks: shows what is
                                                                   missing, makes it after a question, and gives the settings
       flexcord dead-letters [list | retry | drop] [--conversation=KEY --id=ID] [settings]
                                                                   what was given up: show it, try it again, forget it
       flexcord audit [--conversation KEY | --user ID | --all] [--days N] [--repair] [--json] [settings]
                                                                   what journal, Discord and Twilio do not agree on; --repair closes it
       flexcord articles check [--folder=FOLDER] [settings]        what to mend in the knowledge base: files that are no article,
                                                                   duplicates, articles that nobody can find
       flexcord export --user=ID [--output=FILE] [settings]        all that is stored of a Discord user, as JSON
       flexcord erase --user=ID [--twilio] [--discord] [--yes] [--receipt=FILE] [settings]
                                                                   deletes it, after a question, and writes a receipt;
                                                                   --twilio: also their conversations at Twilio,
                                                                   --discord: also the bot's messages to them
       flexcord --version | --help

Settings come from caf-application.conf in the working directory (or --config-file), then from the command line; secrets
also from FLEXCORD_DISCORD_TOKEN, FLEXCORD_TWILIO_AUTH_TOKEN, FLEXCORD_TWILIO_API_KEY_SECRET, FLEXCORD_CHATBOT_TOKEN,
FLEXCORD_CHATBOT_SECRET and FLEXCORD_HTTP_ADMIN_TOKEN. dead-letters, audit, export and erase ask the running node, with
http.admin-token, and open the store themselves only when none runs; audit looks a week back unless told, --repair needs a
running node. The shipped caf-application.conf explains every key.

for tests: --test-clock=HOST:PORT takes the time from a sandbox, so that an hour passes in a moment; with it,
--test-crash=POINT:N ends the process by SIGKILL when it passes POINT (before-commit, after-commit, after-send,
before-done) for the Nth time. Both are refused unless every upstream is on this machine.

exit codes: 0 ended as asked, 1 there is nothing like that or it was not taken, or gaps remain, 64 the command makes no sense, 65 articles to mend, 69 cannot start (address in use, store not usable),
74 the store was found damaged or replaced while the node ran, 78 the settings are wrong
)";

log::level level_named(const std::string& name) {
  constexpr std::array names{"debug", "info", "warning", "error", "off"};
  for (std::size_t i = 0; i < names.size(); ++i)
    if (name == names[i]) return static_cast<log::level>(i);
  return log::level::info;
}

/// Signals go to the one thread that waits for them; to be called before any thread is made.
sigset_t block_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error of its write, not our end
  return set;
}

int report(const config::loaded& l) {
  for (auto& p : l.problems) std::cerr << to_string(p) << '\n';
  std::cerr << l.problems.size() << (l.problems.size() == 1 ? " problem" : " problems")
            << " in the settings; flexcord did not start\n";
  return exit_bad_configuration;
}

int run(const config::loaded& loaded, const sigset_t& signals) {
  auto& settings = loaded.values;
  if (loaded.tests.crash_at != 0)
    crash::arm(crash::point_named(loaded.tests.crash_point), loaded.tests.crash_at);
  std::string why;
  if (!log::open(
          {level_named(settings.log.level), settings.log.format == "json", settings.log.file},
          why)) {
    std::cerr << "log.file: " << why << '\n';
    return exit_cannot_start;
  }
  log::info("node", "starting", {{"version", FLEXCORD_VERSION}, {"config", loaded.config_file}});
  for (auto& note : loaded.notes) log::warning("node", "note", {{"note", note}});
  // Declared before the actor system: network threads outlive the actors.
  actors::node node{settings, loaded.tests};
  node.on_damage([] { kill(getpid(), SIGTERM); });
  if (auto problem = node.prepare(); !problem.empty()) {
    std::cerr << problem << '\n';
    log::error("node", "cannot-start", {{"why", problem}});
    return exit_cannot_start;
  }
  int code = 0;
  {
    caf::actor_system_config cfg;
    // Work stealing walks whole queues (CAF 0.18): with many conversations ready at once, sharing
    // is predictable.
    cfg.set("caf.scheduler.policy", "sharing");
    // Mailbox and processing times of the actors there is one of; conversations are too many to be
    // measured one by one.
    cfg.set("caf.metrics-filters.actors.includes",
            std::vector<std::string>{"flexcord.journal", "flexcord.router", "flexcord.sender",
                                     "flexcord.flex", "flexcord.chatbot", "flexcord.clock",
                                     "flexcord.gateway", "flexcord.edge"});
    if (auto err = cfg.parse(loaded.caf_arguments)) {
      std::cerr << "caf: " << to_string(err) << '\n';
      return exit_bad_configuration;
    }
    caf::actor_system system{cfg};
    auto started = node.start(system);
    if (started.problem.empty()) {
      std::cout << "flexcord is listening on port " << started.port << std::endl;
      int got = 0;
      sigwait(&signals, &got);
      log::info("node", "stopping", {{"signal", got}});
      if (auto damage = node.damage(); !damage.empty()) {
        std::cerr << damage << '\n';
        code = exit_store_damaged;
      }
    } else {
      std::cerr << started.problem << '\n';
      log::error("node", "cannot-start", {{"why", started.problem}});
      code = exit_cannot_start;
    }
    // A leaked handle must not keep the process for ever; what is committed is safe either way.
    std::signal(SIGALRM, [](int) { _exit(70); });
    alarm(hard_deadline);
    node.stop();
  }
  log::close();
  return code;
}

} // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  std::string command = "run";
  if (!arguments.empty() && !arguments.front().starts_with('-')) {
    command = arguments.front();
    arguments.erase(arguments.begin());
  }
  for (auto& a : arguments) {
    if (a == "--help" || a == "-h") return std::fputs(help, stdout) < 0;
    if (a == "--version") return std::printf("flexcord %s\n", FLEXCORD_VERSION) < 0;
  }
  if (command == "help") return std::fputs(help, stdout) < 0;
  actors::letters_order letters;
  actors::audit_words audit;
  actors::articles_words articles;
  actors::privacy_order person;
  actors::setup_words setup;
  if (command == "dead-letters") {
    letters = actors::take_letters_order(arguments);
    if (!letters.problem.empty()) {
      std::cerr << "flexcord dead-letters: " << letters.problem << '\n';
      return exit_usage;
    }
  } else if (command == "audit") {
    audit = actors::take_audit_words(arguments);
    if (!audit.problem.empty()) {
      std::cerr << "flexcord audit: " << audit.problem << '\n';
      return exit_usage;
    }
  } else if (command == "articles") {
    articles = actors::take_articles_words(arguments);
    if (!articles.problem.empty()) {
      std::cerr << "flexcord articles: " << articles.problem << '\n';
      return exit_usage;
    }
  } else if (command == "export" || command == "erase") {
    person = actors::take_privacy_order(command, arguments);
    if (!person.problem.empty()) {
      std::cerr << "flexcord " << command << ": " << person.problem << '\n';
      return exit_usage;
    }
  } else if (command == "setup") {
    setup = actors::take_setup_words(arguments);
    if (!setup.problem.empty()) {
      std::cerr << "flexcord setup: " << setup.problem << '\n';
      return exit_usage;
    }
  } else if (command != "run" && command != "check") {
    std::cerr << "flexcord: unknown command " << command << "\n\n" << help;
    return exit_usage;
  }
  auto signals = block_signals();
  caf::init_global_meta_objects<caf::id_block::flexcord>();
  caf::init_global_meta_objects<caf::id_block::flexcord_cases>();
  caf::core::init_global_meta_objects();
  auto loaded = config::load(arguments, [](const char* name) { return std::getenv(name); });
  if (command != "run" && loaded.tests.any())
    loaded.problems.push_back({"--test-clock", "is for flexcord run only", {}});
  if (command == "check") return actors::check(loaded, std::cout) ? 0 : exit_bad_configuration;
  if (command == "setup")
    return actors::set_up(setup, loaded, isatty(STDIN_FILENO) == 1, std::cin, std::cout, std::cerr);
  if (command == "articles") return actors::check_articles(articles, loaded, std::cout, std::cerr);
  if (!loaded.problems.empty()) return report(loaded);
  if (command == "dead-letters")
    return actors::dead_letters(letters, loaded.values, std::cout, std::cerr);
  if (command == "audit")
    return actors::audit_conversations(audit, loaded.values, std::cout, std::cerr);
  if (command == "export")
    return actors::export_person(person, loaded.values, std::cout, std::cerr);
  if (command == "erase")
    return actors::erase_person(person, loaded.values, std::cin, std::cout, std::cerr);
  return run(loaded, signals);
}
