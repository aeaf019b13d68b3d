#include "net/discord/trouble.hpp"

namespace flexcord::net::discord {

namespace {

trouble of_answer(const failure& f) {
  switch (f.code) {
  case 50001:
    return trouble::no_access;
  case 50013:
    return trouble::no_permission;
  case 10003:
    return trouble::channel_gone;
  case 10008:
    return trouble::message_gone;
  case 40062:
  case 130000:
    return trouble::passes;
  default:
    break;
  }
  // A token that is refused may be put right; the operator hears of it elsewhere.
  if (f.http_status == 401 || f.http_status == 429) return trouble::passes;
  return trouble::refused;
}

} // namespace

trouble trouble_of(const failure& f) {
  if (f.kind == failure_kind::stopped) return trouble::stopped;
  if (is_ambiguous(f)) return trouble::ambiguous;
  // An answer of 2xx that cannot be read: it was done, but what came of it is not known.
  if (f.kind == failure_kind::malformed)
    return f.http_status == 0 ? trouble::refused : trouble::ambiguous;
  return f.kind == failure_kind::refused ? of_answer(f) : trouble::passes;
}

std::string_view name_of(trouble t) {
  switch (t) {
  case trouble::passes:
    return "passes";
  case trouble::ambiguous:
    return "ambiguous";
  case trouble::no_access:
    return "no-access";
  case trouble::no_permission:
    return "no-permission";
  case trouble::channel_gone:
    return "channel-gone";
  case trouble::message_gone:
    return "message-gone";
  case trouble::refused:
    return "refused";
  case trouble::stopped:
    return "stopped";
  }
  return "refused";
}

} // namespace flexcord::net::discord
