#include "sandbox/core/json.hpp"
#include "sandbox/discord/draft.hpp"

#include <initializer_list>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

struct checker {
  form_errors& errors;
  std::set<std::string> custom_ids;

  void custom_id(const json::object& c, const std::string& path) {
    const auto id = text_at(c, "custom_id");
    const auto at = join(path, "custom_id");
    if (id.empty())
      errors.required(at);
    else if (code_points(id) > 100)
      errors.bad_length(at, 1, 100);
    else if (!custom_ids.insert(id).second)
      errors.add(at, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
  }

  void button(const json::object& c, const std::string& path) {
    const auto style = number_at(c, "style").value_or(0);
    if (style < 1 || style > 6)
      errors.add(join(path, "style"), "BASE_TYPE_CHOICES",
                 "Value must be one of {1, 2, 3, 4, 5, 6}.");
    const auto label = text_at(c, "label");
    if (code_points(label) > 80) errors.bad_length(join(path, "label"), 0, 80);
    if (label.empty() && !c.contains("emoji") && style != 6)
      errors.add(path, "BUTTON_COMPONENT_INVALID", "A button must have a label or an emoji.");
    if (style >= 1 && style <= 4) {
      custom_id(c, path);
      if (c.contains("url") && !c.at("url").is_null())
        errors.add(path, "BUTTON_COMPONENT_INVALID",
                   "A custom id and url cannot both be specified");
    } else if (style == 5) {
      const auto url = text_at(c, "url");
      const auto at = join(path, "url");
      if (url.empty())
        errors.required(at);
      else if (code_points(url) > 512)
        errors.too_long(at, 512);
      else if (!url.starts_with("http://") && !url.starts_with("https://") &&
               !url.starts_with("discord://"))
        errors.add(at, "URL_TYPE_INVALID_SCHEME",
                   "Scheme must be one of ('http', 'https', 'discord').");
      if (!text_at(c, "custom_id").empty())
        errors.add(path, "BUTTON_COMPONENT_INVALID",
                   "A custom id and url cannot both be specified");
    }
  }

  void select(const json::object& c, const std::string& path, bool has_options) {
    custom_id(c, path);
    if (code_points(text_at(c, "placeholder")) > 150)
      errors.too_long(join(path, "placeholder"), 150);
    if (!has_options) return;
    auto* options = array_at(c, "options");
    if (!options || options->empty() || options->size() > 25)
      return errors.bad_length(join(path, "options"), 1, 25);
    std::set<std::string> values;
    for (std::size_t i = 0; i < options->size(); ++i) {
      const auto at = join(join(path, "options"), i);
      auto* o = (*options)[i].if_object();
      if (!o || text_at(*o, "label").empty())
        errors.required(join(at, "label"));
      else if (code_points(text_at(*o, "label")) > 100)
        errors.bad_length(join(at, "label"), 1, 100);
      else if (!values.insert(text_at(*o, "value")).second)
        errors.add(join(at, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                   "The specified option value is already used");
    }
  }

  void row(const json::object& r, const std::string& path) {
    auto* list = array_at(r, "components");
    const auto at = join(path, "components");
    if (!list || list->empty() || list->size() > 5) return errors.bad_length(at, 1, 5);
    for (std::size_t i = 0; i < list->size(); ++i) {
      auto* c = (*list)[i].if_object();
      const auto type = c ? number_at(*c, "type").value_or(0) : 0;
      if (type == 2) {
        button(*c, join(at, i));
      } else if (type == 3 || (type >= 5 && type <= 8)) {
        if (list->size() > 1)
          errors.add(at, "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
                     "The specified component exceeds the maximum width");
        select(*c, join(at, i), type == 3);
      } else {
        errors.add(join(join(at, i), "type"), "UNION_TYPE_CHOICES",
                   "Value of field \"type\" must be one of (2, 3, 5, 6, 7, 8).");
      }
    }
  }
};

/// Counts a component and all that it holds.
std::size_t count(const json::value& v) {
  auto* o = v.if_object();
  if (!o) return 0;
  std::size_t n = 1;
  if (auto* inner = array_at(*o, "components"))
    for (auto& c : *inner) n += count(c);
  return n;
}

bool one_of(std::int64_t type, std::initializer_list<int> known) {
  for (auto k : known)
    if (type == k) return true;
  return false;
}

} // namespace

void check_components(const json::array& list, bool v2, form_errors& errors) {
  std::size_t total = 0;
  for (auto& c : list) total += count(c);
  if (v2 ? total > 40 : list.size() > 5) errors.bad_length("components", v2 ? 1 : 0, v2 ? 40 : 5);
  checker check{errors, {}};
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto path = join("components", i);
    auto* row = list[i].if_object();
    const auto type = row ? number_at(*row, "type").value_or(0) : 0;
    if (type == 1)
      check.row(*row, path);
    else if (!v2 || !one_of(type, {9, 10, 12, 13, 14, 17}))
      errors.add(join(path, "type"), "UNION_TYPE_CHOICES",
                 v2 ? "Value of field \"type\" must be one of (1, 9, 10, 12, 13, 14, 17)."
                    : "Value of field \"type\" must be one of (1,).");
    else if (type == 10 && code_points(text_at(*row, "content")) > 4000)
      errors.too_long(join(path, "content"), 4000);
  }
}

} // namespace flexcord::sandbox::discord
