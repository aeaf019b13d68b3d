#pragma once
#include "actors/cases/event.hpp"
#include "actors/record/order.hpp"

/// How a case goes on. Pure: no clock, no I/O.
namespace flexcord::cases {

using step = actors::record::step<state, command>;
using happening = actors::record::happening<event>;

/// What outside systems are told; off when nobody listens.
struct rules {
  bool hook = false;
};

step advance(const state& s, const happening& e, millis now, const rules& how);

/// What everybody sees of it.
picture picture_of(const state& s);
/// What lists and searches show of it.
store::case_facts facts_of(const state& s);
/// What is known of a case that has no record of its own yet.
state state_of(const store::case_facts& f);

} // namespace flexcord::cases
