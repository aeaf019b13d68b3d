#include "actors/reports/show.hpp"

#include "actors/reports/presses.hpp"
#include "net/discord/plain.hpp"
#include "net/discord/text.hpp"

#include <algorithm>

namespace flexcord::reports {
namespace {

using net::discord::button;
using net::discord::embed;
using net::discord::outgoing;
using net::discord::plain;
using net::discord::plain_line;
using limits = net::discord::embed_limits;

constexpr std::size_t most_suggestions = 4, longest_news_title = 200, longest_name = 100;

bool is_id(const std::string& s) {
  return !s.empty() && s.size() <= 20 &&
         std::ranges::all_of(s, [](char c) { return c >= '0' && c <= '9'; });
}

word word_of(severity s) {
  constexpr word all[] = {word::low, word::low, word::normal, word::high, word::critical};
  return all[static_cast<std::size_t>(s)];
}

std::uint32_t colour_of(const standing& s) {
  if (s.now == status::resolved) return 0x2E9E5B;
  if (s.now == status::closed || s.master != 0) return 0x80848E;
  if (s.said.how_bad == severity::critical) return 0xC9302C;
  if (s.said.how_bad == severity::high) return 0xE07B1F;
  return s.said.what == kind::bug ? 0xE0B01F : 0x4A6FE3;
}

button make_button(std::string text, press p, button::style look = button::style::secondary) {
  button b;
  b.look = look;
  b.label = std::move(text);
  b.custom_id = id_of(p);
  return b;
}

press about_case(press::what wish, std::uint64_t number, std::string draft = {}) {
  return {.wish = wish, .about = kind::bug, .number = number, .draft = std::move(draft)};
}

std::vector<button> buttons_of(const standing& s, language l) {
  const bool bug = s.said.what == kind::bug;
  auto vote = make_button("▲ " + std::to_string(s.votes), about_case(press::what::vote, s.number),
                          button::style::primary);
  auto join = make_button(say(bug ? word::me_too_bug : word::me_too_feature, l),
                          about_case(press::what::join, s.number));
  vote.disabled = join.disabled = is_over(s.now);
  return {std::move(vote), std::move(join)};
}

} // namespace

outgoing post_of(const standing& s, language l) {
  const bool bug = s.said.what == kind::bug;
  const auto number = std::to_string(s.number);
  embed e;
  e.title = "#" + number + " " + plain_line(s.said.title, limits::title - number.size() - 2);
  e.description = plain(s.said.text, limits::description);
  if (s.master != 0)
    e.description = say(word::duplicate_of, l, {{"number", std::to_string(s.master)}}) + "\n\n" +
                    plain(s.said.text, limits::description - 200);
  if (!s.said.extra.empty())
    e.fields.push_back(
        {say(bug ? word::f_steps : word::f_idea, l), plain(s.said.extra, limits::field_value)});
  e.fields.push_back({say(word::f_status, l), say(word_of(s.now), l), true});
  if (bug && s.said.how_bad != severity::none)
    e.fields.push_back({say(word::f_severity, l), say(word_of(s.said.how_bad), l), true});
  e.fields.push_back({say(word::f_votes, l), std::to_string(s.votes), true});
  // In an embed a mention shows the name and tells nobody.
  if (is_id(s.reporter))
    e.fields.push_back({say(word::f_reporter, l), "<@" + s.reporter + ">", true});
  else if (!s.name.empty())
    e.fields.push_back({say(word::f_reporter, l), plain_line(s.name, longest_name), true});
  e.footer = say(bug ? word::bug : word::feature, l);
  e.colour = colour_of(s);
  outgoing m;
  m.embeds = {std::move(e)};
  // Votes and followers are the master's.
  if (s.master == 0) m.rows = {buttons_of(s, l)};
  return m;
}

std::string post_nonce(std::uint64_t number) {
  return net::discord::make_nonce("report", number, 0);
}

std::string link_to(const std::string& guild, const std::string& channel,
                    const std::string& message) {
  if (!is_id(guild) || !is_id(channel) || !is_id(message)) return {};
  return "https://discord.com/channels/" + guild + "/" + channel + "/" + message;
}

outgoing suggest(std::span<const suggestion> like, const std::string& draft, language l) {
  outgoing m;
  m.content = say(word::looks_alike, l);
  m.suppress_embeds = true;
  std::vector<button> joins;
  for (const auto& s : like.first(std::min(like.size(), most_suggestions))) {
    const auto number = std::to_string(s.number);
    m.content += "\n- #" + number + " " + plain_line(s.title, 150) + " · " +
                 say(word_of(s.now), l) + " · ▲ " + std::to_string(s.votes);
    if (!s.link.empty()) m.content += " · " + s.link;
    joins.push_back(make_button(say(word::join_this, l, {{"number", number}}),
                                about_case(press::what::join, s.number, draft),
                                button::style::primary));
  }
  auto post = make_button(say(word::none_of_these, l), about_case(press::what::post, 0, draft));
  if (!joins.empty()) m.rows.push_back(std::move(joins));
  m.rows.push_back({std::move(post)});
  return m;
}

outgoing correct(std::span<const std::string> problems, const std::string& draft, language l) {
  outgoing m;
  m.content = say(word::check_again, l);
  for (const auto& p : problems) m.content += "\n- " + p;
  m.rows = {{make_button(say(word::correct_it, l), about_case(press::what::correct, 0, draft),
                         button::style::primary)}};
  return m;
}

outgoing with_tell_me(std::string text, std::uint64_t number, language l) {
  outgoing m;
  m.content = std::move(text);
  m.rows = {{make_button(say(word::tell_me, l), about_case(press::what::tell_me, number))}};
  return m;
}

outgoing news_of(std::uint64_t number, const std::string& title, status now, language l,
                 const std::string& mention) {
  outgoing m;
  m.suppress_embeds = true;
  m.content = say(word::news, l,
                  {{"number", std::to_string(number)},
                   {"title", plain_line(title, longest_news_title)},
                   {"status", say(word_of(now), l)}});
  if (!is_id(mention)) return m;
  m.content = "<@" + mention + "> " + m.content;
  m.mentions = {mention};
  return m;
}

} // namespace flexcord::reports
