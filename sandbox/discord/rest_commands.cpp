#include "sandbox/core/json.hpp"
#include "sandbox/discord/commands.hpp"
#include "sandbox/discord/rest.hpp"

#include <algorithm>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

constexpr std::size_t most_commands = 130;

/// "" or the guild's id; nothing when the path names another application or guild.
std::optional<std::string> scope_of(const call& c) {
  if (c.in.capture("a") != bot_id) return std::nullopt;
  const auto guild = c.in.capture("g");
  if (!guild.empty() && guild != guild_id) return std::nullopt;
  return std::string(guild);
}

reply unknown_application() { return refuse(404, 10002, "Unknown Application"); }

std::int64_t type_of(const json::object& o) { return number_at(o, "type").value_or(1); }

/// The command of that name and type in a list, or null.
json::object* find(json::array& list, const json::object& like) {
  for (auto& v : list) {
    auto& o = v.get_object();
    if (text_at(o, "name") == text_at(like, "name") && type_of(o) == type_of(like)) return &o;
  }
  return nullptr;
}

/// The stored form: what was given, the defaults, an id that stays for a name that stays.
json::object complete(platform& p, const json::object& given, const std::string& scope,
                      json::array& before) {
  json::object o{{"id", p.w.next_id()},
                 {"application_id", bot_id},
                 {"version", p.w.next_id()},
                 {"type", 1},
                 {"description", ""},
                 {"name_localizations", nullptr},
                 {"description_localizations", nullptr},
                 {"default_member_permissions", nullptr},
                 {"nsfw", false}};
  if (scope.empty()) {
    o["contexts"] = nullptr;
    o["integration_types"] = json::array{0};
    o["dm_permission"] = true;
  } else {
    o["guild_id"] = scope;
  }
  for (auto& [key, value] : given)
    if (key != "id" && key != "application_id" && key != "version") o[key] = value;
  // Permissions may be given as a number; they are listed as text.
  auto& permissions = o["default_member_permissions"];
  if (permissions.is_number()) permissions = json::serialize(permissions);
  if (auto* same = find(before, o)) o["id"] = same->at("id");
  return o;
}

reply overwrite(platform& p, const call& c) {
  const auto scope = scope_of(c);
  if (!scope) return unknown_application();
  form_errors errors;
  auto* list = c.body.if_array();
  if (!list) {
    errors.add("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
    return refuse(errors);
  }
  if (list->size() > most_commands)
    return refuse(400, 30032, "Maximum number of application commands reached (100)");
  json::array made;
  for (std::size_t i = 0; i < list->size(); ++i) {
    auto* o = (*list)[i].if_object();
    const auto path = join("", i);
    if (!o) {
      errors.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
      continue;
    }
    check_command(*o, path, errors);
    if (find(made, *o))
      errors.add("", "APPLICATION_COMMANDS_DUPLICATE_NAME",
                 "Application command names must be unique");
    made.push_back(complete(p, *o, *scope, p.w.commands[*scope]));
  }
  if (!errors.empty()) return refuse(errors);
  p.w.commands[*scope] = made;
  return ok(std::move(made));
}

reply create(platform& p, const call& c) {
  const auto scope = scope_of(c);
  if (!scope) return unknown_application();
  form_errors errors;
  check_command(c.object(), "", errors);
  if (!errors.empty()) return refuse(errors);
  auto& list = p.w.commands[*scope];
  auto made = complete(p, c.object(), *scope, list);
  auto* same = find(list, made);
  if (same)
    *same = made;
  else if (list.size() >= most_commands)
    return refuse(400, 30032, "Maximum number of application commands reached (100)");
  else
    list.push_back(made);
  return {same ? 200 : 201, std::move(made)};
}

reply list(platform& p, const call& c) {
  const auto scope = scope_of(c);
  return scope ? ok(p.w.commands[*scope]) : unknown_application();
}

reply remove(platform& p, const call& c) {
  const auto scope = scope_of(c);
  if (!scope) return unknown_application();
  auto& list = p.w.commands[*scope];
  const auto at = std::find_if(list.begin(), list.end(), [&](auto& v) {
    return text_at(v.get_object(), "id") == c.in.capture("command");
  });
  if (at == list.end()) return refuse(404, 10063, "Unknown application command");
  list.erase(at);
  return no_content();
}

} // namespace

void add_command_routes(rest_table& t) {
  for (const std::string base : {"/applications/{a}", "/applications/{a}/guilds/{g}"}) {
    t.on("PUT", base + "/commands", {bucket::other, "a"}, overwrite);
    t.on("GET", base + "/commands", {bucket::other, "a"}, list);
    t.on("POST", base + "/commands", {bucket::other, "a"}, create);
    t.on("DELETE", base + "/commands/{command}", {bucket::other, "a"}, remove);
  }
}

} // namespace flexcord::sandbox::discord
