#include "net/discord/types.hpp"

#include <algorithm>
#include <charconv>

namespace flexcord::net::discord {

namespace {

constexpr std::int64_t discord_epoch = 1420070400000;

std::optional<std::uint64_t> number(const std::string& id) {
  std::uint64_t value = 0;
  const auto* end = id.data() + id.size();
  auto [at, ec] = std::from_chars(id.data(), end, value);
  if (ec != std::errc{} || at != end || id.empty()) return std::nullopt;
  return value;
}

} // namespace

const form_answer* interaction::answer(const std::string& question) const {
  const auto found = std::ranges::find(answers, question, &form_answer::id);
  return found == answers.end() ? nullptr : &*found;
}

bool interaction::has_role(const std::string& role) const {
  return member && std::ranges::find(member->roles, role) != member->roles.end();
}

std::int64_t snowflake_time(const std::string& id) {
  auto value = number(id);
  return value ? static_cast<std::int64_t>(*value >> 22) + discord_epoch : 0;
}

std::string snowflake_at(std::int64_t unix_ms) {
  // The time part has 42 bits; instants outside it are held at its ends.
  constexpr std::int64_t most = (std::int64_t{1} << 42) - 1;
  auto since = unix_ms - discord_epoch;
  since = since < 0 ? 0 : (since > most ? most : since);
  return std::to_string(static_cast<std::uint64_t>(since) << 22);
}

bool snowflake_less(const std::string& a, const std::string& b) {
  auto x = number(a), y = number(b);
  if (x && y) return *x < *y;
  // What is not a snowflake sorts before every one that is, so that the order stays strict.
  if (!x && !y) return a < b;
  return !x;
}

} // namespace flexcord::net::discord
