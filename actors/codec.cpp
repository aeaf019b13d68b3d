#include "actors/codec.hpp"

#include "actors/conversation/fields.hpp"
#include "actors/field_codec.hpp"

namespace flexcord::actors {
namespace {

using namespace conversation;
using namespace field_codec;

constexpr auto trace_field = "trace";

} // namespace

std::string encode(const state& s) { return encode_any(s); }
std::string encode(const order& o) {
  auto what = o.what;
  auto made = writer::make(what);
  if (!o.trace.empty()) made.as_object()[trace_field] = o.trace;
  return json::serialize(made);
}
std::string encode(const std::vector<file>& files) { return encode_any(files); }
std::string encode(const envelope& e) { return encode_any(e); }
std::optional<envelope> decode_envelope(std::string_view text) {
  return decode_any<envelope>(text);
}
std::optional<state> decode_state(std::string_view text) { return decode_any<state>(text); }

std::optional<order> decode_order(std::string_view text) {
  boost::system::error_code ec;
  auto parsed = json::parse(text, ec);
  order out;
  if (ec || !reader::take(parsed, out.what)) return std::nullopt;
  if (auto* trace = parsed.as_object().if_contains(trace_field); trace && trace->is_string())
    out.trace = std::string(trace->get_string());
  return out;
}

} // namespace flexcord::actors
