#pragma once
#include "net/http/server.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flexcord::net::http {

struct route_match {
  const route* row = nullptr; ///< null: `status` says why
  int status = 404;
  std::string allow; ///< for 405: the methods this path knows
  std::vector<std::pair<std::string, std::string>> captures;
};

/// Finds the row for a request. HEAD is answered by the GET row when no row of its own comes first.
route_match find_route(const std::vector<route>& rows, std::string_view method,
                       std::string_view path);

/// The path of a request target, still encoded: without query, and without the scheme and host of
/// an absolute form.
std::string_view raw_path(std::string_view target);
std::string_view raw_query(std::string_view target);

} // namespace flexcord::net::http
