#include "net/discord/payload.hpp"

#include "net/discord/read_parts.hpp"
#include "net/discord/readable.hpp"
#include "net/discord/text.hpp"

#include <cmath>

namespace flexcord::net::discord {

namespace json = boost::json;
using fields::malformed;

namespace {

constexpr std::int64_t voice_flag = 8192;

using parts::each_object;
using parts::read_user;

void read_attachments(const json::object& o, std::vector<attachment>& out) {
  each_object(o, "attachments",
              [&](const json::object& a) { out.push_back(parts::read_attachment(a)); });
}

void read_custom_ids(const json::object& o, std::vector<std::string>& out) {
  constexpr std::size_t most_rows = 5, most_in_row = 5;
  each_object(
      o, "components",
      [&](const json::object& row) {
        each_object(
            row, "components",
            [&](const json::object& one) {
              auto id = fields::text(one, "custom_id");
              if (!id.empty() && length(id) <= form_limits::id) out.push_back(std::move(id));
            },
            most_in_row);
      },
      most_rows);
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
  read_custom_ids(o, m.custom_ids);
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
