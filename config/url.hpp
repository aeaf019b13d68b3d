#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace flexcord::config {

/// The parts of an absolute URL, as far as settings need them.
struct url_parts {
  std::string scheme; ///< lower case
  std::string host;   ///< without brackets
  std::string port;   ///< empty: the scheme's own
  std::string path;   ///< starts with '/' or is empty
  bool has_query = false;
};

/// Nothing for what is not an absolute URL, has user:password@, a fragment, spaces or control
/// characters.
std::optional<url_parts> split_url(std::string_view text);

/// A URL for people: without its password, whether before the host or among the parameters.
std::string without_password(std::string_view url);

/// True for localhost, *.localhost, 127.0.0.0/8 and ::1.
bool is_loopback(std::string_view host);

} // namespace flexcord::config
