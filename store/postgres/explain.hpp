#pragma once
#include "store/journal.hpp"

#include <string_view>

namespace flexcord::store::postgres {

/// What a failed connection or statement means to an operator. `state` is the SQLSTATE, empty when
/// the server did not say one; `what` is the text of libpq or of the server.
failure explain(std::string_view state, std::string_view what, const std::string& place);

} // namespace flexcord::store::postgres
