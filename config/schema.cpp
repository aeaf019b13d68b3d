#include "config/schema.hpp"
#include "config/value.hpp"

#include <algorithm>
#include <charconv>

namespace flexcord::config {
namespace {

// Keys of later versions: a whole group, or one key.
constexpr std::string_view later[] = {"cluster"};

std::string quoted_choices(std::string_view choices) {
  std::string text = "one of ";
  for (std::size_t at = 0; at <= choices.size();) {
    const auto end = std::min(choices.find('|', at), choices.size());
    if (at > 0) text += ", ";
    text += '"' + std::string{choices.substr(at, end - at)} + '"';
    at = end + 1;
  }
  return text;
}

std::string number(double d) {
  char buffer[32];
  auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, d);
  return error == std::errc{} ? std::string{buffer, end} : std::string{};
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

std::string range_text(const rule& r, std::string (*show)(double)) {
  if (r.least == 0 && r.most == 0) return {};
  return " from " + show(r.least) + " to " + show(r.most);
}

std::string whole(double d) { return std::to_string(static_cast<std::int64_t>(d)); }

std::string duration(double ms) {
  return format_duration(milliseconds{static_cast<std::int64_t>(ms)});
}

struct form_of {
  const rule& r;
  std::string operator()(std::string*) const { return "text in quotes"; }
  std::string operator()(secret*) const { return "text in quotes, without spaces or line breaks"; }
  std::string operator()(bool*) const { return "true or false"; }
  std::string operator()(std::uint16_t*) const { return "a whole number" + range_text(r, whole); }
  std::string operator()(std::uint32_t*) const { return "a whole number" + range_text(r, whole); }
  std::string operator()(double*) const { return "a number" + range_text(r, number); }
  std::string operator()(milliseconds*) const {
    return "a time with a unit (ms, s, min, h)" + range_text(r, duration) + ", such as 90s";
  }
  std::string operator()(std::vector<std::string>*) const {
    return "a list of texts, such as [\"a\", \"b\"]";
  }
};

struct show_value {
  std::string operator()(std::string* v) const { return quoted(*v); }
  std::string operator()(secret*) const { return "\"\""; }
  std::string operator()(bool* v) const { return *v ? "true" : "false"; }
  std::string operator()(std::uint16_t* v) const { return std::to_string(*v); }
  std::string operator()(std::uint32_t* v) const { return std::to_string(*v); }
  std::string operator()(double* v) const { return number(*v); }
  std::string operator()(milliseconds* v) const { return format_duration(*v); }
  std::string operator()(std::vector<std::string>* v) const {
    std::string text = "[";
    for (const auto& item : *v) text += (text.size() > 1 ? ", " : "") + quoted(item);
    return text + "]";
  }
};

bool is_secret(const key& k) {
  settings any;
  return std::holds_alternative<secret*>(k.in(any));
}

} // namespace

const key* find_key(std::string_view path) {
  const auto all = keys();
  auto at = std::find_if(all.begin(), all.end(), [&](const key& k) { return k.path == path; });
  return at == all.end() ? nullptr : &*at;
}

const key* secret_of_file(std::string_view path) {
  constexpr std::string_view ending = "-file";
  if (!path.ends_with(ending)) return nullptr;
  const auto* k = find_key(path.substr(0, path.size() - ending.size()));
  return k != nullptr && is_secret(*k) ? k : nullptr;
}

const std::vector<std::string>& all_paths() {
  static const std::vector<std::string> paths = [] {
    std::vector<std::string> all;
    for (const auto& k : keys()) {
      all.emplace_back(k.path);
      if (is_secret(k)) all.push_back(std::string{k.path} + "-file");
    }
    return all;
  }();
  return paths;
}

bool is_group(std::string_view path) {
  const auto all = keys();
  return std::any_of(all.begin(), all.end(), [&](const key& k) {
    return k.path.size() > path.size() && k.path.starts_with(path) && k.path[path.size()] == '.';
  });
}

std::string unavailable(std::string_view path) {
  for (auto name : later)
    if (path == name || (path.starts_with(name) && path[name.size()] == '.'))
      return "is not available in this version of flexcord";
  return {};
}

std::string expected_form(const key& k) {
  if (!k.must.expected.empty()) return std::string{k.must.expected};
  if (!k.must.choices.empty()) return quoted_choices(k.must.choices);
  settings any;
  return std::visit(form_of{k.must}, k.in(any));
}

std::string value_text(const key& k, settings& s) { return std::visit(show_value{}, k.in(s)); }

std::string default_text(const key& k) {
  settings defaults;
  return value_text(k, defaults);
}

} // namespace flexcord::config
