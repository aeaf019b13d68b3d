#include "actors/announcements/announce_taker.hpp"

#include "actors/announcements/channel_operation.hpp"
#include "actors/announcements/member_texts.hpp"
#include "actors/discord/inbound.hpp"
#include "net/discord/custom_id.hpp"
#include "net/discord/text.hpp"
#include "net/feed/link.hpp"
#include "net/feed/message.hpp"
#include "net/feed/plain.hpp"

#include <optional>

namespace flexcord::actors {
namespace {

using namespace net::discord;
using announcements::announce_asked;
using announcements::phrase;
using kind = interaction_reply::kind;

constexpr std::string_view action = "announce", filled = "form", yes = "confirm", no = "cancel";
constexpr std::string_view q_title = "title", q_text = "text", q_link = "link";
constexpr int longest_title = 200, longest_text = 1900, longest_link = 600;
constexpr int command = 2, component = 3, submitted = 5;

bool is_manager(const interaction& i) {
  return i.member &&
         (i.member->permissions & (permission::manage_guild | permission::administrator)) != 0;
}
std::vector<std::string> roles_of(const interaction& i) {
  return i.member ? i.member->roles : std::vector<std::string>{};
}

/// How the member of an interaction is spoken to.
struct voice {
  std::string locale, fallback, channel;
  std::string operator()(phrase p) const {
    return announcements::say(p, locale, fallback, channel);
  }
};
voice voice_for(const announce_taker_tools& t, const interaction& i) {
  return {i.locale, t.how.language, t.channel};
}

interaction_reply line(std::string text, kind as = kind::message) {
  interaction_reply r;
  r.type = as;
  r.ephemeral = true;
  r.content = std::move(text);
  return r;
}

std::string filled_in(const interaction& i, std::string_view question) {
  auto* a = i.answer(std::string{question});
  return a ? sanitize(a->text) : std::string{};
}

/// Makes of a form what can be announced; why it cannot, else.
std::optional<phrase> read(const interaction& i, announcements::content& to) {
  to.title = net::feed::one_line(filled_in(i, q_title));
  if (auto text = filled_in(i, q_text); !net::feed::one_line(text).empty())
    to.text = net::feed::without_mentions(text);
  if (auto link = net::feed::one_line(filled_in(i, q_link)); !link.empty()) {
    to.link = net::feed::web_link({}, link);
    if (to.link.empty()) return phrase::bad_link;
  }
  if (length(to.title) > longest_title || length(to.text) > net::feed::text_room(to.title, to.link))
    return phrase::too_long;
  return std::nullopt;
}

/// A form cannot be opened again from its answer, so what was written is given back to be copied.
interaction_reply refused_form(phrase why, const interaction& i, const voice& say) {
  auto r = line(say(why));
  embed written;
  for (auto q : {q_title, q_text, q_link})
    if (auto part = filled_in(i, q); !part.empty())
      written.description += (written.description.empty() ? "" : "\n\n") + escape_markdown(part);
  r.embeds = {std::move(written)};
  return r;
}

interaction_reply preview(const announcements::answer& a, const voice& say) {
  auto r = line(message_of(a.what));
  embed question;
  question.description = say(phrase::shown_so);
  r.embeds = {std::move(question)};
  auto press = [&](phrase label, std::string_view wish, button::style look) {
    return button{look, say(label), make_custom_id(action, {wish, a.draft}), {}, false};
  };
  r.rows = {{press(phrase::post_it, yes, button::style::success),
             press(phrase::leave_it, no, button::style::secondary)}};
  return r;
}

phrase phrase_of(announcements::answer::reply how) {
  using reply = announcements::answer::reply;
  switch (how) {
  case reply::announced:
    return phrase::announced;
  case reply::already:
    return phrase::already;
  case reply::cancelled:
    return phrase::cancelled;
  case reply::expired:
    return phrase::expired;
  case reply::not_allowed:
    return phrase::not_allowed;
  case reply::empty:
    return phrase::empty;
  case reply::busy:
    return phrase::busy;
  default:
    return phrase::failed;
  }
}

/// What is asked of the machine, and how its answer is given.
void ask(const announce_taker_tools& t, const interaction& i, announce_asked what,
         const guild_turn& turn) {
  what.ticket = "discord:interaction:" + i.id;
  what.by = i.invoker.id;
  what.roles = roles_of(i);
  what.manager = is_manager(i);
  const bool pressed = i.type == component;
  auto told = [say = voice_for(t, i), turn,
               pressed](const std::optional<announcements::answer>& a) {
    using reply = announcements::answer::reply;
    if (a && a->how == reply::preview)
      turn.answer(preview(*a, say), {});
    else // a button's answer takes the preview's place, unless it may be pressed again
      turn.answer(line(say(a ? phrase_of(a->how) : phrase::failed),
                       pressed && a && a->how != reply::busy ? kind::update : kind::message),
                  {});
    turn.taken();
  };
  t.in_announcements([what = std::move(what), trace = discord::trace_of(i),
                      told = std::move(told)](announcements_state& s) mutable {
    s.ask(std::move(what), trace, std::move(told));
  });
}

void at_once(const guild_turn& turn, interaction_reply r) {
  turn.answer(std::move(r), {});
  turn.taken();
}

void open_form(const announce_taker_tools& t, const interaction& i, const guild_turn& turn) {
  const auto say = voice_for(t, i);
  if (!t.in_announcements) return at_once(turn, line(say(phrase::off)));
  if (!announcements::may_announce(t.how, roles_of(i), is_manager(i)))
    return at_once(turn, line(say(phrase::not_allowed)));
  interaction_reply r;
  r.type = kind::modal;
  r.modal = announce_form(i.locale, t.how.language);
  at_once(turn, std::move(r));
}

void take_form(const announce_taker_tools& t, const interaction& i, const guild_turn& turn) {
  announce_asked what;
  if (const auto why = read(i, what.what))
    return at_once(turn, refused_form(*why, i, voice_for(t, i)));
  ask(t, i, std::move(what), turn);
}

} // namespace

form announce_form(std::string_view locale, std::string_view fallback) {
  using question = form_question::kind;
  auto say = [&](phrase p) { return announcements::say(p, locale, fallback); };
  form f;
  f.id = make_custom_id(action, {filled});
  f.title = say(phrase::form);
  form_question title, text, link;
  title.what = question::short_text;
  title.id = q_title;
  title.label = say(phrase::title);
  title.least = 1;
  title.most = longest_title;
  text.what = question::long_text;
  text.id = q_text;
  text.label = say(phrase::text);
  text.hint = say(phrase::text_hint);
  text.least = 1;
  text.most = longest_text;
  link.what = question::short_text;
  link.id = q_link;
  link.label = say(phrase::link);
  link.hint = say(phrase::link_hint);
  link.required = false;
  link.most = longest_link;
  f.questions = {std::move(title), std::move(text), std::move(link)};
  return f;
}

guild_taker make_announce_taker(announce_taker_tools tools) {
  return [t = std::move(tools)](const interaction& i, const guild_turn& turn) {
    if (i.type == command && i.command == action) return open_form(t, i, turn), true;
    if (i.type != component && i.type != submitted) return false;
    const auto id = read_custom_id(i.custom_id);
    if (!id || id->action != action || id->arguments.empty()) return false;
    const auto& wish = id->arguments.front();
    if (i.type == submitted && (wish != filled || id->arguments.size() != 1)) return false;
    if (i.type == component && ((wish != yes && wish != no) || id->arguments.size() != 2))
      return false;
    if (!t.in_announcements) return at_once(turn, line(voice_for(t, i)(phrase::off))), true;
    if (i.type == submitted) return take_form(t, i, turn), true;
    announce_asked what;
    what.what_for = wish == yes ? announce_asked::wish::confirm : announce_asked::wish::cancel;
    what.draft = id->arguments[1];
    return ask(t, i, std::move(what), turn), true;
  };
}

} // namespace flexcord::actors
