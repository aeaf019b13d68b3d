#pragma once
#include <cstdint>
#include <string>

namespace flexcord::test {

/// Stands between SQLite and the disk while it lives: every file opened then does what `now` says.
/// One at a time.
class faulty_disk {
public:
  enum class fault {
    none,
    full,       ///< a write finds no room
    broken,     ///< a write fails
    unsynced,   ///< what was written may not have reached the disk
    unreadable, ///< a read fails
    garbled,    ///< a read gives something else than was written
  };
  faulty_disk();
  ~faulty_disk();
  faulty_disk(const faulty_disk&) = delete;
  faulty_disk& operator=(const faulty_disk&) = delete;

  /// From now on; `after` operations of that kind still succeed.
  void set(fault f, std::uint64_t after = 0);
  /// Writes and syncs so far: how many places there are to fail at.
  std::uint64_t writes() const;
  std::uint64_t struck() const; ///< operations that failed since `set`
};

} // namespace flexcord::test
