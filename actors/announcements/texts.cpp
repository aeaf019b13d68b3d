#include "actors/announcements/texts.hpp"

#include <iterator>

namespace flexcord::announcements {

namespace {

struct wording {
  std::string_view language, before, one, many;
};

constexpr wording words[] = {
    {"en", "And ", "more new post.", "more new posts."},
    {"fr", "Et ", "autre nouveauté.", "autres nouveautés."},
    {"es", "Y ", "novedad más.", "novedades más."},
    {"de", "Und ", "weiterer neuer Beitrag.", "weitere neue Beiträge."},
};

} // namespace

std::string rest_line(std::string_view language, std::uint64_t count) {
  const auto* chosen = &words[0];
  for (const auto& w : words)
    if (w.language == language) chosen = &w;
  std::string out{chosen->before};
  out += std::to_string(count);
  out += ' ';
  return out += count == 1 ? chosen->one : chosen->many;
}

} // namespace flexcord::announcements
