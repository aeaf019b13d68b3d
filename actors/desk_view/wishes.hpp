#pragma once
#include "actors/cases/event.hpp"
#include "actors/desk_view/found.hpp"
#include "desk/action.hpp"

#include <string>
#include <string_view>

/// What an agent wants, as what happens to cases.
namespace flexcord::actors::desk_view {

/// With what they saw, so that the case itself finds conflicts.
cases::changed change_of(const desk::update& wanted);

/// A case for the same person: who, about what, and in whose conversation.
cases::opened opening_of(const desk::create& wanted, const found& from);

/// What makes one request of a post that comes twice: the same text for the same write token and
/// the same fields, the form's nonce among them.
std::string request_key(std::uint64_t number, std::string_view write_token,
                        const desk::typed_fields& fields);

/// Conflicts of that change, as the case stands right after it: what was not taken. A last problem
/// without a field says that the rest is saved; nothing when nothing was in conflict.
std::vector<desk::problem> refused_parts(const desk::update& wanted, const cases::state& after);

} // namespace flexcord::actors::desk_view
