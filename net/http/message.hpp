#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flexcord::net::http {

/// Header fields in the order given; names compare without case.
class fields {
public:
  fields() = default;
  fields(std::initializer_list<std::pair<std::string, std::string>> list) : list_(list) {}
  /// The first value of `name`; empty when absent (use has() to tell an empty value from none).
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const;
  void set(std::string name, std::string value); ///< replaces all of that name
  void add(std::string name, std::string value);
  auto begin() const { return list_.begin(); }
  auto end() const { return list_.end(); }
  std::size_t size() const { return list_.size(); }

private:
  std::vector<std::pair<std::string, std::string>> list_;
};

/// An outgoing request. `url` is absolute: http:// or https://, host, optional port, path, query.
struct request {
  std::string method = "GET";
  std::string url;
  fields headers;
  std::string body;
};

struct response {
  int status = 0;
  fields headers;
  std::string body;
};

/// A request that came in. `target` is exactly what stood in the request line (signatures are made
/// over it).
struct incoming {
  std::string method;
  std::string target;
  std::string path;                                          ///< percent-decoded, without the query
  std::vector<std::pair<std::string, std::string>> query;    ///< decoded, in order
  std::vector<std::pair<std::string, std::string>> captures; ///< {name} parts of the route, decoded
  fields headers;
  std::string body;
  std::string remote_address;
  std::string_view query_value(std::string_view name) const; ///< first value, empty when absent
  std::string_view capture(std::string_view name) const;     ///< empty when absent
};

/// Percent-encodes everything outside RFC 3986's unreserved set (for query values and path
/// segments).
std::string percent_encode(std::string_view text);
/// Decodes %XX; with `plus_is_space`, '+' as well. Broken escapes are kept as they stand.
std::string percent_decode(std::string_view text, bool plus_is_space = false);

using form = std::vector<std::pair<std::string, std::string>>;
/// application/x-www-form-urlencoded, order and repeated names kept.
form parse_form(std::string_view body);
std::string encode_form(const form& values);
/// First value of `name`; empty when absent.
std::string_view form_value(const form& values, std::string_view name);
/// The value of a repeatable name's first occurrence, or of the first of the alternatives that is
/// present.
std::string_view form_value(const form& values, std::initializer_list<std::string_view> names);

/// Parts of an absolute URL; `valid` is false when it cannot be used for a request.
struct url_parts {
  bool valid = false;
  std::string scheme, host, port,
      target; ///< port is filled in from the scheme when absent; target starts with '/'
};
url_parts split_url(std::string_view url);
/// Joins a base (with or without trailing '/') and a path that starts with '/'.
std::string join_url(std::string_view base, std::string_view path);
/// True for 127.0.0.0/8, ::1 and localhost.
bool is_loopback_host(std::string_view host);

} // namespace flexcord::net::http
