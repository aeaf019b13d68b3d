#include "actors/desk_view/links.hpp"

namespace flexcord::actors::desk_view {
namespace {

std::string_view without_slash(std::string_view text) {
  while (text.ends_with('/')) text.remove_suffix(1);
  return text;
}

} // namespace

std::string path_before(std::string_view public_url) {
  const auto host = public_url.find("://");
  if (host == std::string_view::npos) return {};
  const auto path = public_url.find('/', host + 3);
  if (path == std::string_view::npos) return {};
  return std::string(without_slash(public_url.substr(path)));
}

std::string links::path(std::uint64_t number, std::int64_t expires) const {
  const auto place = desk::case_path(keys, number, expires);
  return place.empty() ? place : path_before(public_url) + place;
}

std::string links::url(std::uint64_t number, std::int64_t given) const {
  if (public_url.empty() || number == 0) return {};
  const auto place = desk::case_path(keys, number, end_of(given));
  return place.empty() ? place : std::string(without_slash(public_url)) + place;
}

} // namespace flexcord::actors::desk_view
