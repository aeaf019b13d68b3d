#include "sandbox/discord/modal.hpp"

#include "sandbox/core/json.hpp"
#include "sandbox/discord/objects.hpp"

#include <set>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

constexpr std::int64_t text_input = 4, string_select = 3, file_upload = 19;

struct checker {
  form_errors& errors;
  std::set<std::string> custom_ids;

  void length(const json::object& o, const char* key, const std::string& path, std::size_t least,
              std::size_t most) {
    const auto n = code_points(text_at(o, key));
    const bool there = o.contains(key) && !o.at(key).is_null();
    if ((there || least > 0) && (n < least || n > most))
      errors.bad_length(join(path, key), least, most);
  }

  void number(const json::object& o, const char* key, const std::string& path, std::int64_t least,
              std::int64_t most) {
    auto* v = o.if_contains(key);
    if (!v || v->is_null()) return;
    const auto n = number_at(o, key);
    if (!n || *n < least || *n > most)
      errors.add(join(path, key), "NUMBER_TYPE_RANGE",
                 "int value should be between " + std::to_string(least) + " and " +
                     std::to_string(most) + ".");
  }

  void custom_id(const json::object& c, const std::string& path) {
    length(c, "custom_id", path, 1, 100);
    const auto id = text_at(c, "custom_id");
    if (!id.empty() && !custom_ids.insert(id).second)
      errors.add(join(path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED",
                 "Component custom id cannot be duplicated");
  }

  void options(const json::object& c, const std::string& path) {
    auto* list = array_at(c, "options");
    const auto at = join(path, "options");
    if (!list || list->empty() || list->size() > 25) return errors.bad_length(at, 1, 25);
    std::set<std::string> values;
    for (std::size_t i = 0; i < list->size(); ++i) {
      static const json::object none;
      auto* o = (*list)[i].if_object();
      const auto& option = o ? *o : none;
      length(option, "label", join(at, i), 1, 100);
      length(option, "value", join(at, i), 1, 100);
      length(option, "description", join(at, i), 0, 100);
      if (!values.insert(text_at(option, "value")).second)
        errors.add(join(join(at, i), "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                   "The specified option value is already used");
    }
  }

  void component(const json::object& c, const std::string& path, bool in_label) {
    const auto type = number_at(c, "type").value_or(0);
    const bool select = type == string_select || (type >= 5 && type <= 8);
    const bool known = type == text_input ||
                       (in_label && (select || type == file_upload || (type >= 21 && type <= 23)));
    if (!known) {
      errors.add(join(path, "type"), "UNION_TYPE_CHOICES",
                 in_label ? "Value of field \"type\" must be one of (3, 4, 5, 6, 7, 8, 19, 21, 22, "
                            "23)."
                          : "Value of field \"type\" must be one of (4,).");
      return;
    }
    custom_id(c, path);
    if (type == text_input) {
      number(c, "style", path, 1, 2);
      if (!c.contains("style")) errors.required(join(path, "style"));
      number(c, "min_length", path, 0, 4000);
      number(c, "max_length", path, 1, 4000);
      length(c, "value", path, 0, 4000);
      length(c, "placeholder", path, 0, 100);
      if (!in_label) length(c, "label", path, 1, 45);
    }
    if (select) {
      number(c, "min_values", path, 0, 25);
      number(c, "max_values", path, 1, 25);
      length(c, "placeholder", path, 0, 150);
      if (type == string_select) options(c, path);
    }
    if (type == file_upload) {
      number(c, "min_values", path, 0, 10);
      number(c, "max_values", path, 1, 10);
    }
  }

  void row(const json::object& r, const std::string& path) {
    const auto type = number_at(r, "type").value_or(0);
    if (type == 18) {
      length(r, "label", path, 1, 45);
      if (r.contains("description")) length(r, "description", path, 1, 100);
      auto* one = object_at(r, "component");
      if (!one) return errors.required(join(path, "component"));
      component(*one, join(path, "component"), true);
    } else if (type == 1) {
      auto* list = array_at(r, "components");
      const auto at = join(path, "components");
      if (!list || list->size() != 1) return errors.bad_length(at, 1, 1);
      static const json::object none;
      auto* one = (*list)[0].if_object();
      component(one ? *one : none, join(at, 0), false);
    } else if (type != 10) {
      errors.add(join(path, "type"), "UNION_TYPE_CHOICES",
                 "Value of field \"type\" must be one of (1, 10, 18).");
    }
  }
};

/// One field as it was filled in.
class filler {
public:
  filler(world& w, std::string channel_id, const json::object& values)
      : w_(w), channel_id_(std::move(channel_id)), values_(values) {}

  json::object fill(const json::object& field) {
    const auto id = text_at(field, "custom_id");
    const auto type = number_at(field, "type").value_or(text_input);
    json::object out{{"type", type}, {"id", number_at(field, "id").value_or(1)}, {"custom_id", id}};
    auto* given = values_.if_contains(id);
    if (given) used_.insert(id);
    if (type == file_upload)
      out["values"] = files(field, given);
    else if (type == text_input)
      out["value"] = text(field, given);
    else if (given && !given->is_array())
      out["value"] = *given; // a checkbox, a radio group
    else
      out["values"] = choices(field, given);
    return out;
  }

  void finish() {
    for (auto& [id, value] : values_)
      if (!used_.contains(std::string(id))) why("the modal has no field " + std::string(id));
  }

  json::object resolved;
  std::string first_why;

private:
  void why(std::string reason) {
    if (first_why.empty()) first_why = std::move(reason);
  }

  json::string text(const json::object& field, const json::value* given) {
    const auto id = text_at(field, "custom_id");
    // What stood in it already goes along untouched.
    auto value =
        given && given->is_string() ? given->get_string() : json::string(text_at(field, "value"));
    if (given && !given->is_string()) why("field " + id + " is a text");
    const auto n = static_cast<std::int64_t>(code_points(std::string_view(value)));
    const bool required = bool_at(field, "required").value_or(true);
    if (n == 0 && required) why("field " + id + " is required");
    if (n > 0 && n < number_at(field, "min_length").value_or(0))
      why("field " + id + " is too short");
    if (n > number_at(field, "max_length").value_or(4000)) why("field " + id + " is too long");
    return value;
  }

  void count(const json::object& field, std::size_t n) {
    const auto id = text_at(field, "custom_id");
    const auto least =
        bool_at(field, "required").value_or(true) ? number_at(field, "min_values").value_or(1) : 0;
    if (static_cast<std::int64_t>(n) < least) why("field " + id + " is required");
    if (static_cast<std::int64_t>(n) > number_at(field, "max_values").value_or(1))
      why("field " + id + " has too many values");
  }

  json::array choices(const json::object& field, const json::value* given) {
    json::array out;
    auto* options = array_at(field, "options");
    if (given) {
      out = given->get_array();
    } else if (options) {
      for (auto& o : *options)
        if (bool_at(o.as_object(), "default").value_or(false)) out.push_back(o.at("value"));
    }
    for (auto& v : out) {
      bool there = !options;
      if (options)
        for (auto& o : *options) there = there || (v.is_string() && o.at("value") == v);
      if (!there) why("field " + text_at(field, "custom_id") + " has no such choice");
    }
    count(field, out.size());
    return out;
  }

  json::array files(const json::object& field, const json::value* given) {
    json::array out;
    auto* list = given ? given->if_array() : nullptr;
    if (given && !list) why("an upload is a list of files");
    for (std::size_t i = 0; list && i < list->size() && i < 10; ++i) {
      auto* o = (*list)[i].if_object();
      auto bytes = o && o->contains("base64") ? from_base64(text_at(*o, "base64")) : std::nullopt;
      if (!bytes || text_at(*o, "filename").empty()) {
        why("a file needs filename and base64");
        continue;
      }
      if (bytes->size() > most_upload) why("a file has more than 10 MiB");
      auto a =
          w_.keep_file(text_at(*o, "filename"),
                       text_at(*o, "content_type", "application/octet-stream"), std::move(*bytes));
      a.ephemeral = true;
      const auto id = std::to_string(a.id);
      resolved[id] = attachment_json(w_, channel_id_, a);
      out.emplace_back(id);
    }
    count(field, list ? list->size() : 0);
    return out;
  }

  static constexpr std::size_t most_upload = 10u << 20;
  world& w_;
  std::string channel_id_;
  const json::object& values_;
  std::set<std::string> used_;
};

} // namespace

void check_modal(const json::object& d, form_errors& errors) {
  checker check{errors, {}};
  check.length(d, "custom_id", "data", 1, 100);
  check.length(d, "title", "data", 1, 45);
  auto* rows = array_at(d, "components");
  if (!rows || rows->empty() || rows->size() > 5) return errors.bad_length("data.components", 1, 5);
  for (std::size_t i = 0; i < rows->size(); ++i) {
    static const json::object none;
    auto* row = (*rows)[i].if_object();
    check.row(row ? *row : none, join("data.components", i));
  }
}

filled_modal fill_modal(world& w, const std::string& channel_id, const json::object& modal,
                        const json::object& values) {
  filler f(w, channel_id, values);
  json::array rows;
  static const json::array none;
  auto* list = array_at(modal, "components");
  for (auto& v : list ? *list : none) {
    auto* row = v.if_object();
    if (!row) continue;
    json::object out{{"type", number_at(*row, "type").value_or(1)},
                     {"id", number_at(*row, "id").value_or(1)}};
    if (auto* one = object_at(*row, "component")) {
      out["component"] = f.fill(*one);
    } else if (auto* inner = array_at(*row, "components")) {
      json::array fields;
      for (auto& c : *inner)
        if (c.is_object()) fields.push_back(f.fill(c.get_object()));
      out["components"] = std::move(fields);
    } else {
      continue;
    }
    rows.push_back(std::move(out));
  }
  f.finish();
  json::object data{{"custom_id", text_at(modal, "custom_id")}, {"components", std::move(rows)}};
  if (!f.resolved.empty()) data["resolved"] = json::object{{"attachments", std::move(f.resolved)}};
  return {std::move(data), std::move(f.first_why)};
}

} // namespace flexcord::sandbox::discord
