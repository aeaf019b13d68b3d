#include "actors/discord/comment_form.hpp"

#include "actors/conversation/texts.hpp"

namespace flexcord::actors::discord {

using conversation::phrase;

net::discord::form comment_form(const std::string& locale, const std::string& fallback) {
  using question = net::discord::form_question;
  net::discord::form f;
  f.id = comment_id;
  f.title = conversation::text(phrase::survey_comment, locale, fallback);
  question q;
  q.what = question::kind::long_text;
  q.id = comment_question;
  q.label = conversation::text(phrase::comment_hint, locale, fallback);
  q.most = 1000;
  f.questions.push_back(std::move(q));
  return f;
}

guild_taker comment_desk(std::string fallback) {
  return
      [fallback = std::move(fallback)](const net::discord::interaction& i, const guild_turn& turn) {
        if (i.type != 3 || i.custom_id != comment_id) return false;
        net::discord::interaction_reply r;
        r.type = net::discord::interaction_reply::kind::modal;
        r.modal = comment_form(i.locale, fallback);
        turn.answer(std::move(r), {});
        turn.taken();
        return true;
      };
}

} // namespace flexcord::actors::discord
