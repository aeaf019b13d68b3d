#include "actors/cases/core.hpp"

#include "actors/cases/fields.hpp"
#include "actors/field_codec.hpp"

#include <charconv>

namespace flexcord::cases {
namespace {

using namespace actors::field_codec;

constexpr std::string_view prefix = "case:";
constexpr auto trace_field = "trace";
constexpr const char* events[] = {"opened", "progressed", "changed",   "linked",
                                  "voted",  "joined_by",  "merged",    "master_said",
                                  "done",   "failed",     "forgotten", "allowed"};
static_assert(std::size(events) == std::variant_size_v<event>);

} // namespace

std::string core::encode(const state& s) { return encode_any(s); }
std::string core::encode(const command& c, const std::string& trace) {
  auto copy = c;
  auto made = writer::make(copy);
  if (!trace.empty()) made.as_object()[trace_field] = trace;
  return json::serialize(made);
}
std::optional<state> core::decode_state(std::string_view text) { return decode_any<state>(text); }
std::optional<std::pair<command, std::string>> core::decode_command(std::string_view text) {
  boost::system::error_code error;
  const auto parsed = json::parse(text, error);
  std::pair<command, std::string> out;
  if (error || !reader::take(parsed, out.first)) return std::nullopt;
  if (auto* trace = parsed.as_object().if_contains(trace_field); trace && trace->is_string())
    out.second = std::string(trace->get_string());
  return out;
}
const char* core::name_of(const event& e) { return events[e.index()]; }

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
