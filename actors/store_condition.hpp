#pragma once
#include "store/journal.hpp"

#include <string>

namespace flexcord::actors {

/// What the outcomes of calls say about the store: does it work, is there anything new to tell, how
/// often did it fail in a row. A full disk still reads, so reading does not prove that writing
/// works. Pure.
class store_condition {
public:
  enum class use { read, write };
  enum class news {
    none,
    failing,   ///< it worked before, or failed for another cause
    recovered, ///< it works again
    damaged,   ///< nothing may be asked of it any more
  };

  news worked(use u) {
    if (damaged_ || fine()) return news::none;
    reading_.clear();
    if (u == use::write) {
      writing_.clear();
      failures_ = 0;
    }
    return fine() ? news::recovered : news::none;
  }
  news failed(use u, const store::failure& f) {
    if (damaged_) return news::none;
    ++failures_;
    if (store::must_stop(f.kind)) {
      damaged_ = true;
      return news::damaged;
    }
    auto& known = u == use::read ? reading_ : writing_;
    const auto now = f.cause.empty() ? std::string{"the call failed"} : f.cause;
    if (known == now) return news::none;
    const bool told = writing_ == now || reading_ == now;
    known = now;
    return told ? news::none : news::failing;
  }

  bool fine() const { return !damaged_ && reading_.empty() && writing_.empty(); }
  bool damaged() const { return damaged_; }
  /// Since the last write that worked.
  std::uint32_t failures() const { return failures_; }

private:
  std::string reading_, writing_; ///< the cause of the last failure; empty: works
  std::uint32_t failures_ = 0;
  bool damaged_ = false;
};

} // namespace flexcord::actors
