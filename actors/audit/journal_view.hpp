#pragma once
#include "actors/audit/compare.hpp"
#include "store/journal.hpp"

#include <optional>
#include <string>

namespace flexcord::actors::audit {

/// How far before the moment compared from the journal is read: a message is taken a little after
/// it was written.
constexpr std::int64_t read_before = 3'600'000;

/// What the journal's rows say; nothing when the record cannot be read by this version.
std::optional<journal_view> view_of(const std::string& key, const store::history& h);

} // namespace flexcord::actors::audit
