#pragma once
#include "store/journal.hpp"

#include <string_view>

namespace flexcord::store::postgres {

/// True for the URLs that this backend opens.
bool is_postgres(std::string_view url);

/// Opens the journal in the database that the URL names, which must exist.
result<std::unique_ptr<journal>> open(const std::string& url, const open_options& options);

} // namespace flexcord::store::postgres
