#pragma once
#include "actors/cases/core.hpp"
#include "store/journal.hpp"

#include <optional>
#include <string>

namespace flexcord::cases {

/// Whether a case knows a person: as its reporter, as one who votes, as one who waits for news.
bool is_named(const state& s, const std::string& person);

/// The step that makes a stored case forget a person, for a store that no node has open; a node
/// that is started later does what it asks for. Nothing when there is no record, or one that this
/// version cannot read.
std::optional<store::step> forgetting(const std::string& key, const store::snapshot& stored,
                                      const std::string& person, millis now, const rules& how);

} // namespace flexcord::cases
