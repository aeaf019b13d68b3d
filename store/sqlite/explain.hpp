#pragma once
#include "store/journal.hpp"

#include <string_view>

namespace flexcord::store::sqlite {

/// The cause of a failure when somebody else holds the file.
inline constexpr std::string_view in_use = "in use by another process";

/// What an SQLite error code means to an operator. `system_error` is the errno behind it, 0 when
/// there is none; `what` is SQLite's own text.
failure explain(int code, int system_error, std::string_view what, const std::string& path);

} // namespace flexcord::store::sqlite
