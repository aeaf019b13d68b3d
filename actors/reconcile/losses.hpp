#pragma once
#include <atomic>
#include <cstdint>
#include <string>

namespace flexcord::actors {

/// When something may have been missed, for every conversation to compare with the moment up to
/// which it has caught up. Read and written from any thread; a moment only grows, but for
/// `withdraw`. Times are milliseconds since the Unix epoch; 0 means never.
class losses {
public:
  /// The newest moment before which events of the user's side may have been missed.
  std::int64_t user_side() const { return user_side_; }
  /// The same for the desk, whose webhooks nobody repeats: the start of this process.
  std::int64_t desk_side() const { return desk_side_; }
  /// How far back a conversation that was never heard of is read; 0: nothing was ever missed.
  std::int64_t since() const { return since_; }

  void user_lost(std::int64_t at) { user_side_ = at; }
  void desk_lost(std::int64_t at) { desk_side_ = at; }
  void reach_back_to(std::int64_t since) { since_ = since; }

private:
  std::atomic<std::int64_t> user_side_{0}, desk_side_{0}, since_{0};
};

/// What of it outlives the process.
struct loss_record {
  std::int64_t user_side = 0, since = 0;
  bool swept = true; ///< every conversation within the horizon has been asked about
  friend bool operator==(const loss_record&, const loss_record&) = default;
};

/// As the journal keeps it: three numbers. Text that is not one gives an empty record.
std::string to_text(const loss_record& r);
loss_record loss_record_from(const std::string& text);

/// The record after a loss that began at `since` (a little before, since events of that moment may
/// have been on their way) and was noticed at `now`; what is older than the
/// horizon is given up.
loss_record with_loss(loss_record r, std::int64_t since, std::int64_t now, std::int64_t horizon);

} // namespace flexcord::actors
