#include "net/discord/commands.hpp"

#include "net/discord/json_fields.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace flexcord::net::discord {
namespace {

namespace json = boost::json;

json::array list_of(std::string_view text) {
  auto v = fields::parse_value(text, "commands");
  return v.has_value() && v->is_array() ? v->get_array() : json::array{};
}

/// What Discord leaves out of its answers.
bool says_nothing(const json::value& v) {
  if (v.is_null()) return true;
  if (auto* b = v.if_bool()) return !*b;
  if (auto* list = v.if_array()) return list->empty();
  if (auto* o = v.if_object()) return o->empty();
  return false;
}

/// True when everything that is wanted is there; what is there besides does not matter.
bool covers(const json::value& there, const json::value& wanted) {
  if (auto* w = wanted.if_object()) {
    auto* t = there.if_object();
    return t && std::ranges::all_of(*w, [&](const auto& member) {
             auto* value = t->if_contains(member.key());
             return value ? covers(*value, member.value()) ||
                                (says_nothing(*value) && says_nothing(member.value()))
                          : says_nothing(member.value());
           });
  }
  if (auto* w = wanted.if_array()) {
    auto* t = there.if_array();
    if (!t || t->size() != w->size()) return false;
    for (std::size_t i = 0; i < w->size(); ++i)
      if (!covers((*t)[i], (*w)[i])) return false;
    return true;
  }
  if (wanted.is_number() && there.is_string()) // Discord lists permissions as text
    return there.get_string() == json::serialize(wanted);
  return there == wanted;
}

bool same_command(const json::object& a, const json::object& b) {
  auto type = [](const json::object& o) { return fields::integer(o, "type").value_or(1); };
  return fields::text(a, "name") == fields::text(b, "name") && type(a) == type(b);
}

const json::object* find(const json::array& list, const json::object& like) {
  for (const auto& v : list)
    if (auto* o = v.if_object(); o && same_command(*o, like)) return o;
  return nullptr;
}

} // namespace

command_difference compare_commands(std::string_view registered, std::string_view wanted,
                                    bool in_guild) {
  const auto there = list_of(registered);
  const auto ours = list_of(wanted);
  command_difference d;
  for (const auto& v : ours) {
    auto* o = v.if_object();
    if (!o) continue;
    auto plain = *o;
    if (in_guild) {
      plain.erase("contexts");
      plain.erase("integration_types");
    }
    auto* same = find(there, plain);
    if (!same)
      d.missing.push_back(fields::text(plain, "name"));
    else if (!covers(*same, plain))
      d.changed.push_back(fields::text(plain, "name"));
  }
  for (const auto& v : there)
    if (auto* o = v.if_object(); o && !find(ours, *o))
      d.foreign.push_back(fields::text(*o, "name"));
  return d;
}

} // namespace flexcord::net::discord
