#include "actors/codec.hpp"

#include "actors/conversation/fields.hpp"
#include "actors/field_codec.hpp"

namespace flexcord::actors {
namespace {

using namespace conversation;
using namespace field_codec;

} // namespace

std::string encode(const state& s) { return encode_any(s); }
std::string encode(const order& o) { return encode_traced(o.what, o.trace); }
std::string encode(const std::vector<file>& files) { return encode_any(files); }
std::string encode(const envelope& e) { return encode_any(e); }
std::optional<envelope> decode_envelope(std::string_view text) {
  return decode_any<envelope>(text);
}
std::optional<state> decode_state(std::string_view text) { return decode_any<state>(text); }

std::optional<order> decode_order(std::string_view text) {
  auto read = decode_traced<decltype(order::what)>(text);
  if (!read) return std::nullopt;
  order out;
  out.what = std::move(read->first);
  out.trace = std::move(read->second);
  return out;
}

} // namespace flexcord::actors
