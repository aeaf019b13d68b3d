#include "net/discord/watermark.hpp"

#include <algorithm>

namespace flexcord::net::discord {

void watermark::open(std::uint64_t sequence) {
  if (sequence <= value_) return;
  open_.insert(sequence);
  seen_ = std::max(seen_, sequence);
  advance();
}

void watermark::skip(std::uint64_t sequence) {
  seen_ = std::max(seen_, sequence);
  advance();
}

void watermark::done(std::uint64_t sequence) {
  if (open_.erase(sequence) > 0) advance();
}

void watermark::done_through(std::uint64_t sequence) {
  open_.erase(open_.begin(), open_.upper_bound(sequence));
  advance();
}

void watermark::advance() { value_ = std::max(value_, open_.empty() ? seen_ : *open_.begin() - 1); }

} // namespace flexcord::net::discord
