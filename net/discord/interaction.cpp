#include "net/discord/payload.hpp"
#include "net/discord/read_parts.hpp"
#include "net/discord/text.hpp"

// Interactions: commands, buttons, forms. A signature says that they come from Discord, not that a
// member's client made them well, so everything is counted and measured.
namespace flexcord::net::discord {

namespace json = boost::json;
using fields::malformed;

namespace {

constexpr std::size_t most_options = 50, most_values = 25, most_answers = 10, most_files = 10,
                      most_roles = 500, most_text = 6000, most_name = 260, most_url = 2048;

/// An id of ours is never longer; a longer one is none of ours.
std::string custom_id_of(const json::object& o) {
  auto id = fields::text(o, "custom_id");
  return length(id) <= form_limits::id ? id : std::string{};
}

std::string text_of(const json::value& v) { return cut(fields::scalar_text(v), most_text); }

void read_values(const json::object& o, std::vector<std::string>& into) {
  auto* values = fields::array(o, "values");
  if (!values) return;
  for (const auto& v : *values)
    if (into.size() < most_values) into.push_back(text_of(v));
}

void read_options(const json::object& o, interaction& i, int depth) {
  parts::each_object(o, "options", [&](const json::object& option) {
    if (i.options.size() == most_options) return;
    auto* value = option.if_contains("value");
    i.options.emplace_back(cut(fields::text(option, "name"), form_limits::id),
                           value ? text_of(*value) : std::string{});
    // A sub-command holds options of its own; there are two levels at most.
    if (depth < 3) read_options(option, i, depth + 1);
  });
}

/// The files that the answer's values name, as far as Discord sent them along.
void read_files(const json::object* resolved, form_answer& a) {
  auto* files = resolved ? fields::object(*resolved, "attachments") : nullptr;
  if (!files) return;
  for (const auto& id : a.values) {
    auto* o = fields::is_id(id) ? fields::object(*files, id) : nullptr;
    if (!o || a.files.size() == most_files) continue;
    auto file = parts::read_attachment(*o);
    file.id = id;
    file.filename = cut(file.filename, most_name);
    file.content_type = cut(file.content_type, most_name);
    if (file.url.size() <= most_url) a.files.push_back(std::move(file));
  }
}

void read_answer(const json::object& component, const json::object* resolved, interaction& i) {
  constexpr int file_upload = 19;
  form_answer a;
  a.id = custom_id_of(component);
  if (a.id.empty() || i.answers.size() == most_answers) return;
  if (auto* value = component.if_contains("value")) {
    a.text = text_of(*value);
    i.options.emplace_back(a.id, a.text);
  }
  read_values(component, a.values);
  for (const auto& v : a.values) i.options.emplace_back(a.id, v);
  if (fields::integer(component, "type").value_or(0) == file_upload) read_files(resolved, a);
  i.answers.push_back(std::move(a));
}

/// Labels (18) hold one component, action rows (1) a list.
void read_answers(const json::object& data, interaction& i) {
  auto* resolved = fields::object(data, "resolved");
  parts::each_object(
      data, "components",
      [&](const json::object& row) {
        if (auto* one = fields::object(row, "component")) read_answer(*one, resolved, i);
        parts::each_object(
            row, "components",
            [&](const json::object& component) { read_answer(component, resolved, i); },
            most_answers);
      },
      most_answers);
}

membership read_membership(const json::object& o) {
  membership m;
  m.nick = cut(fields::text(o, "nick"), form_limits::id);
  m.joined_at = cut(fields::text(o, "joined_at"), form_limits::id);
  m.permissions = fields::bits(o, "permissions");
  if (auto* roles = fields::array(o, "roles"))
    for (const auto& r : *roles) {
      auto id = fields::scalar_text(r);
      if (fields::is_id(id) && m.roles.size() < most_roles) m.roles.push_back(std::move(id));
    }
  return m;
}

void read_data(const json::object& data, interaction& i) {
  i.command = i.type == 2 || i.type == 4 ? fields::text(data, "name") : std::string{};
  i.custom_id = custom_id_of(data);
  read_options(data, i, 0);
  if (i.type == 5) read_answers(data, i);
  read_values(data, i.values);
}

} // namespace

result<interaction> parse_interaction(std::string_view text) {
  auto parsed = fields::parse_object(text, "interaction");
  if (parsed.has_error()) return parsed.error();
  const auto& o = *parsed;
  interaction i;
  i.id = fields::text(o, "id");
  i.application_id = fields::text(o, "application_id");
  i.token = fields::text(o, "token");
  i.channel_id = fields::text(o, "channel_id");
  i.guild_id = fields::text(o, "guild_id");
  i.locale = fields::text(o, "locale");
  if (!fields::is_id(i.id)) return malformed("interaction: id");
  auto type = fields::integer(o, "type");
  if (!type || *type < 1 || *type > 1000) return malformed("interaction: type");
  i.type = static_cast<int>(*type);
  if (i.token.empty()) return malformed("interaction: token");
  if (auto* channel = fields::object(o, "channel")) {
    i.channel_type = static_cast<int>(fields::integer(*channel, "type").value_or(-1));
    if (i.channel_id.empty()) i.channel_id = fields::text(*channel, "id");
  }
  auto* member = fields::object(o, "member");
  auto* who = member ? fields::object(*member, "user") : nullptr;
  if (!who) who = fields::object(o, "user");
  if (who) i.invoker = parts::read_user(*who);
  // A ping has no invoker; everything else is someone's doing.
  if (i.type != 1 && !fields::is_id(i.invoker.id)) return malformed("interaction: user");
  if (member && !i.guild_id.empty()) i.member = read_membership(*member);
  i.app_permissions = fields::bits(o, "app_permissions");
  const auto most = fields::integer(o, "attachment_size_limit").value_or(0);
  i.attachment_size_limit = most > 0 ? static_cast<std::uint64_t>(most) : 0;
  if (auto* m = fields::object(o, "message")) i.message_id = fields::text(*m, "id");
  if (auto* data = fields::object(o, "data")) read_data(*data, i);
  return i;
}

} // namespace flexcord::net::discord
