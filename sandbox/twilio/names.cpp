#include "sandbox/twilio/names.hpp"

#include <atomic>
#include <cstdint>
#include <random>

namespace flexcord::sandbox::twilio {

namespace {

std::string hex(std::uint64_t value, int digits) {
  std::string out(static_cast<std::size_t>(digits), '0');
  for (auto at = out.rbegin(); at != out.rend(); ++at, value >>= 4)
    *at = "0123456789abcdef"[value & 15];
  return out;
}

// Random, so that two runs of a sandbox never hand out the same SID to one long-lived client.
std::uint64_t run_id() {
  static const std::uint64_t id = [] {
    std::random_device source;
    return (std::uint64_t{source()} << 32) | source();
  }();
  return id;
}

std::uint64_t next_number() {
  static std::atomic<std::uint64_t> counter{0};
  return ++counter;
}

} // namespace

std::string new_sid(std::string_view prefix) {
  return std::string(prefix) + hex(run_id(), 16) + hex(next_number(), 16);
}

std::string new_ttid() {
  auto id = hex(run_id(), 16) + hex(next_number(), 10);
  for (auto& c : id)
    if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
  return "flex_interactionwebhook_" + id;
}

bool is_sid(std::string_view text, std::string_view prefix) {
  return text.size() == 34 && text.starts_with(prefix) &&
         text.find_first_not_of("0123456789abcdef", 2) == std::string_view::npos;
}

} // namespace flexcord::sandbox::twilio
