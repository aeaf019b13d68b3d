#include "sandbox/discord/commands.hpp"
#include "sandbox/core/json.hpp"

#include <algorithm>
#include <set>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

/// Lower-case letters of any script, digits, '-', '_' and '\''; ASCII capitals and punctuation are
/// refused.
bool is_name(std::string_view name) {
  const auto n = code_points(name);
  if (n < 1 || n > 32) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c & 0x80) != 0 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '\'';
  });
}

void check_text(const json::object& o, const std::string& path, bool wants_description,
                form_errors& errors) {
  const auto name = text_at(o, "name");
  if (name.empty())
    errors.required(join(path, "name"));
  else if (wants_description && !is_name(name))
    errors.add(join(path, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
  const auto length = code_points(text_at(o, "description"));
  if (wants_description && (length < 1 || length > 100))
    errors.bad_length(join(path, "description"), 1, 100);
}

void check_options(const json::object& o, const std::string& path, int depth, form_errors& errors) {
  auto* options = array_at(o, "options");
  if (!options) return;
  const auto here = join(path, "options");
  if (options->size() > 25) errors.bad_length(here, 0, 25);
  std::set<std::string> names;
  bool optional_seen = false;
  for (std::size_t i = 0; i < options->size(); ++i) {
    const auto at = join(here, i);
    auto* option = (*options)[i].if_object();
    if (!option) {
      errors.add(at, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
      continue;
    }
    check_text(*option, at, true, errors);
    if (!names.insert(text_at(*option, "name")).second)
      errors.add(here, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option name already exists");
    const auto type = number_at(*option, "type").value_or(0);
    if (type < 1 || type > 11)
      errors.add(join(at, "type"), "BASE_TYPE_CHOICES", "Value must be one of 1 to 11.");
    const bool required = bool_at(*option, "required").value_or(false);
    if (required && optional_seen)
      errors.add(at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                 "Required options must be placed before non-required options");
    optional_seen = optional_seen || !required;
    if (auto* choices = array_at(*option, "choices"); choices && choices->size() > 25)
      errors.bad_length(join(at, "choices"), 0, 25);
    if (type <= 2 && depth < 2) check_options(*option, at, depth + 1, errors);
  }
}

bool fits(const json::value& v, std::int64_t type) {
  switch (type) {
  case 4:
    return v.is_int64() || v.is_uint64();
  case 5:
    return v.is_bool();
  case 10:
    return v.is_number();
  default:
    return v.is_string();
  }
}

} // namespace

void check_command(const json::object& c, const std::string& path, form_errors& errors) {
  const auto type = number_at(c, "type").value_or(1);
  if (type < 1 || type > 4)
    errors.add(join(path, "type"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4}.");
  check_text(c, path, type == 1, errors);
  if (type != 1 && !text_at(c, "description").empty())
    errors.add(join(path, "description"), "APPLICATION_COMMANDS_DESCRIPTION_INVALID",
               "Context menu commands cannot have description");
  check_options(c, path, 0, errors);
}

json::array invoke_options(const json::object& command, const json::object& given,
                           std::string& why) {
  json::array out;
  static const json::array none;
  auto* options = array_at(command, "options");
  if (!options) options = &none;
  for (auto& [name, value] : given) {
    const bool known = std::any_of(options->begin(), options->end(),
                                   [&](auto& o) { return text_at(o.as_object(), "name") == name; });
    if (!known) why = "the command has no option " + std::string(name);
  }
  for (auto& v : *options) {
    const auto& o = v.as_object();
    const auto name = text_at(o, "name");
    const auto type = number_at(o, "type").value_or(3);
    auto* value = given.if_contains(name);
    if (!value && bool_at(o, "required").value_or(false)) why = "option " + name + " is required";
    if (!value) continue;
    if (!fits(*value, type)) why = "option " + name + " has the wrong type";
    out.push_back(json::object{{"name", name}, {"type", type}, {"value", *value}});
  }
  return out;
}

} // namespace flexcord::sandbox::discord
