#include "actors/audit/gap.hpp"

namespace flexcord::actors::audit {

const char* to_string(gap_kind k) {
  constexpr const char* names[] = {"unseen-user-text", "unseen-agent-text", "stuck-command",
                                   "dead-letter",      "gone-from-user",    "gone-from-desk",
                                   "doubled-to-user",  "unexplained-text",  "doubled-at-desk",
                                   "closed-at-desk",   "surplus-desk",      "missing-webhook"};
  return names[static_cast<int>(k)];
}

mend mend_of(gap_kind k) {
  switch (k) {
  case gap_kind::unseen_user_text:
  case gap_kind::unseen_agent_text:
    return mend::take;
  case gap_kind::stuck_command:
    return mend::wake;
  case gap_kind::dead_letter:
    return mend::retry;
  case gap_kind::closed_at_desk:
    return mend::look;
  case gap_kind::surplus_desk:
    return mend::close;
  case gap_kind::missing_webhook:
    return mend::open;
  case gap_kind::gone_from_user:
  case gap_kind::gone_from_desk:
    return mend::none_gone;
  case gap_kind::doubled_to_user:
  case gap_kind::unexplained_text:
  case gap_kind::doubled_at_desk:
    break;
  }
  return mend::none_doubled;
}

bool can_be_mended(gap_kind k) {
  return mend_of(k) != mend::none_gone && mend_of(k) != mend::none_doubled;
}

const char* why_not(gap_kind k) {
  switch (mend_of(k)) {
  case mend::none_gone:
    return "somebody deleted it, and it is not written again";
  case mend::none_doubled:
    return "people have read it; delete it by hand if it should go";
  default:
    return "";
  }
}

} // namespace flexcord::actors::audit
