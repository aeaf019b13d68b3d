#include "sandbox/discord/interactions.hpp"

namespace flexcord::sandbox::discord {

namespace {

constexpr std::size_t most = 10'000;

} // namespace

const char* interaction::state(std::int64_t now_ms) const {
  if (answered_ms >= 0) return "acknowledged";
  return now_ms - made_ms > answer_within_ms ? "expired" : "waiting";
}

interaction& interaction_book::add(interaction i) {
  // Ids have one length, so the first is the oldest.
  if (by_id_.size() >= most) {
    ids_by_token_.erase(by_id_.begin()->second.token);
    by_id_.erase(by_id_.begin());
  }
  ids_by_token_.emplace(i.token, i.id);
  auto id = i.id;
  return by_id_.emplace(std::move(id), std::move(i)).first->second;
}

interaction* interaction_book::by_id(std::string_view id) {
  auto i = by_id_.find(id);
  return i == by_id_.end() ? nullptr : &i->second;
}

interaction* interaction_book::by_token(std::string_view token) {
  auto i = ids_by_token_.find(token);
  return i == ids_by_token_.end() ? nullptr : by_id(i->second);
}

void interaction_book::forget() {
  by_id_.clear();
  ids_by_token_.clear();
}

} // namespace flexcord::sandbox::discord
