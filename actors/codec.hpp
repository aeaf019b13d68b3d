#pragma once
#include "actors/conversation/command.hpp"
#include "actors/conversation/event.hpp"
#include "actors/conversation/state.hpp"

#include <optional>
#include <string>
#include <string_view>

/// States and commands as the journal keeps them: JSON, so that a person can read a record and a
/// newer program an older one. Unknown fields are skipped, missing ones keep their default.
namespace flexcord::actors {

std::string encode(const conversation::state& s);
/// The command with its trace; id and time of an order are columns of its outbox row.
std::string encode(const conversation::order& o);
std::string encode(const std::vector<conversation::file>& files);

/// An event as a dead letter keeps it.
std::string encode(const conversation::envelope& e);

/// Nothing when the text is not one of ours (a corrupt record, an alternative that this program
/// does not know).
std::optional<conversation::state> decode_state(std::string_view json);
std::optional<conversation::envelope> decode_envelope(std::string_view json);
/// An order with its command and trace only.
std::optional<conversation::order> decode_order(std::string_view json);

} // namespace flexcord::actors
