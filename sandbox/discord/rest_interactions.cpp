#include "sandbox/core/json.hpp"
#include "sandbox/discord/modal.hpp"
#include "sandbox/discord/objects.hpp"
#include "sandbox/discord/rest.hpp"

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

constexpr std::uint64_t answer_flags =
    suppress_embeds | ephemeral | suppress_notifications | components_v2;

message blank(const interaction& i, bool only_for_invoker) {
  message m;
  m.channel_id = i.channel_id;
  m.author_id = bot_id;
  m.interaction_id = i.id;
  if (only_for_invoker) {
    m.flags |= ephemeral;
    m.ephemeral_to = i.user_id;
  }
  if (i.type == 2) m.type = 20;
  return m;
}

/// Types 4 and 7 carry a message.
std::optional<reply> say(platform& p, const call& c, const json::object& data, interaction& i,
                         bool update) {
  form_errors errors;
  const auto d = read_draft(data, errors);
  if (!errors.empty()) {
    return reply{400, json::object{{"message", "Invalid Form Body"},
                                   {"code", 50035},
                                   {"errors", json::object{{"data", errors.tree()}}}}};
  }
  if (update) {
    auto* m = p.w.find_message(p.w.channels.at(i.channel_id), std::to_string(i.source));
    if (!m) return unknown_message();
    auto changed = *m;
    if (auto no = fill(p, c, d, changed, suppress_embeds)) return no;
    *m = std::move(changed);
    i.original = m->id;
    p.announce_edit(*m);
    return std::nullopt;
  }
  i.ephemeral = d.flags && (*d.flags & ephemeral) != 0;
  auto m = blank(i, i.ephemeral);
  if (auto no = fill(p, c, d, m, answer_flags)) return no;
  i.original = p.publish(std::move(m)).id;
  return std::nullopt;
}

std::optional<reply> act(platform& p, const call& c, int type, const json::object& data,
                         interaction& i) {
  switch (type) {
  case 4:
    return say(p, c, data, i, false);
  case 5: {
    i.ephemeral = (number_at(data, "flags").value_or(0) & std::int64_t{ephemeral}) != 0;
    auto m = blank(i, i.ephemeral);
    m.flags |= loading;
    i.original = p.publish(std::move(m)).id;
    return std::nullopt;
  }
  case 6:
    i.original = i.source;
    return std::nullopt;
  case 7:
    return say(p, c, data, i, true);
  default: {
    form_errors errors;
    check_modal(data, errors);
    if (!errors.empty()) return refuse(errors);
    i.modal = data;
    return std::nullopt;
  }
  }
}

bool allowed(int type, const interaction& i) {
  switch (type) {
  case 4:
  case 5:
    return true;
  case 6:
  case 7:
    return i.source != 0;
  case 9:
    return i.type != 5;
  default:
    return false;
  }
}

json::object callback_response(platform& p, const interaction& i) {
  json::object about{{"id", i.id}, {"type", i.type}};
  json::object out;
  if (auto* m = p.original_of(i)) {
    about["response_message_id"] = std::to_string(m->id);
    about["response_message_loading"] = (m->flags & loading) != 0;
    about["response_message_ephemeral"] = i.ephemeral;
    about["channel_id"] = i.channel_id;
    if (i.in_guild) about["guild_id"] = guild_id;
    out["resource"] = json::object{{"type", i.callback}, {"message", message_json(p.w, *m)}};
  }
  out["interaction"] = std::move(about);
  return out;
}

reply answer(platform& p, const call& c) {
  auto* i = p.interactions.by_id(c.in.capture("i"));
  if (!i || i->token != c.in.capture("token")) return unknown_interaction();
  if (auto no = take_callback(p, c, *i)) return *no;
  const auto wish = c.in.query_value("with_response");
  if (wish == "true" || wish == "1") return ok(callback_response(p, *i));
  return no_content();
}

} // namespace

std::optional<reply> take_callback(platform& p, const call& c, interaction& i) {
  if (i.answered_ms >= 0) return refuse(400, 40060, "Interaction has already been acknowledged.");
  if (p.host.now_ms() - i.made_ms > answer_within_ms) return unknown_interaction();
  const auto type = static_cast<int>(number_at(c.object(), "type").value_or(0));
  if (!allowed(type, i)) {
    form_errors e;
    e.add("type", "INTERACTION_RESPONSE_TYPE_INVALID",
          "This response type does not answer this interaction.");
    return refuse(e);
  }
  static const json::object nothing;
  auto* data = object_at(c.object(), "data");
  // The type goes first: the answer's own message is told about while it is made.
  i.callback = type;
  if (auto no = act(p, c, type, data ? *data : nothing, i)) return no;
  i.answered_ms = p.host.now_ms();
  p.interaction_changed(i);
  return std::nullopt;
}

void add_interaction_routes(rest_table& t) {
  t.on("POST", "/interactions/{i}/{token}/callback", {bucket::none, nullptr, true}, answer);
}

} // namespace flexcord::sandbox::discord
