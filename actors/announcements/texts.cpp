#include "actors/announcements/texts.hpp"

#include "actors/localized.hpp"

namespace flexcord::announcements {

namespace {

constexpr localized::wording rest{
    "And {count} more new {count:post|posts}.",
    "Et {count} {count:autre nouveauté|autres nouveautés}.",
    "Y {count} {count:novedad|novedades} más.",
    "Und {count} {count:weiterer neuer Beitrag|weitere neue Beiträge}.",
};

} // namespace

std::string rest_line(std::string_view language, std::uint64_t count) {
  return localized::filled(rest, localized::language_for(language, {}), [&](std::string_view key) {
    return key == "count" ? std::optional<localized::value>{count} : std::nullopt;
  });
}

} // namespace flexcord::announcements
