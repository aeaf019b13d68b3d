#pragma once
#include "config/settings.hpp"
#include "config/test_tools.hpp"
#include "store/journal.hpp"

#include <caf/fwd.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace flexcord::actors {

/// One running node: starts everything in order, and stops it in the reverse order, so that nothing
/// is acknowledged that is not stored and nothing hangs. Order of start: store, network, actors
/// (journal, router, those who do commands, clock), conversations with unfinished work, HTTP
/// server, gateway. Must be destroyed before the actor system.
class node {
public:
  /// What start() needs to know beforehand: `problem` is empty when it worked.
  struct started {
    std::string problem;
    std::uint16_t port = 0;
  };

  explicit node(config::settings settings, config::test_tools tests = {});
  ~node();
  node(const node&) = delete;
  node& operator=(const node&) = delete;

  /// What to do when the store turns out to be damaged while the node runs: it must end. Called
  /// once, from another thread; to be given before start().
  void on_damage(std::function<void()> act);
  /// What is damaged, for the operator; empty while nothing is.
  std::string damage() const;

  /// Opens the store and the network; nothing else of the process depends on actors yet.
  std::string prepare();
  started start(caf::actor_system& system);
  /// Stops taking, lets what is in progress finish for a moment, closes. Commands not done stay in
  /// the outbox.
  void stop();

private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

} // namespace flexcord::actors
