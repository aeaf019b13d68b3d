#pragma once
#include "actors/desk_view/found.hpp"
#include "desk/live.hpp"

#include <string>

namespace flexcord::actors::desk_view {

/// Where a page that shows all of this has read to.
desk::cursor place_of(const found& f);

/// The events that a page has not seen which has read up to `after`: new entries, new lines, and
/// the facts when any of them changed. Empty: there is nothing new. A cursor that is none of ours
/// counts as the beginning: a line or entry that is there already is not shown twice.
std::string news_after(const desk::cursor& after, const found& f);

} // namespace flexcord::actors::desk_view
