#pragma once
#include "actors/desk_view/found.hpp"
#include "desk/view.hpp"

#include <functional>
#include <string>

namespace flexcord::actors::desk_view {

/// The address of a case's page, for who looks at this one; empty: no link.
using linker = std::function<std::string(std::uint64_t number)>;

/// The most that a page shows of each; older ones are counted.
inline constexpr std::size_t most_entries = 300, most_lines = 500, most_others = 20;

/// What the page of that case shows.
desk::case_view view_of(const found& f, const linker& link);

// What the page and its live updates share.
desk::case_facts facts_shown(const found& f);
desk::entry entry_of(const store::timeline_row& row);
/// `user`: what the member is called, where a line does not say.
desk::line line_of(const store::transcript_row& row, const std::string& user);

/// The address of a message, or of a channel, on the web; empty without a guild and a channel.
std::string place_url(const std::string& guild, const cases::shown_at& where);

} // namespace flexcord::actors::desk_view
