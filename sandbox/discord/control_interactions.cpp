#include "net/discord/permissions.hpp"
#include "sandbox/core/json.hpp"
#include "sandbox/discord/commands.hpp"
#include "sandbox/discord/control.hpp"
#include "sandbox/discord/modal.hpp"
#include "sandbox/discord/standing.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

/// The component with this custom id in a message's components, at any depth; null when there is
/// none.
const json::object* component(const json::array& list, const std::string& custom_id) {
  for (auto& v : list) {
    auto* o = v.if_object();
    if (!o) continue;
    if (text_at(*o, "custom_id") == custom_id) return o;
    if (auto* inner = array_at(*o, "components"))
      if (auto* found = component(*inner, custom_id)) return found;
    if (auto* one = object_at(*o, "component"))
      if (text_at(*one, "custom_id") == custom_id) return one;
  }
  return nullptr;
}

bool sees(const world& w, const user& u, const channel& c) {
  return !u.left_guild && (may_in(w, u, c) & net::discord::permission::view_channel) != 0;
}

/// A command that asks for permissions is shown to nobody else; "0" means administrators.
bool may_use(const world& w, const user& u, const channel& c, const json::object& command) {
  if (!sees(w, u, c)) return false;
  auto* needed = command.if_contains("default_member_permissions");
  if (!needed || !needed->is_string()) return true;
  const auto bits = bits_of(std::string_view(needed->get_string()));
  const auto may = may_in(w, u, c);
  return bits == 0 ? may == net::discord::permission::all : (may & bits) == bits;
}

message* visible_message(platform& p, const user& u, const std::string& id, channel*& where) {
  for (auto& [channel_id, c] : p.w.channels) {
    if (c.is_dm() ? c.user_id != u.id : !sees(p.w, u, c)) continue;
    auto* m = p.w.find_message(c, id);
    if (!m || (!m->ephemeral_to.empty() && m->ephemeral_to != u.id)) continue;
    where = &c;
    return m;
  }
  return nullptr;
}

result click(platform& p, user& u, const order& o) {
  const auto custom_id = text_at(o.body, "custom_id");
  channel* c = nullptr;
  auto* m = visible_message(p, u, id_at(o.body, "message_id"), c);
  if (!m) return failed(404, "the user sees no such message");
  auto* part = custom_id.empty() ? nullptr : component(m->components, custom_id);
  if (!part) return failed(404, "the message has no such component");
  if (bool_at(*part, "disabled").value_or(false)) return failed(409, "the component is disabled");
  json::object data{{"component_type", number_at(*part, "type").value_or(2)},
                    {"custom_id", custom_id},
                    {"id", number_at(*part, "id").value_or(0)}};
  if (auto* values = array_at(o.body, "values")) data["values"] = *values;
  const auto source = *m;
  const auto& i = p.interact(3, u, *c, custom_id, std::move(data), &source);
  return done({{"interaction_id", i.id}});
}

bool has_context(const json::object& command, std::int64_t context) {
  auto* list = array_at(command, "contexts");
  return !list || std::any_of(list->begin(), list->end(),
                              [&](auto& v) { return v.is_int64() && v.get_int64() == context; });
}

/// The slash command as it is registered for that place; null when there is none.
const json::object* registered(platform& p, const std::string& name, bool in_guild) {
  auto search = [&](const std::string& scope, bool by_context) -> const json::object* {
    for (auto& v : p.w.commands[scope]) {
      auto& c = v.get_object();
      if (text_at(c, "name") == name && number_at(c, "type").value_or(1) == 1 &&
          (!by_context || has_context(c, in_guild ? 0 : 1)))
        return &c;
    }
    return nullptr;
  };
  if (in_guild)
    if (auto* c = search(std::string(guild_id), false)) return c;
  return search("", true);
}

result command(platform& p, user& u, const order& o) {
  const auto where = text_at(o.body, "where", "guild");
  if (where != "guild" && where != "dm") return failed(400, "where is guild or dm");
  const bool in_guild = where == "guild";
  if (in_guild && u.left_guild) return failed(409, "the user left the guild");
  auto* found = registered(p, text_at(o.body, "name"), in_guild);
  if (!found) return failed(404, "no such command is registered there");
  static const json::object none;
  auto* given = object_at(o.body, "options");
  std::string why;
  auto options = invoke_options(*found, given ? *given : none, why);
  if (!why.empty()) return failed(400, why);
  json::object data{{"id", text_at(*found, "id")}, {"name", text_at(*found, "name")}, {"type", 1}};
  if (!options.empty()) data["options"] = std::move(options);
  if (auto guild = text_at(*found, "guild_id"); !guild.empty()) data["guild_id"] = guild;
  const auto place =
      in_guild ? text_at(o.body, "channel_id", std::string(help_channel_id)) : u.dm_channel;
  auto* c = p.w.find_channel(place);
  if (!c || c->is_dm() == in_guild) return failed(404, "there is no such channel");
  if (in_guild && !may_use(p.w, u, *c, *found))
    return failed(409, "the user may not use that command there");
  const auto& i = p.interact(2, u, *c, text_at(*found, "name"), std::move(data), nullptr);
  return done({{"interaction_id", i.id}});
}

result submit(platform& p, user& u, const order& o) {
  auto* i = p.interactions.by_id(text_at(o.body, "interaction_id"));
  if (!i || i->user_id != u.id || i->modal.empty())
    return failed(404, "the user sees no such modal");
  static const json::object none;
  auto* given = object_at(o.body, "values");
  auto filled = fill_modal(p.w, i->channel_id, i->modal, given ? *given : none);
  if (!filled.why.empty()) return failed(400, filled.why);
  auto* c = p.w.find_channel(i->channel_id);
  auto* m = i->source != 0 ? p.w.find_message(*c, std::to_string(i->source)) : nullptr;
  const auto source = m ? *m : message();
  const auto name = text_at(i->modal, "custom_id");
  const auto& made = p.interact(5, u, *c, name, std::move(filled.data), m ? &source : nullptr);
  return done({{"interaction_id", made.id}});
}

result show(platform& p, const order& o) {
  auto* i = p.interactions.by_id(o.in.capture("i"));
  return i ? done(p.shown(*i)) : failed(404, "there is no such interaction");
}

} // namespace

void add_interaction_control(control_table& t) {
  t.on_user("POST", "/clicks", click);
  t.on_user("POST", "/commands", command);
  t.on_user("POST", "/modals", submit);
  t.on("GET", "/interactions/{i}", show);
}

} // namespace flexcord::sandbox::discord
