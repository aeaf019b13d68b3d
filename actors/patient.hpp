#pragma once

#include "actors/protocol.hpp"
#include "config/log.hpp"

#include <caf/actor_system.hpp>
#include <caf/scoped_actor.hpp>

#include <functional>
#include <optional>
#include <string>

namespace flexcord::actors {

/// Asks until `ask` says that it was answered: a store that does not answer now may in a moment.
/// For the start of a node only, since it blocks. Throws std::runtime_error with what `damage` says
/// once that is not empty, or after ten seconds.
void insist(const std::function<bool()>& ask, const std::function<std::string()>& damage);

/// Speaks with the journal while a node starts; each question blocks and insists on its answer.
class patient_reader {
public:
  patient_reader(caf::actor_system& system, journal_actor journal,
                 std::function<std::string()> damage)
      : self_(system), journal_(std::move(journal)), damage_(std::move(damage)) {}

  /// The journal's answer to a question; throws as `insist`.
  template <class Reply, class Message>
  Reply ask(Message m) {
    std::optional<Reply> got;
    insist(
        [&] {
          self_->request(journal_, caf::infinite, m)
              .receive([&](Reply& r) { got = std::move(r); }, say_not_answered);
          return got.has_value();
        },
        damage_);
    return std::move(*got);
  }

  /// Returns when the value is stored; throws as `insist`.
  void store(const write_value& v) {
    insist(
        [&] {
          bool done = false;
          self_->request(journal_, caf::infinite, v)
              .receive([&] { done = true; }, say_not_answered);
          return done;
        },
        damage_);
  }

private:
  static void say_not_answered(const caf::error& why) {
    log::error("node", "journal-not-answered", {{"why", to_string(why)}});
  }

  caf::scoped_actor self_;
  journal_actor journal_;
  std::function<std::string()> damage_;
};

} // namespace flexcord::actors
