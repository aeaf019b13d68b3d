#include "config/source.hpp"

#include <caf/actor_system_config.hpp>
#include <caf/pec.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace flexcord::config {
namespace {

constexpr std::size_t most_bytes = 1 << 20;

// CAF's parser accepts a file that ends inside a block, list or text. A last key of our own shows
// whether it did.
constexpr const char* end_marker = "end-marker";

value convert(const caf::config_value& v) {
  using cv = caf::config_value;
  if (const auto* t = caf::get_if<std::string>(&v)) return {*t};
  if (const auto* b = caf::get_if<bool>(&v)) return {*b};
  if (const auto* i = caf::get_if<cv::integer>(&v)) return {static_cast<std::int64_t>(*i)};
  if (const auto* r = caf::get_if<cv::real>(&v)) return {*r};
  if (const auto* d = caf::get_if<caf::timespan>(&v)) return {std::chrono::nanoseconds{d->count()}};
  if (const auto* u = caf::get_if<caf::uri>(&v)) return {caf::to_string(*u)};
  const auto* items = caf::get_if<cv::list>(&v);
  if (items == nullptr) return {block{}};
  std::vector<value> all;
  for (const auto& item : *items) all.push_back(convert(item));
  return {std::move(all)};
}

void walk(const caf::settings& group, const std::string& prefix, assignments& found) {
  for (const auto& [name, v] : group) {
    const auto path = prefix + name;
    if (prefix.empty() && (name == "caf" || name == end_marker)) continue;
    if (const auto* inner = caf::get_if<caf::settings>(&v)) {
      // An empty block still has to be known.
      if (inner->empty()) found[path] = {block{}};
      walk(*inner, path + ".", found);
    } else {
      found[path] = convert(v);
    }
  }
}

/// Line and column of a parser error; zeros when it has none.
std::pair<std::size_t, std::size_t> place_of(const caf::error& e) {
  auto context = e.context();
  if (context.match_elements<std::int32_t, std::int32_t>())
    return {static_cast<std::size_t>(context.get_as<std::int32_t>(0)),
            static_cast<std::size_t>(context.get_as<std::int32_t>(1))};
  return {0, 0};
}

std::string reason_of(const caf::error& e) {
  if (e.category() != caf::type_id_v<caf::pec>) return "cannot be understood";
  switch (static_cast<caf::pec>(e.code())) {
  case caf::pec::unexpected_newline:
    return "ends in the middle of a value";
  case caf::pec::invalid_escape_sequence:
    return "has a text with an unknown \\ sequence";
  case caf::pec::integer_overflow:
  case caf::pec::integer_underflow:
  case caf::pec::exponent_overflow:
  case caf::pec::exponent_underflow:
    return "has a number that is too large";
  default:
    return "is not what can stand here";
  }
}

problem unfinished(const std::string& path) {
  return {
      path, "ends while something is open, or has a key with a dot",
      "each { closed by }, each [ by ], each \" by \", and group { key = value } for group.key"};
}

problem syntax_problem(const std::string& path, const std::string& text, const caf::error& e) {
  const auto [line, column] = place_of(e);
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  if (line == 0 || line > lines) return unfinished(path);
  return {
      path + ":" + std::to_string(line) + ":" + std::to_string(column), reason_of(e),
      "key = value, one on a line: \"text\", 12, 1.5, true, 90s, [\"a\", \"b\"], or group { … }"};
}

} // namespace

assignments read_file(const std::string& path, bool required, bool& found,
                      std::vector<problem>& problems) {
  errno = 0;
  std::ifstream file{path, std::ios::binary};
  found = file.good();
  if (!found) {
    if (required || errno != ENOENT)
      problems.push_back(
          {path, std::string{"cannot be read: "} + std::strerror(errno), "a readable file"});
    return {};
  }
  // Through a stream, which turns the exception that a folder or a bad disk would throw into a
  // flag.
  std::ostringstream whole;
  if (file.peek() != std::ifstream::traits_type::eof()) whole << file.rdbuf();
  if (file.bad() || whole.bad()) {
    problems.push_back(
        {path, "cannot be read: it is a folder or the disk fails", "a readable file"});
    return {};
  }
  const auto text = whole.str();
  if (text.size() > most_bytes) {
    problems.push_back({path, "is larger than 1 MiB", "a settings file"});
    return {};
  }
  // CAF 0.18 reads the same file and stops at a carriage return.
  if (text.find('\r') != std::string::npos) {
    problems.push_back(
        {path, "has Windows line ends", "lines that end with a newline alone (try dos2unix)"});
    return {};
  }
  // CAF does not count a newline at the very start of a file.
  std::istringstream in{(text.starts_with('\n') ? "#" : "") + text + "\n" + end_marker +
                        " = true\n"};
  auto parsed = caf::actor_system_config::parse_config(in);
  if (!parsed) {
    problems.push_back(syntax_problem(path, text, parsed.error()));
    return {};
  }
  const auto* marker = caf::get_if<bool>(&*parsed, end_marker);
  if (marker == nullptr || !*marker) {
    problems.push_back(unfinished(path));
    return {};
  }
  assignments values;
  walk(*parsed, "", values);
  return values;
}

} // namespace flexcord::config
