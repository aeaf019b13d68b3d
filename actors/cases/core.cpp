#include "actors/cases/core.hpp"

#include "actors/cases/fields.hpp"
#include "actors/cases/revise.hpp"
#include "actors/field_codec.hpp"

#include <charconv>

namespace flexcord::cases {
namespace {

using namespace actors::field_codec;

constexpr std::string_view prefix = "case:";
constexpr const char* events[] = {"opened", "progressed", "changed",   "linked",
                                  "voted",  "joined_by",  "merged",    "master_said",
                                  "done",   "failed",     "forgotten", "allowed"};
static_assert(std::size(events) == std::variant_size_v<event>);

} // namespace

std::string core::encode(const state& s) { return encode_any(s); }
std::string core::encode(const command& c, const std::string& trace) {
  return encode_traced(c, trace);
}
std::optional<state> core::decode_state(std::string_view text) { return decode_any<state>(text); }
std::optional<std::pair<command, std::string>> core::decode_command(std::string_view text) {
  return decode_traced<command>(text);
}
const char* core::name_of(const event& e) { return events[e.index()]; }

actors::record::revision<command> core::revise(const command& c, const event& e,
                                               const state& before, const state& next) {
  auto* f = std::get_if<forgotten>(&e);
  return f == nullptr ? actors::record::revision<command>{} : without(f->person, c, before, next);
}

std::string record_key(std::uint64_t number) {
  return std::string{prefix} + std::to_string(number);
}

std::uint64_t number_in(std::string_view key) {
  if (!key.starts_with(prefix)) return 0;
  key.remove_prefix(prefix.size());
  std::uint64_t number = 0;
  auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
  return error == std::errc{} && end == key.data() + key.size() ? number : 0;
}

} // namespace flexcord::cases
