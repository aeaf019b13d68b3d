#include "actors/discord/inbound.hpp"

#include "actors/discord/comment_form.hpp"
#include "actors/trace.hpp"

#include <charconv>

namespace flexcord::actors::discord {

using namespace conversation;

namespace {

constexpr std::size_t longest_action = 100; // Discord gives no longer custom ids

person person_of(const net::discord::user& u, std::string locale = {}) {
  return {u.id, u.display_name(), std::move(locale), net::discord::snowflake_time(u.id)};
}
/// In a guild the interaction tells the member's roles.
person invoker_of(const net::discord::interaction& i) {
  auto who = person_of(i.invoker, i.locale);
  who.roles_known = i.member.has_value();
  if (i.member) who.roles = i.member->roles;
  return who;
}

bool from_person_in_dm(const net::discord::message& m) {
  // Types 0 and 19 are a person's message and reply; unknown kinds are relayed as words, system
  // notices (1 to 18) are not.
  const bool kind = m.type == 0 || m.type == 19 || m.type > 50;
  return m.guild_id.empty() && !m.author.bot && m.webhook_id.empty() && kind &&
         !m.author.id.empty() && !m.channel_id.empty();
}

std::optional<int> mark_of(std::string_view action) {
  constexpr std::string_view rate = "rate-";
  int mark = 0;
  if (!action.starts_with(rate)) return std::nullopt;
  auto digits = action.substr(rate.size());
  auto end = std::from_chars(digits.data(), digits.data() + digits.size(), mark).ptr;
  if (end != digits.data() + digits.size() || mark < 1 || mark > 5) return std::nullopt;
  return mark;
}

/// "helped-yes" and "helped-no", with the articles that they are about since they carry them.
std::optional<event> rating_of(std::string_view action) {
  for (auto [name, useful] : {std::pair{std::string_view("helped-yes"), true},
                              std::pair{std::string_view("helped-no"), false}}) {
    if (action == name) return answer_rated{useful};
    if (action.starts_with(name) && action[name.size()] == ':' && action.size() <= longest_action)
      return answer_rated{useful, std::string(action.substr(name.size() + 1))};
  }
  return std::nullopt;
}

/// What pressing our button means; custom ids are untrusted.
std::optional<event> pressed(std::string_view custom_id, const net::discord::interaction& i) {
  constexpr std::string_view version = "v1:", reply = "v1:reply:";
  if (!custom_id.starts_with(version)) return std::nullopt;
  auto who = invoker_of(i);
  if (custom_id.starts_with(reply))
    return user_wrote{i.id, std::string(custom_id.substr(reply.size())), {}, {}, who};
  auto action = custom_id.substr(version.size());
  if (action == "agent") return agent_requested{"pressed the button", who};
  if (action == "cancel") return request_cancelled{};
  if (auto rated = rating_of(action)) return rated;
  if (action == "retry") return help_requested{{}, i.application_id + '|' + i.token, who};
  if (auto mark = mark_of(action)) return survey_answered{*mark};
  return std::nullopt;
}

} // namespace

std::string channel_key(const std::string& channel_id) { return "discord:" + channel_id; }
std::string user_key(const std::string& user_id) { return "discord:user:" + user_id; }

std::optional<envelope> from_message(const net::discord::message& m) {
  if (!from_person_in_dm(m)) return std::nullopt;
  user_wrote w;
  w.message = m.id;
  w.text = m.text;
  w.reply_to = m.reply_to;
  w.from = person_of(m.author);
  for (auto& a : m.attachments) w.files.push_back({a.url, a.filename, a.content_type, a.size});
  return envelope{channel_key(m.channel_id),
                  "discord:msg:" + m.id,
                  net::discord::snowflake_time(m.id),
                  0,
                  {},
                  user_trace(m.id),
                  std::move(w),
                  m.id};
}

std::optional<envelope> from_update(const net::discord::message& m) {
  if (m.edited_timestamp.empty() || !from_person_in_dm(m)) return std::nullopt;
  return envelope{channel_key(m.channel_id),
                  "discord:edit:" + m.id + ':' + m.edited_timestamp,
                  net::discord::snowflake_time(m.id),
                  0,
                  {},
                  user_trace(m.id),
                  user_edited{m.id, m.text}};
}

std::optional<envelope> from_deletion(const net::discord::deletion& d, millis now) {
  if (!d.guild_id.empty() || d.channel_id.empty()) return std::nullopt;
  return envelope{channel_key(d.channel_id), "discord:delete:" + d.id, now, 0, {},
                  user_trace(d.id),          user_deleted{d.id}};
}

std::string trace_of(const net::discord::interaction& i) { return user_trace(i.id); }

std::optional<wish> from_interaction(const net::discord::interaction& i) {
  using kind = net::discord::interaction_reply::kind;
  wish w;
  w.needs_dm =
      !i.guild_id.empty() || i.channel_id.empty() || (i.channel_type != -1 && i.channel_type != 1);
  w.what.id = "discord:interaction:" + i.id;
  w.what.at = net::discord::snowflake_time(i.id);
  w.what.trace = trace_of(i);
  if (!w.needs_dm) w.what.conversation = channel_key(i.channel_id);
  if (i.invoker.id.empty() || i.invoker.bot) return std::nullopt;
  if (i.type == 2 && i.command == "helpme") {
    help_requested h{{}, i.application_id + '|' + i.token, invoker_of(i)};
    for (auto& [name, value] : i.options)
      if (name == "topic") h.topic = value;
    w.first_answer.type = kind::deferred;
    w.first_answer.ephemeral = true;
    w.what.what = std::move(h);
    return w;
  }
  if (i.type == 5 && i.custom_id == comment_id) {
    auto* words = i.answer(comment_question);
    if (!words || words->text.empty()) return std::nullopt;
    w.first_answer.type = kind::deferred_update;
    w.what.what = survey_commented{words->text};
    return w;
  }
  if (i.type != 3) return std::nullopt;
  auto meaning = pressed(i.custom_id, i);
  if (!meaning) return std::nullopt;
  w.first_answer.type = kind::deferred_update;
  w.what.what = std::move(*meaning);
  return w;
}

} // namespace flexcord::actors::discord
