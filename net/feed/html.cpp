#include "net/feed/html.hpp"

#include "net/feed/entity.hpp"
#include "net/http/ascii.hpp"

#include <algorithm>

namespace flexcord::net::feed {

namespace {

constexpr std::size_t longest_value = 4096;
constexpr std::size_t longest_name = 32;

constexpr std::string_view unseen[] = {
    "script",  "style",  "head",     "title",  "template", "noscript", "iframe", "noframes",
    "noembed", "object", "applet",   "embed",  "svg",      "math",     "canvas", "audio",
    "video",   "select", "textarea", "button", "datalist", "xmp",      "map",    "dialog"};
constexpr std::string_view voids[] = {"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                      "input", "link", "meta", "param", "source", "track", "wbr"};

template <std::size_t N>
bool among(std::string_view name, const std::string_view (&list)[N]) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

bool is_letter(char c) {
  const auto l = http::lower(c);
  return l >= 'a' && l <= 'z';
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

/// True when `text` begins with an end tag of `name`.
bool ends_here(std::string_view text, std::string_view name) {
  if (text.size() < name.size() + 2 || !http::iequals(text.substr(2, name.size()), name))
    return false;
  const auto after = text.substr(name.size() + 2);
  return after.empty() || is_space(after.front()) || after.front() == '>' || after.front() == '/';
}

} // namespace

bool is_void_element(std::string_view name) { return among(name, voids); }

bool html_reader::next(html_token& to) {
  while (!rest_.empty()) {
    if (rest_.front() == '<' && rest_.size() > 1 &&
        (is_letter(rest_[1]) || rest_[1] == '/' || rest_[1] == '!' || rest_[1] == '?')) {
      if (read_markup(to)) return true;
      continue;
    }
    // At least one sign, so that a lone '<' is text.
    const auto end = std::min(rest_.find('<', 1), rest_.size());
    to = {};
    to.text = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return true;
  }
  return false;
}

bool html_reader::read_markup(html_token& to) {
  if (rest_.starts_with("<!--")) return drop_until("-->"), false;
  if (rest_.starts_with("<![CDATA[")) {
    const auto end = rest_.find("]]>");
    to = {};
    to.text = rest_.substr(9, end == rest_.npos ? rest_.npos : end - 9);
    rest_.remove_prefix(end == rest_.npos ? rest_.size() : end + 3);
    return !to.text.empty();
  }
  if (rest_[1] == '!' || rest_[1] == '?') return drop_until(">"), false;
  const bool closing = rest_[1] == '/';
  rest_.remove_prefix(closing ? 2 : 1);
  to = {};
  to.what = closing ? html_token::kind::close : html_token::kind::open;
  std::size_t n = 0;
  while (n < rest_.size() && !is_space(rest_[n]) && rest_[n] != '>' && rest_[n] != '/') ++n;
  to.name = rest_.substr(0, std::min(n, longest_name));
  std::transform(to.name.begin(), to.name.end(), to.name.begin(), http::lower);
  rest_.remove_prefix(n);
  read_attributes(to);
  if (closing) return !to.name.empty();
  if (!among(to.name, unseen)) return true;
  if (!is_void_element(to.name)) drop_element(to.name);
  return false;
}

void html_reader::read_attributes(html_token& to) {
  while (!rest_.empty() && rest_.front() != '>') {
    if (is_space(rest_.front()) || rest_.front() == '/' || rest_.front() == '=') {
      rest_.remove_prefix(1);
      continue;
    }
    std::size_t n = 0;
    while (n < rest_.size() && !is_space(rest_[n]) && rest_[n] != '=' && rest_[n] != '>' &&
           rest_[n] != '/')
      ++n;
    const auto name = rest_.substr(0, n);
    rest_.remove_prefix(n);
    while (!rest_.empty() && is_space(rest_.front())) rest_.remove_prefix(1);
    if (!rest_.starts_with('=')) continue;
    rest_.remove_prefix(1);
    while (!rest_.empty() && is_space(rest_.front())) rest_.remove_prefix(1);
    std::string_view value;
    if (rest_.starts_with('"') || rest_.starts_with('\'')) {
      const auto end = rest_.find(rest_.front(), 1);
      value = rest_.substr(1, end == rest_.npos ? rest_.npos : end - 1);
      rest_.remove_prefix(end == rest_.npos ? rest_.size() : end + 1);
    } else {
      std::size_t end = 0;
      while (end < rest_.size() && !is_space(rest_[end]) && rest_[end] != '>') ++end;
      value = rest_.substr(0, end);
      rest_.remove_prefix(end);
    }
    std::string* field = nullptr;
    if (http::iequals(name, "href")) field = &to.href;
    if (http::iequals(name, "src")) field = &to.src;
    if (http::iequals(name, "alt")) field = &to.alt;
    if (http::iequals(name, "width")) field = &to.width;
    if (http::iequals(name, "height")) field = &to.height;
    if (field && field->empty()) *field = decode_entities(value.substr(0, longest_value));
  }
  if (!rest_.empty()) rest_.remove_prefix(1);
}

void html_reader::drop_until(std::string_view end) {
  const auto at = rest_.find(end);
  rest_.remove_prefix(at == rest_.npos ? rest_.size() : at + end.size());
}

void html_reader::drop_element(const std::string& name) {
  while (!rest_.empty()) {
    const auto at = rest_.find("</");
    if (at == rest_.npos) break;
    rest_.remove_prefix(at);
    if (ends_here(rest_, name)) return drop_until(">");
    rest_.remove_prefix(2);
  }
  rest_ = {};
}

} // namespace flexcord::net::feed
