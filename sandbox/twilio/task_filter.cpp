#include "sandbox/twilio/task_filter.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cctype>

namespace flexcord::sandbox::twilio {

namespace {

void skip_space(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

std::string take_name(std::string_view& text) {
  auto end = std::find_if(text.begin(), text.end(), [](char c) {
    return !(std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.');
  });
  std::string name(text.begin(), end);
  text.remove_prefix(name.size());
  return name;
}

// A quoted text; nothing when the quotes are missing.
bool take_text(std::string_view& text, std::string& into) {
  if (text.empty() || (text.front() != '"' && text.front() != '\'')) return false;
  auto quote = text.front();
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size())
      into += text[++at];
    else if (text[at] == quote)
      return text.remove_prefix(at + 1), true;
    else
      into += text[at];
  }
  return false;
}

const boost::json::value* attribute(const boost::json::value& all, std::string_view name) {
  const auto* at = &all;
  while (!name.empty()) {
    auto part = name.substr(0, name.find('.'));
    name.remove_prefix(std::min(name.size(), part.size() + 1));
    at = at->is_object() ? at->get_object().if_contains(part) : nullptr;
    if (!at) return nullptr;
  }
  return at;
}

} // namespace

outcome<std::vector<attribute_test>> parse_task_filter(std::string_view expression) {
  const auto bad = [] { return bad_request("Invalid EvaluateTaskAttributes expression"); };
  std::vector<attribute_test> out;
  auto rest = expression;
  do {
    attribute_test one;
    skip_space(rest);
    one.name = take_name(rest);
    skip_space(rest);
    if (take(rest, "!="))
      one.equal = false;
    else if (!take(rest, "==") && !take(rest, "="))
      return bad();
    skip_space(rest);
    if (one.name.empty() || !take_text(rest, one.value)) return bad();
    out.push_back(std::move(one));
    skip_space(rest);
  } while (take(rest, "AND") || take(rest, "and"));
  if (!rest.empty()) return bad();
  return out;
}

bool passes(const std::vector<attribute_test>& tests, std::string_view attributes) {
  boost::system::error_code error;
  auto all = boost::json::parse(attributes, error);
  if (error) return false;
  return std::all_of(tests.begin(), tests.end(), [&](const attribute_test& t) {
    const auto* found = attribute(all, t.name);
    auto same = found && (found->is_string() ? std::string_view(found->get_string()) == t.value
                                             : boost::json::serialize(*found) == t.value);
    return same == t.equal;
  });
}

} // namespace flexcord::sandbox::twilio
