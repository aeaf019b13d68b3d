#include "net/http/router.hpp"

namespace flexcord::net::http {

namespace {

std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const auto segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

/// Both start with '/', or nothing matches. Segments are decoded after they were split: %2F is no
/// separator.
bool matches(std::string_view pattern, std::string_view path,
             std::vector<std::pair<std::string, std::string>>& captures) {
  captures.clear();
  while (pattern.starts_with('/') && path.starts_with('/')) {
    if (pattern == "/*") {
      captures.emplace_back("*", percent_decode(path.substr(1)));
      return true;
    }
    const auto wanted = take_segment(pattern);
    const auto given = take_segment(path);
    if (wanted.size() > 2 && wanted.front() == '{' && wanted.back() == '}') {
      if (given.empty()) return false;
      captures.emplace_back(wanted.substr(1, wanted.size() - 2), percent_decode(given));
    } else if (wanted != given && wanted != percent_decode(given)) {
      return false;
    }
  }
  return pattern.empty() && path.empty();
}

} // namespace

route_match find_route(const std::vector<route>& rows, std::string_view method,
                       std::string_view path) {
  route_match out;
  for (const auto& row : rows) {
    if (!matches(row.path, path, out.captures)) continue;
    if (row.method == "*" || row.method == method || (method == "HEAD" && row.method == "GET")) {
      out.row = &row;
      out.status = 200;
      return out;
    }
    out.status = 405;
    if (!out.allow.empty()) out.allow += ", ";
    out.allow += row.method;
  }
  out.captures.clear();
  return out;
}

std::string_view raw_path(std::string_view target) {
  if (const auto mark = target.find("://"); !target.starts_with('/') && mark != target.npos) {
    target.remove_prefix(mark + 3);
    const auto slash = target.find('/');
    target = slash == target.npos ? std::string_view("/") : target.substr(slash);
  }
  return target.substr(0, target.find_first_of("?#"));
}

std::string_view raw_query(std::string_view target) {
  target = target.substr(0, target.find('#'));
  const auto mark = target.find('?');
  return mark == target.npos ? std::string_view{} : target.substr(mark + 1);
}

} // namespace flexcord::net::http
