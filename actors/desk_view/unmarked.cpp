#include "actors/desk_view/unmarked.hpp"

#include <algorithm>
#include <cctype>

namespace flexcord::actors::desk_view {
namespace {

constexpr auto none = std::string_view::npos;
constexpr std::size_t longest = 2048; // of a label and of an address

bool is_sign(char c) { return std::ispunct(static_cast<unsigned char>(c)) != 0; }

/// The end of what begins at `from`: the first such sign that is not escaped. Not far away, so that
/// a text full of beginnings costs little.
std::size_t end_at(std::string_view text, std::size_t from, char sign) {
  const auto last = std::min(text.size(), from + longest);
  for (auto i = from; i < last && text[i] != '\n'; ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == sign)
      return i;
  }
  return none;
}

std::string_view bare(std::string_view url) {
  if (url.starts_with('<') && url.ends_with('>')) url = url.substr(1, url.size() - 2);
  return url;
}

bool is_web(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

} // namespace

std::string unmarked(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto rest = text.substr(i);
    if (rest.starts_with("**")) {
      ++i;
      continue;
    }
    if (rest[0] == '\\' && rest.size() > 1 && is_sign(rest[1])) {
      out += rest[1];
      ++i;
      continue;
    }
    if (rest[0] == '[') {
      const auto label = end_at(text, i + 1, ']');
      const bool goes_on = label != none && label + 1 < text.size() && text[label + 1] == '(';
      const auto end = goes_on ? end_at(text, label + 2, ')') : none;
      if (end != none && is_web(bare(text.substr(label + 2, end - label - 2)))) {
        out += unmarked(text.substr(i + 1, label - i - 1)) + " (";
        out += bare(text.substr(label + 2, end - label - 2));
        out += ')';
        i = end;
        continue;
      }
    }
    if (rest[0] == '<') {
      const auto end = end_at(text, i + 1, '>');
      if (end != none && is_web(text.substr(i + 1, end - i - 1))) {
        out += text.substr(i + 1, end - i - 1);
        i = end;
        continue;
      }
    }
    out += rest[0];
  }
  return out;
}

} // namespace flexcord::actors::desk_view
