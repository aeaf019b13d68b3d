#pragma once
#include "actors/twilio/operation.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace flexcord::actors::twilio {

/// What reading a desk takes on every plane: new messages are told first, in order, each committed
/// before the next; then it is said who is there and how the request stands.
class desk_reading : public operation {
public:
  desk_reading(std::shared_ptr<flex_context> c, perform p);

protected:
  /// How often a part that the outcome can do without is tried again.
  static constexpr std::uint32_t optional_attempts = 1;

  /// Reads the messages behind last_index() and hands them to tell_messages().
  virtual void read_messages() = 0;
  /// All messages are told: reads the rest and hands it to name_agents().
  virtual void read_people() = 0;

  const conversation::look& what() const { return look_; }
  std::int64_t last_index() const { return last_index_; }
  void skip_to(std::int64_t index) { last_index_ = std::max(last_index_, index); }

  /// `next` with the value; without one when the desk refuses it, or (`optional`) keeps failing.
  template <class T, class Next>
  auto part(bool optional, Next next) {
    return then<T>([next](T value) mutable { next(&value); },
                   [this, next, optional](const net::failure& f) mutable {
                     const bool passing =
                         judge(f) == verdict::again && f.kind != net::failure_kind::malformed;
                     if (passing && (!optional || failures() < optional_attempts)) return false;
                     if (!optional && is_missing(f)) return false;
                     next(static_cast<T*>(nullptr));
                     return true;
                   });
  }

  void tell_messages(std::vector<net::twilio::message> found);
  /// Fills in the agents' names and ends.
  void name_agents(conversation::desk_seen seen);
  /// The desk's conversation is over.
  void closed();

private:
  bool is_own(const net::twilio::message& m) const;
  void tell_next();
  void saw_message();
  void name_next(std::size_t i);
  void done();
  void finish_seen();

  const conversation::look& look_;
  std::int64_t last_index_;
  std::vector<net::twilio::message> messages_;
  std::size_t next_message_ = 0;
  conversation::desk_seen seen_;
  bool seen_last_ = false; ///< the messages are read once more
};

} // namespace flexcord::actors::twilio
