#include "net/discord/custom_id.hpp"

#include <algorithm>
#include <charconv>

namespace flexcord::net::discord {
namespace {

constexpr std::string_view version = "v1:";
constexpr std::size_t longest = 100, longest_action = 32, longest_argument = 64, most_arguments = 6;

bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

bool is_action(std::string_view s) {
  return !s.empty() && s.size() <= longest_action &&
         std::ranges::all_of(s, [](char c) { return lower(c) || digit(c) || c == '-'; });
}

bool is_argument(std::string_view s) {
  return !s.empty() && s.size() <= longest_argument && std::ranges::all_of(s, [](char c) {
    return lower(c) || (c >= 'A' && c <= 'Z') || digit(c) || c == '-' || c == '_';
  });
}

} // namespace

std::string make_custom_id(std::string_view action,
                           std::initializer_list<std::string_view> arguments) {
  auto out = std::string(version);
  out += action;
  // A colon inside one would make two of it.
  if (!std::ranges::all_of(arguments, is_argument)) return {};
  for (auto a : arguments) (out += ':') += a;
  return read_custom_id(out) ? out : std::string{};
}

std::optional<custom_id> read_custom_id(std::string_view text) {
  if (text.size() > longest || !text.starts_with(version)) return std::nullopt;
  text.remove_prefix(version.size());
  custom_id id;
  auto colon = text.find(':');
  id.action = text.substr(0, colon);
  if (!is_action(id.action)) return std::nullopt;
  while (colon != std::string_view::npos) {
    text.remove_prefix(colon + 1);
    colon = text.find(':');
    const auto argument = text.substr(0, colon);
    if (!is_argument(argument) || id.arguments.size() == most_arguments) return std::nullopt;
    id.arguments.emplace_back(argument);
  }
  return id;
}

std::optional<std::uint64_t> number_of(std::string_view argument) {
  std::uint64_t n = 0;
  const auto* end = argument.data() + argument.size();
  if (argument.empty() || argument.size() > 18 || !std::ranges::all_of(argument, digit))
    return std::nullopt;
  std::from_chars(argument.data(), end, n);
  return n == 0 ? std::nullopt : std::optional(n);
}

} // namespace flexcord::net::discord
