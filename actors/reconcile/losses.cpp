#include "actors/reconcile/losses.hpp"

#include <algorithm>
#include <sstream>

namespace flexcord::actors {
namespace {
constexpr std::int64_t on_their_way = 5 * 60'000;
}

std::string to_text(const loss_record& r) {
  return std::to_string(r.user_side) + ' ' + std::to_string(r.since) + ' ' + (r.swept ? '1' : '0');
}

loss_record loss_record_from(const std::string& text) {
  std::istringstream in{text};
  loss_record r;
  if (!(in >> r.user_side >> r.since >> r.swept)) return {};
  return r;
}

loss_record with_loss(loss_record r, std::int64_t since, std::int64_t now, std::int64_t horizon) {
  // An earlier loss still counts: whoever wrote then and never since is not known yet.
  since = std::max<std::int64_t>(1, since - on_their_way);
  const auto oldest = r.since == 0 ? since : std::min(r.since, since);
  return {now, std::max(oldest, now - horizon), false};
}

} // namespace flexcord::actors
