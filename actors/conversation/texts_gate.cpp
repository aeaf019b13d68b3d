#include "actors/conversation/texts_gate.hpp"

#include "actors/conversation/texts.hpp"
#include "actors/conversation/texts_time.hpp"

namespace flexcord::conversation {
namespace {

phrase phrase_of(gates::refusal r) {
  switch (r) {
  case gates::refusal::account_age:
    return phrase::gate_young;
  case gates::refusal::role:
    return phrase::gate_role;
  case gates::refusal::role_unknown:
    return phrase::gate_role_unknown;
  case gates::refusal::cooldown:
    return phrase::gate_cooldown;
  case gates::refusal::cap:
    return phrase::gate_cap;
  case gates::refusal::none:
  case gates::refusal::blocked:
    break;
  }
  return phrase::gate_blocked;
}

} // namespace

std::string refusal_text(const gates::verdict& v, std::string_view locale,
                         std::string_view fallback) {
  const auto wait = span_text(v.wait, locale, fallback);
  return text(phrase_of(v.why), locale, fallback, {.wait = wait});
}

} // namespace flexcord::conversation
