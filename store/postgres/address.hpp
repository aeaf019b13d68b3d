#pragma once
#include "store/journal.hpp"

#include <string>
#include <string_view>

namespace flexcord::store::postgres {

/// Where the server is, as store.url says it.
struct address {
  std::string url;      ///< as given: with the password, for libpq only
  std::string shown;    ///< the same for people: no password, no further parameters
  std::string password; ///< to be struck out of other people's texts
};

/// Reads a URL; the failure does not repeat it, since it may hold a password.
result<address> parse(const std::string& url);

/// A text of libpq or of the server in one line, without the password.
std::string tidy(std::string_view text, const address& a);

} // namespace flexcord::store::postgres
