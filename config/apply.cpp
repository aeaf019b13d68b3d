#include "config/apply.hpp"

#include <charconv>
#include <cmath>

namespace flexcord::config {
namespace {

/// How the type of a written value is called.
std::string type_name(const value& v) {
  struct visitor {
    std::string operator()(const std::string&) const { return "a text"; }
    std::string operator()(bool) const { return "true or false"; }
    std::string operator()(std::int64_t) const { return "a number without unit"; }
    std::string operator()(double) const { return "a fraction"; }
    std::string operator()(std::chrono::nanoseconds) const { return "a time"; }
    std::string operator()(const std::vector<value>&) const { return "a list"; }
    std::string operator()(const raw&) const { return "of another form"; }
    std::string operator()(const block&) const { return "a { } block"; }
  };
  return std::visit(visitor{}, v.data);
}

template <class T>
std::optional<T> parse_number(std::string_view text) {
  T n{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return n;
}

std::optional<std::string> as_text(const value& v) {
  if (const auto* r = std::get_if<raw>(&v.data)) return unquoted(r->text);
  if (const auto* t = std::get_if<std::string>(&v.data)) return *t;
  return {};
}

std::optional<double> as_number(const value& v) {
  if (const auto* r = std::get_if<raw>(&v.data)) return parse_number<double>(r->text);
  if (const auto* i = std::get_if<std::int64_t>(&v.data)) return static_cast<double>(*i);
  if (const auto* d = std::get_if<double>(&v.data)) return *d;
  return {};
}

std::optional<std::int64_t> as_whole(const value& v) {
  if (const auto* r = std::get_if<raw>(&v.data)) return parse_number<std::int64_t>(r->text);
  if (const auto* i = std::get_if<std::int64_t>(&v.data)) return *i;
  return {};
}

std::optional<bool> as_bool(const value& v) {
  if (const auto* r = std::get_if<raw>(&v.data)) {
    if (r->text == "true") return true;
    if (r->text == "false") return false;
    return {};
  }
  if (const auto* b = std::get_if<bool>(&v.data)) return *b;
  return {};
}

std::optional<std::chrono::nanoseconds> as_duration(const value& v) {
  if (const auto* r = std::get_if<raw>(&v.data)) return parse_duration(r->text);
  if (const auto* d = std::get_if<std::chrono::nanoseconds>(&v.data)) return *d;
  return {};
}

std::optional<std::vector<std::string>> as_list(const value& v) {
  if (const auto* r = std::get_if<raw>(&v.data)) return parse_list(r->text);
  const auto* items = std::get_if<std::vector<value>>(&v.data);
  if (items == nullptr) return {};
  std::vector<std::string> texts;
  for (const auto& item : *items) {
    auto text = as_text(item);
    if (!text) return {};
    texts.push_back(std::move(*text));
  }
  return texts;
}

bool is_choice(std::string_view choices, std::string_view text) {
  for (std::size_t at = 0; at <= choices.size();) {
    const auto end = std::min(choices.find('|', at), choices.size());
    if (choices.substr(at, end - at) == text) return true;
    at = end + 1;
  }
  return false;
}

bool in_range(const rule& r, double n) {
  return (r.least == 0 && r.most == 0) || (n >= r.least && n <= r.most);
}

bool is_secret_form(std::string_view text) {
  for (unsigned char c : text)
    if (c <= ' ' || c == 0x7f) return false;
  return true;
}

/// Fills the field of one type. Each overload says what is wrong, or nothing.
struct filler {
  const rule& must;
  const value& given;
  std::string wrong_type() const { return "is " + type_name(given); }

  std::string operator()(std::string* to) const {
    auto text = as_text(given);
    if (!text) return wrong_type();
    if (!must.choices.empty() && !is_choice(must.choices, *text)) return "has an unknown choice";
    // An empty text means "not set" wherever the default is empty.
    if (must.fits != nullptr && !(text->empty() && to->empty()) && !must.fits(*text))
      return "has the wrong form";
    *to = std::move(*text);
    return {};
  }
  std::string operator()(secret* to) const {
    auto text = as_text(given);
    if (!text) return wrong_type();
    if (!is_secret_form(*text)) return "holds a space, a line break or a control character";
    *to = secret{std::move(*text)};
    return {};
  }
  std::string operator()(bool* to) const {
    auto b = as_bool(given);
    if (!b) return wrong_type();
    *to = *b;
    return {};
  }
  template <std::unsigned_integral T>
  std::string operator()(T* to) const {
    auto n = as_whole(given);
    if (!n) return wrong_type();
    if (!in_range(must, static_cast<double>(*n))) return "is " + std::to_string(*n);
    *to = static_cast<T>(*n);
    return {};
  }
  std::string operator()(double* to) const {
    auto n = as_number(given);
    if (!n) return wrong_type();
    if (!std::isfinite(*n) || !in_range(must, *n)) return "is out of range";
    *to = *n;
    return {};
  }
  std::string operator()(milliseconds* to) const {
    auto d = as_duration(given);
    if (!d) return wrong_type();
    const auto ms = std::chrono::duration_cast<milliseconds>(*d);
    if (!in_range(must, static_cast<double>(ms.count())) || ms != *d) return "is out of range";
    *to = ms;
    return {};
  }
  std::string operator()(std::vector<std::string>* to) const {
    auto items = as_list(given);
    if (!items) return wrong_type();
    for (const auto& item : *items)
      if (item.empty() || (must.fits != nullptr && !must.fits(item)))
        return "has an item of the wrong form";
    *to = std::move(*items);
    return {};
  }
};

} // namespace

void apply(const key& k, const value& v, settings& s, std::vector<problem>& problems) {
  auto wrong = std::visit(filler{k.must, v}, k.in(s));
  if (!wrong.empty()) problems.push_back({std::string{k.path}, std::move(wrong), expected_form(k)});
}

} // namespace flexcord::config
