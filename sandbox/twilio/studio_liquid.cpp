#include "sandbox/twilio/studio_liquid.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

const json::value* item(const json::array& list, std::string_view key) {
  std::size_t at = 0;
  auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), at);
  if (error != std::errc{} || end != key.data() + key.size() || at >= list.size()) return nullptr;
  return &list[at];
}

std::string value_at(std::string_view path, const json::object& context) {
  const json::object* in = &context;
  const json::value* found = nullptr;
  for (std::size_t at = 0; at <= path.size();) {
    const auto end = std::min(path.find('.', at), path.size());
    const auto key = path.substr(at, end - at);
    if (in)
      found = in->if_contains(key);
    else
      found = found && found->is_array() ? item(found->get_array(), key) : nullptr;
    if (!found) return {};
    in = found->if_object();
    at = end + 1;
  }
  if (found->is_null()) return {};
  return found->is_string() ? std::string(found->get_string()) : json::serialize(*found);
}

/// Calls `text(piece)` and `path(piece)` in turn; what has no end stays text.
template <class Text, class Path>
void for_each_part(std::string_view all, Text text, Path path) {
  while (!all.empty()) {
    const auto begin = all.find("{{");
    const auto end = begin == std::string_view::npos ? begin : all.find("}}", begin);
    if (end == std::string_view::npos) return text(all);
    text(all.substr(0, begin));
    path(trimmed(all.substr(begin + 2, end - begin - 2)));
    all.remove_prefix(end + 2);
  }
}

bool is_path(std::string_view text) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos &&
         text.front() != '.' && text.back() != '.' && text.find("..") == std::string_view::npos;
}

} // namespace

std::string render_liquid(std::string_view text, const json::object& context) {
  std::string out;
  for_each_part(
      text, [&](std::string_view plain) { out += plain; },
      [&](std::string_view path) { out += value_at(path, context); });
  return out;
}

std::string liquid_problem(std::string_view text) {
  if (text.find("{%") != std::string_view::npos) return "Liquid tags ({% … %}) are not known here";
  std::string why;
  for_each_part(
      text,
      [&](std::string_view plain) {
        if (plain.find("{{") != std::string_view::npos) why = "a {{ has no }}";
      },
      [&](std::string_view path) {
        if (!is_path(path)) why = "only paths may stand between {{ and }}";
      });
  return why;
}

std::string replace_liquid(std::string_view text, std::string_view with) {
  std::string out;
  for_each_part(
      text, [&](std::string_view plain) { out += plain; }, [&](std::string_view) { out += with; });
  return out;
}

} // namespace flexcord::sandbox::twilio
