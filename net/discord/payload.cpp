#include "net/discord/payload.hpp"

#include "net/discord/json_fields.hpp"
#include "net/discord/readable.hpp"

#include <boost/json/array.hpp>

#include <cmath>

namespace flexcord::net::discord {

namespace json = boost::json;
using fields::malformed;

namespace {

constexpr std::int64_t voice_flag = 8192;

user read_user(const json::object& o) {
  return {.id = fields::text(o, "id"),
          .username = fields::text(o, "username"),
          .global_name = fields::text(o, "global_name"),
          .bot = fields::truth(o, "bot")};
}

void each_object(const json::object& o, std::string_view key, const auto& use) {
  if (auto* list = fields::array(o, key)) {
    for (const auto& v : *list) {
      if (auto* item = v.if_object()) use(*item);
    }
  }
}

void read_attachments(const json::object& o, std::vector<attachment>& out) {
  each_object(o, "attachments", [&](const json::object& a) {
    auto size = fields::integer(a, "size").value_or(0);
    out.push_back({.id = fields::text(a, "id"),
                   .filename = fields::text(a, "filename"),
                   .url = fields::text(a, "url"),
                   .content_type = fields::text(a, "content_type"),
                   .size = size > 0 ? static_cast<std::uint64_t>(size) : 0});
  });
}

known_names read_names(const json::object& o) {
  known_names names;
  each_object(o, "mentions", [&](const json::object& u) {
    auto who = read_user(u);
    names.users[who.id] = who.display_name();
  });
  each_object(o, "mention_channels", [&](const json::object& c) {
    names.channels[fields::text(c, "id")] = fields::text(c, "name");
  });
  return names;
}

void add_line(std::string& text, const std::string& line) {
  if (line.empty()) return;
  if (!text.empty()) text += '\n';
  text += line;
}

std::string voice_words(const json::object& o) {
  std::string seconds;
  each_object(o, "attachments", [&](const json::object& a) {
    auto length = fields::number(a, "duration_secs");
    if (length && *length >= 0 && *length < 1e6)
      seconds = ", " + std::to_string(std::lround(*length)) + " s";
  });
  return "[voice message" + seconds + "]";
}

std::string poll_words(const json::object& poll) {
  std::string out = "[poll";
  if (auto* question = fields::object(poll, "question"))
    out += ": " + fields::text(*question, "text");
  std::string answers;
  each_object(poll, "answers", [&](const json::object& a) {
    auto* media = fields::object(a, "poll_media");
    auto word = media ? fields::text(*media, "text") : std::string{};
    if (!word.empty()) answers += (answers.empty() ? " - " : " / ") + word;
  });
  return out + answers + "]";
}

/// Types that are more than a text: 0 default, 19 reply, 20 command answer, 23 context menu answer
/// are just texts.
std::string kind_words(int type) {
  switch (type) {
  case 0:
  case 19:
  case 20:
  case 23:
    return {};
  case 3:
    return "[call]";
  case 6:
    return "[pinned a message]";
  default:
    return "[unsupported message]";
  }
}

/// What one message, or the copy inside a forward, says in words.
std::string body_words(const json::object& o) {
  auto text = readable_content(fields::text(o, "content"), read_names(o));
  if (fields::integer(o, "flags").value_or(0) & voice_flag) add_line(text, voice_words(o));
  each_object(o, "sticker_items", [&](const json::object& s) {
    add_line(text, "[sticker: " + fields::text(s, "name") + "]");
  });
  if (auto* poll = fields::object(o, "poll")) add_line(text, poll_words(*poll));
  return text;
}

result<message> read_message(const json::object& o) {
  message m;
  m.id = fields::text(o, "id");
  if (!fields::is_id(m.id)) return malformed("message: id");
  m.channel_id = fields::text(o, "channel_id");
  if (!fields::is_id(m.channel_id)) return malformed("message: channel_id");
  m.guild_id = fields::text(o, "guild_id");
  if (auto* author = fields::object(o, "author")) m.author = read_user(*author);
  m.content = fields::text(o, "content");
  m.timestamp = fields::text(o, "timestamp");
  m.edited_timestamp = fields::text(o, "edited_timestamp");
  m.nonce = fields::text(o, "nonce");
  m.webhook_id = fields::text(o, "webhook_id");
  auto type = fields::integer(o, "type").value_or(0);
  m.type = type >= 0 && type < 100000 ? static_cast<int>(type) : -1;
  read_attachments(o, m.attachments);
  m.text = body_words(o);
  if (auto* reference = fields::object(o, "message_reference");
      reference && fields::integer(*reference, "type").value_or(0) == 0) {
    m.reply_to = fields::text(*reference, "message_id");
  }
  each_object(o, "message_snapshots", [&](const json::object& snapshot) {
    auto* copy = fields::object(snapshot, "message");
    if (!copy) return;
    auto words = body_words(*copy);
    add_line(m.text, words.empty() ? "[forwarded message]" : "[forwarded message] " + words);
    read_attachments(*copy, m.attachments);
  });
  auto kind = kind_words(m.type);
  m.text = m.text.empty() ? kind : (kind.empty() ? m.text : kind + "\n" + m.text);
  return m;
}

void read_options(const json::object& o, interaction& i, int depth) {
  each_object(o, "options", [&](const json::object& option) {
    auto* value = option.if_contains("value");
    i.options.emplace_back(fields::text(option, "name"),
                           value ? fields::scalar_text(*value) : std::string{});
    // A sub-command holds options of its own; there are two levels at most.
    if (depth < 3) read_options(option, i, depth + 1);
  });
}

void read_field(const json::object& component, interaction& i) {
  auto id = fields::text(component, "custom_id");
  if (id.empty()) return;
  if (auto* value = component.if_contains("value"))
    i.options.emplace_back(id, fields::scalar_text(*value));
  if (auto* values = fields::array(component, "values")) {
    for (const auto& v : *values) i.options.emplace_back(id, fields::scalar_text(v));
  }
}

/// Labels (18) hold one component, action rows (1) a list.
void read_fields(const json::object& data, interaction& i) {
  each_object(data, "components", [&](const json::object& row) {
    if (auto* one = fields::object(row, "component")) read_field(*one, i);
    each_object(row, "components",
                [&](const json::object& component) { read_field(component, i); });
  });
}

} // namespace

result<message> parse_message(std::string_view text) {
  auto o = fields::parse_object(text, "message");
  if (o.has_error()) return o.error();
  return read_message(*o);
}

result<std::vector<message>> parse_messages(std::string_view text) {
  auto v = fields::parse_value(text, "messages");
  if (v.has_error()) return v.error();
  auto* list = v->if_array();
  if (!list) return malformed("messages: not an array");
  std::vector<message> out;
  for (const auto& item : *list) {
    auto* o = item.if_object();
    if (!o) return malformed("messages: not an object");
    auto m = read_message(*o);
    if (m.has_error()) return m.error();
    out.push_back(std::move(*m));
  }
  return out;
}

result<deletion> parse_deletion(std::string_view text) {
  auto o = fields::parse_object(text, "deletion");
  if (o.has_error()) return o.error();
  deletion d{.id = fields::text(*o, "id"),
             .channel_id = fields::text(*o, "channel_id"),
             .guild_id = fields::text(*o, "guild_id")};
  if (!fields::is_id(d.id)) return malformed("deletion: id");
  if (!fields::is_id(d.channel_id)) return malformed("deletion: channel_id");
  return d;
}

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
  if (auto* roles = member ? fields::array(*member, "roles") : nullptr)
    for (const auto& r : *roles) i.roles.push_back(fields::scalar_text(r));
  if (!who) who = fields::object(o, "user");
  if (who) i.invoker = read_user(*who);
  // A ping has no invoker; everything else is someone's doing.
  if (i.type != 1 && !fields::is_id(i.invoker.id)) return malformed("interaction: user");
  if (auto* m = fields::object(o, "message")) i.message_id = fields::text(*m, "id");
  if (auto* data = fields::object(o, "data")) {
    i.command = i.type == 2 || i.type == 4 ? fields::text(*data, "name") : std::string{};
    i.custom_id = fields::text(*data, "custom_id");
    read_options(*data, i, 0);
    if (i.type == 5) read_fields(*data, i);
    if (auto* values = fields::array(*data, "values")) {
      for (const auto& v : *values) i.values.push_back(fields::scalar_text(v));
    }
  }
  return i;
}

result<ready> parse_ready(std::string_view text) {
  auto parsed = fields::parse_object(text, "ready");
  if (parsed.has_error()) return parsed.error();
  const auto& o = *parsed;
  ready r;
  r.session_id = fields::text(o, "session_id");
  if (r.session_id.empty()) return malformed("ready: session_id");
  r.resume_url = fields::text(o, "resume_gateway_url");
  auto* self = fields::object(o, "user");
  if (self) r.self = read_user(*self);
  if (!fields::is_id(r.self.id)) return malformed("ready: user");
  if (auto* application = fields::object(o, "application")) {
    r.application_id = fields::text(*application, "id");
    r.application_flags = static_cast<std::uint64_t>(
        std::max<std::int64_t>(fields::integer(*application, "flags").value_or(0), 0));
  }
  return r;
}

result<user> parse_user(std::string_view text) {
  auto o = fields::parse_object(text, "user");
  if (o.has_error()) return o.error();
  auto u = read_user(*o);
  if (!fields::is_id(u.id)) return malformed("user: id");
  return u;
}

} // namespace flexcord::net::discord
