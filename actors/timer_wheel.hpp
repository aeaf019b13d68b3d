#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace flexcord::actors {

/// A hashed wheel of timers, one for each (key, kind): setting one replaces the one before. Costs
/// O(1) to set, clear and fire, however many are armed. Pure: the caller brings the time.
class timer_wheel {
public:
  struct fired {
    std::string key;
    std::uint8_t kind;
    std::uint64_t generation;
    std::int64_t due; ///< rounded up to the resolution
  };

  /// `resolution`: milliseconds a slot; a timer fires at most that much late.
  explicit timer_wheel(std::int64_t now, std::int64_t resolution = 20, std::size_t slots = 8192);

  void set(const std::string& key, std::uint8_t kind, std::uint64_t generation, std::int64_t due);
  void clear(const std::string& key, std::uint8_t kind);
  /// Everything that is due, in the order in which it was due; what was due at the same time, in
  /// the order of setting.
  std::vector<fired> advance(std::int64_t now);
  std::size_t armed() const { return current_.size(); }

private:
  struct entry {
    std::string id;
    std::uint64_t stamp;
    std::int64_t due;
  };
  struct live {
    std::uint64_t stamp, generation;
  };
  static std::string id_of(const std::string& key, std::uint8_t kind);
  std::int64_t resolution_, last_tick_;
  std::uint64_t stamps_ = 0;
  std::vector<std::vector<entry>> slots_;
  std::unordered_map<std::string, live>
      current_; ///< entries whose stamp is not here any more are dropped when met
};

} // namespace flexcord::actors
