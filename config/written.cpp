#include "config/written.hpp"
#include "config/schema.hpp"
#include "config/url.hpp"

#include <vector>

namespace flexcord::config {
namespace {

std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= path.size();) {
    const auto dot = std::min(path.find('.', at), path.size());
    parts.emplace_back(path.substr(at, dot - at));
    at = dot + 1;
  }
  return parts;
}

} // namespace

std::string written(const settings& s) {
  auto values = s;
  values.store.url = without_password(s.store.url);
  std::string out;
  std::vector<std::string> open; // groups that are not closed yet
  auto close_to = [&](std::size_t depth) {
    while (open.size() > depth) {
      open.pop_back();
      out += std::string(2 * open.size(), ' ') + "}\n";
    }
  };
  for (const auto& k : keys()) {
    if (std::holds_alternative<secret*>(k.in(values))) continue;
    const auto text = value_text(k, values);
    if (text == default_text(k)) continue;
    const auto parts = parts_of(k.path);
    std::size_t same = 0;
    while (same < open.size() && same + 1 < parts.size() && open[same] == parts[same]) ++same;
    close_to(same);
    for (; open.size() + 1 < parts.size();) {
      out += std::string(2 * open.size(), ' ') + parts[open.size()] + " {\n";
      open.push_back(parts[open.size()]);
    }
    out += std::string(2 * open.size(), ' ') + parts.back() + " = " + text + '\n';
  }
  close_to(0);
  return out;
}

} // namespace flexcord::config
