#pragma once
#include "actors/twilio/legacy_operation.hpp"
#include "net/http/client.hpp"
#include "test/unit/flex/fake_twilio.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>

#include <condition_variable>

namespace flexcord::test {

using conversation::envelope;

/// What the actors around the flex actor heard and know.
struct surroundings {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<envelope> heard;
  std::vector<std::string> counted;
  std::vector<store::transcript_row> lines;
  std::vector<store::link_row> links;
  int envelopes_to_refuse = 0;
  int journal_refusals = 0;
};

/// A flex actor with everything around it: a small Twilio behind real HTTP, and stand-ins for the
/// conversation and the journal.
class world {
public:
  world();
  ~world();

  /// Has the command done and waits for its outcome.
  envelope run(conversation::command c);
  /// Sends it without waiting.
  void send(conversation::command c);
  void end_flex();
  fake_conversation&
  opened(); ///< adds a conversation with the user in it, and links the desk to it
  net::twilio::legacy& chat() { return *legacy_; }
  fake_channel& channel(); ///< adds a Chat channel of the desk with the user in it, and links it
  fake_interaction& invited(); ///< adds an active interaction, and links the desk to it
  std::size_t counted(const std::string& outcome);
  std::size_t heard();
  template <class T>
  std::vector<T> events() {
    std::lock_guard lock(around->mutex);
    std::vector<T> found;
    for (auto& e : around->heard)
      if (auto* x = std::get_if<T>(&e.what)) found.push_back(*x);
    return found;
  }

  std::shared_ptr<surroundings> around = std::make_shared<surroundings>();
  net::runtime rt;
  fake_twilio fake{rt};
  bool maybe_done = false;
  bool same_order = false; ///< the next command is the last one again
  /// Set: the commands are done on Programmable Chat.
  std::optional<actors::twilio::legacy_options> on_legacy;
  conversation::desk_link desk{.name = "fc-1"};
  conversation::person user{"42", "Ana", "en-US"};
  std::map<std::string, std::string> files; ///< place -> bytes
  std::string case_page; ///< what links to cases begin with; empty: there are none
  std::int64_t now = 1'760'000'000'000;
  conversation::millis created = now;

private:
  net::http::client client_{rt};
  config::twilio_settings settings_;
  std::unique_ptr<net::twilio::rest> rest_;
  std::unique_ptr<net::twilio::legacy> legacy_;
  caf::actor_system_config config_;
  caf::actor_system system_;

public:
  std::shared_ptr<actors::twilio::name_book> names;

private:
  actors::journal_actor journal_;
  actors::conversation_actor conversation_;
  actors::flex_actor flex_;
  std::shared_ptr<actors::twilio::flex_context> legacy_context_;
  std::uint64_t next_order_ = 7;
};

} // namespace flexcord::test
