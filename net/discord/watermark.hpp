#pragma once
#include <cstdint>
#include <set>

namespace flexcord::net::discord {

/// The highest sequence S such that every dispatch up to S is dealt with: committed, or known to
/// make no event. Sequences that were never opened need nothing, so a gap does not hold S back. S
/// never goes down.
class watermark {
public:
  explicit watermark(std::uint64_t start = 0) : value_(start), seen_(start) {}

  /// A dispatch came that needs a commit. Ignored when S has passed it (a replay).
  void open(std::uint64_t sequence);
  /// A dispatch came that needs none.
  void skip(std::uint64_t sequence);
  /// The dispatch is committed. Unknown sequences are ignored.
  void done(std::uint64_t sequence);
  /// Every dispatch up to `sequence` is committed; what never came is not believed.
  void done_through(std::uint64_t sequence);

  std::uint64_t value() const { return value_; }
  std::size_t waiting() const { return open_.size(); } ///< dispatches not yet committed

private:
  void advance();
  std::uint64_t value_, seen_;
  std::set<std::uint64_t> open_;
};

} // namespace flexcord::net::discord
