#pragma once
#include "actors/conversation/state.hpp"

#include <string>

namespace flexcord::conversation {

/// What is left of a conversation whose person is to be forgotten.
struct forgetting {
  std::string why_not; ///< empty: it may be done now
  state left;
};

/// Nobody is forgotten in the middle of a talk with people: it has to be closed first. What is left
/// says nothing about the person: who they were, what they wait for, where they were heard. The
/// counters and the mark stay, so that neither a late outcome nor a message read again is taken for
/// something new, and no text has the identity of an earlier one.
forgetting forget(const state& s);

} // namespace flexcord::conversation
