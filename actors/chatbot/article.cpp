#include "actors/chatbot/article.hpp"
#include "config/url.hpp"

#include <algorithm>

namespace flexcord::actors {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::string unquoted(std::string_view text) {
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') &&
      text.front() == text.back())
    text = text.substr(1, text.size() - 2);
  return std::string{text};
}

std::string lower(std::string_view text) {
  std::string result{text};
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return result;
}

/// "a, b" and "[a, 'b']" as "a, b".
std::string list_of(std::string_view text) {
  if (!text.starts_with('[') || !text.ends_with(']')) return unquoted(text);
  text = text.substr(1, text.size() - 2);
  std::string joined;
  while (!text.empty()) {
    const auto end = std::min(text.find(','), text.size());
    const auto item = unquoted(trimmed(text.substr(0, end)));
    if (!item.empty()) joined += (joined.empty() ? "" : ", ") + item;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return joined;
}

/// Takes one line from the front.
std::string_view next_line(std::string_view& rest) {
  const auto end = std::min(rest.find('\n'), rest.size());
  const auto line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

/// Signs that begin a line: headings, quotes, lists, rulers, fences.
std::string_view without_block_signs(std::string_view line) {
  line = trimmed(line);
  if (line.starts_with("```") || line.starts_with("~~~")) return {};
  if (line.find_first_not_of("-*_= ") == std::string_view::npos) return {};
  while (!line.empty() && (line.front() == '#' || line.front() == '>'))
    line = trimmed(line.substr(1));
  if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ "))
    return trimmed(line.substr(2));
  const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
  if (digits > 0 && digits <= 3 && line.substr(digits).starts_with(". "))
    return trimmed(line.substr(digits + 2));
  return line;
}

/// Appends a line without the signs inside it.
void add_inline(std::string& to, std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '\\' && i + 1 < line.size()) {
      to += line[++i];
    } else if (c == '*' || c == '`') {
      continue;
    } else if (c == '<') {
      const auto close = line.find('>', i);
      if (close == std::string_view::npos)
        to += c;
      else
        i = close;
    } else if (c == '[' || (c == '!' && line.substr(i + 1).starts_with('['))) {
      const auto open = c == '!' ? i + 1 : i;
      const auto middle = line.find("](", open);
      const auto close = middle == std::string_view::npos ? middle : line.find(')', middle);
      if (close == std::string_view::npos) {
        to += c;
        continue;
      }
      if (c == '[') to += line.substr(open + 1, middle - open - 1);
      i = close;
    } else {
      to += c;
    }
  }
}

} // namespace

std::string plain_text(std::string_view markdown) {
  std::string joined;
  while (!markdown.empty()) {
    const auto line = without_block_signs(next_line(markdown));
    if (line.empty()) continue;
    if (!joined.empty()) joined += ' ';
    add_inline(joined, line);
  }
  std::string text;
  for (char c : joined) {
    const bool blank = static_cast<unsigned char>(c) <= ' ';
    if (!blank)
      text += c;
    else if (!text.empty() && text.back() != ' ')
      text += ' ';
  }
  return text;
}

bool is_locale(std::string_view text) {
  auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  auto sign = [&](char c) { return letter(c) || (c >= '0' && c <= '9'); };
  if (text.size() < 2 || !letter(text[0]) || !letter(text[1])) return false;
  if (text.size() == 2) return true;
  const auto region = text.substr(3);
  return text[2] == '-' && region.size() >= 2 && region.size() <= 8 &&
         std::all_of(region.begin(), region.end(), sign);
}

parsed_article parse_article(std::string_view id, std::string_view markdown) {
  parsed_article result;
  auto& a = result.value;
  a.id = id;
  if (markdown.starts_with("\xef\xbb\xbf")) markdown.remove_prefix(3);
  if (trimmed(next_line(markdown)) != "---") {
    result.problem = "does not begin with front matter (a line of ---)";
    return result;
  }
  std::string lang;
  bool closed = false, listing = false;
  while (!markdown.empty() && !closed) {
    const auto line = trimmed(next_line(markdown));
    closed = line == "---";
    if (closed || line.empty() || line.starts_with('#')) continue;
    if (listing && line.starts_with("- ")) {
      a.tags += (a.tags.empty() ? "" : ", ") + unquoted(trimmed(line.substr(2)));
      continue;
    }
    listing = false;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const auto name = trimmed(line.substr(0, colon));
    const auto value = trimmed(line.substr(colon + 1));
    if (name == "title") {
      a.title = unquoted(value);
    } else if (name == "url") {
      a.url = unquoted(value);
    } else if (name == "locale") {
      a.locale = lower(unquoted(value));
    } else if (name == "lang") {
      lang = lower(unquoted(value));
    } else if (name == "tags") {
      a.tags = list_of(value);
      listing = value.empty();
    } else {
      result.unknown_keys.emplace_back(name);
    }
  }
  if (a.locale.empty()) a.locale = lang;
  if (a.locale.empty()) {
    const auto folder = lower(id.substr(0, std::min(id.find('/'), id.size())));
    a.locale = folder.size() < id.size() && is_locale(folder) ? folder : "en";
  }
  a.lang = a.locale.substr(0, 2);
  a.body = plain_text(markdown);
  const auto url = config::split_url(a.url);
  if (!closed)
    result.problem = "has front matter without an end (a line of ---)";
  else if (a.title.empty())
    result.problem = "has no title:";
  else if (!url || (url->scheme != "http" && url->scheme != "https"))
    result.problem = "has no url: with http or https";
  else if (!is_locale(a.locale))
    result.problem = "has a locale: that is not one, such as fr or pt-BR";
  else if (a.body.empty())
    result.problem = "has no text";
  return result;
}

} // namespace flexcord::actors
