#pragma once
#include <sys/types.h>

#include <string>

namespace flexcord::store::sqlite {

/// Which file stood at a path at one moment. A process that has a file open does not notice when it
/// is removed or replaced: it goes on writing to something that nobody will ever find.
class identity {
public:
  explicit identity(std::string path);
  /// Whether the same file still stands there; true for one that never was. One look costs about a
  /// microsecond.
  bool still_there() const;
  bool known() const { return known_; }

private:
  std::string path_;
  bool known_ = false;
  dev_t device_ = 0;
  ino_t node_ = 0;
};

} // namespace flexcord::store::sqlite
