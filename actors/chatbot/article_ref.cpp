#include "actors/chatbot/article_ref.hpp"

#include <algorithm>
#include <cstdint>

namespace flexcord::actors {
namespace {

constexpr std::size_t most_parts = 10;

/// A file's name may hold anything; what is no ASCII may be no UTF-8 either.
bool plain(std::string_view id) {
  return !id.empty() && id.front() != '~' && std::none_of(id.begin(), id.end(), [](char c) {
    return c == ',' || c < 0x20 || c >= 0x7f;
  });
}

template <class Name>
std::string joined(const std::vector<std::string>& ids, Name name) {
  std::string text;
  for (std::size_t i = 0; i < ids.size() && i < most_parts; ++i)
    text += (i == 0 ? "" : ",") + name(ids[i]);
  return text;
}

} // namespace

std::string mark_of(std::string_view id) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  hash ^= hash >> 32;
  std::string mark = "~";
  for (int i = 0; i < 6; ++i, hash >>= 5) mark += "abcdefghijklmnopqrstuvwxyz234567"[hash & 31u];
  return mark;
}

std::string reference_to(const std::vector<std::string>& ids) {
  auto text = joined(ids, [](const auto& id) { return plain(id) ? id : mark_of(id); });
  return text.size() <= longest_reference ? text : joined(ids, mark_of);
}

std::string fit_reference(const std::string& name) {
  // It may be a reference already.
  const bool fits =
      name.size() <= longest_reference && std::none_of(name.begin(), name.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
      });
  return fits ? name : mark_of(name);
}

std::vector<std::string_view> parts_of(std::string_view reference) {
  std::vector<std::string_view> parts;
  while (!reference.empty() && parts.size() < most_parts) {
    const auto end = std::min(reference.find(','), reference.size());
    if (end > 0) parts.push_back(reference.substr(0, end));
    reference.remove_prefix(std::min(end + 1, reference.size()));
  }
  return parts;
}

} // namespace flexcord::actors
