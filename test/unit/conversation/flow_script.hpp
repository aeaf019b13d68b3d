#pragma once
#include "test/unit/conversation/script.hpp"

namespace flexcord::conversation {

/// A desk whose flow hears every text and decides between bot and agents.
inline talk routed_talk() {
  talk t;
  t.rule.routed = true;
  return t;
}

/// The bot has answered once.
inline talk answered_talk() {
  auto t = routed_talk();
  t.on(wrote("m1", "hello"));
  t.opened();
  t.desk(flow_asked{"t1", "IM1"});
  t.bot("hi");
  return t;
}

inline std::string told(talk& t) { return t.on(delivered{t.last_of<tell_flow>(), {}, -1}); }
inline bot_answered wants_person(talk& t) {
  return {t.turn(), {{"one moment", {}, {}, {}}}, true, "billing", {}};
}

} // namespace flexcord::conversation
