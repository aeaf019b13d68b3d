#include "desk/assets.hpp"

#include "desk_assets.hpp"

#include <map>
#include <mutex>

namespace flexcord::desk {

namespace {

struct kept {
  std::string script, style;
  inline_assets view;
};

std::string_view bytes_of(std::string_view name) {
  for (const auto& f : desk_assets::files())
    if (f.name == name) return f.bytes;
  return {};
}

} // namespace

const inline_assets& assets(const asset_names& names) {
  static std::mutex guard;
  static std::map<std::string_view, kept> all; // by script, for the whole life of the program
  const std::lock_guard lock{guard};
  auto [at, made] = all.try_emplace(names.script);
  auto& k = at->second;
  if (made) {
    k.script = bytes_of(names.script);
    k.style = std::string{bytes_of("base.css")} + std::string{bytes_of(names.style)};
    k.view = {k.script, k.style};
  }
  return k.view;
}

} // namespace flexcord::desk
