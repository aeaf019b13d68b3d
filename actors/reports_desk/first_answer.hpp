#pragma once
#include "actors/discord/guild_desk.hpp"
#include "net/discord/rest.hpp"
#include "net/runtime.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace flexcord::actors::reports_desk {

struct answer_tools {
  net::runtime* rt = nullptr;
  net::discord::rest* discord = nullptr;
  std::function<std::int64_t()> now; ///< milliseconds since the Unix epoch
};

/// The answer to one interaction: given at once when it is ready in time; else Discord is told to
/// wait, and it follows. For one that comes late (after a restart) only the second way is left.
/// What Discord cannot take just now is tried again for as long as it takes answers (15 minutes); a
/// process that ends meanwhile loses it, never what it tells about. Thread-safe.
/// When the first answer was not given after all, what it says follows too.
class first_answer : public std::enable_shared_from_this<first_answer> {
public:
  /// How it is going to be answered.
  enum class way {
    message, ///< for the invoker's eyes
    update,  ///< by changing the message that was pressed
    form,    ///< which cannot follow: there is less time to find out
  };
  first_answer(const answer_tools& tools, net::discord::interaction i, guild_turn turn, way how);
  /// How long after an interaction of that age (ms) has come Discord is asked to wait for its
  /// answer: so that this is said in time however old it was. Zero: at once.
  static std::chrono::milliseconds hold_in(std::int64_t age, way how);
  /// Begins to watch the time; called once, before anything is said.
  void start();
  /// Each answers once; the first counts.
  void say(net::discord::outgoing m);
  /// `late`: what is said instead when it is too late for a form.
  void open(net::discord::form f, std::string late);

private:
  void hold();
  void follow(net::discord::outgoing m);
  void follow();
  net::discord::interaction_reply reply_of(const net::discord::outgoing& m) const;

  enum class stage { open, held, said };
  const answer_tools tools_;
  const net::discord::interaction i_;
  const guild_turn turn_;
  const way how_;
  std::atomic<stage> stage_{stage::open};
  net::discord::outgoing later_; ///< what follows
  std::uint32_t attempts_ = 0;
  net::timer_handle guard_, pause_;
};

} // namespace flexcord::actors::reports_desk
