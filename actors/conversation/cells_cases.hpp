#pragma once
// Cells for the case book: what is asked of it, and what it says.
#include "actors/conversation/cells_user.hpp"

#include <array>

namespace flexcord::conversation::cells {

/// The case of a request that was given up before it had a number.
inline void close_unused(work& w, std::uint64_t number) {
  w.case_says(number, "closed", "cancelled before the transfer", "cancelled");
}
constexpr auto begin_transfer = [](const awaiting_agent& p, const case_opened& e,
                                   work& w) -> phase {
  if (p.at != awaiting_agent::stage::case_asked) {
    // Of a request that was given up before its case had a number; this one has its own.
    if (e.number != p.case_number) close_unused(w, e.number);
    return w.as(outcome::stale, p);
  }
  return begin_request(w, p, e.number, e.again ? phrase::transfer_again : phrase::transfer_started);
};
/// Nobody was there when the user asked: they are told what to expect. Else they gave up before the
/// case had its number, or an agent came even earlier: then it is theirs.
constexpr auto keep_or_close_case = [](const auto& p, const case_opened& e, work& w) -> phase {
  if constexpr (requires { p.case_number; })
    if (p.case_number == 0) {
      constexpr bool still_there = requires { p.agents; };
      auto next = p;
      next.case_number = e.number;
      w.shared.promised = {};
      w.case_says(e.number, still_there ? "open" : "resolved",
                  still_there ? "agent joined" : "agent finished", still_there ? "joined" : "left");
      return next;
    }
  if constexpr (requires { p.case_number; })
    if (p.case_number == e.number) return w.as(outcome::stale, p); // two requests, one case
  if (w.shared.promised.asked) {
    make_promise(w, e.number);
    return p;
  }
  if (w.shared.promised.case_number != e.number) close_unused(w, e.number);
  return w.as(outcome::stale, p);
};

struct news_word {
  std::string_view status;
  phrase said;
};
constexpr std::array<news_word, 4> news_words{{{"open", phrase::news_open},
                                               {"pending", phrase::news_pending},
                                               {"resolved", phrase::news_resolved},
                                               {"closed", phrase::news_closed}}};

/// The user hears what has become of a case of theirs, whoever has the talk.
constexpr auto tell_news = [](const auto& p, const case_news& e, work& w) -> phase {
  if (w.shared.user.id.empty()) know(w, e.whom);
  const auto words = std::ranges::find(news_words, e.status, &news_word::status);
  if (words == news_words.end()) return w.as(outcome::never, p);
  say s;
  s.as = voice::news;
  s.epoch = w.shared.epoch;
  const auto title = e.title.empty() ? std::string{} : " (" + e.title + ')';
  s.text = w.t(words->said, {.topic = title, .case_number = e.number});
  s.about = e.number;
  constexpr bool is_there = requires { p.agents; };
  constexpr bool comes = requires { p.queue; };
  if (!is_there && !comes && w.ctx.rule.desk_available && e.status == "resolved")
    s.rows = {{w.button(phrase::talk_to_person, "agent")}};
  w.give(std::move(s));
  return p;
};

/// A comment belongs to the rating before it.
constexpr auto keep_comment = [](const auto& p, const survey_commented& e, work& w) -> phase {
  const auto number = std::exchange(w.shared.rated_case, 0);
  if (number == 0) {
    w.notice(phrase::survey_closed);
    return w.as(outcome::refused, p);
  }
  w.case_says(number, {}, e.text, "comment");
  w.notice(phrase::comment_thanks);
  return p;
};
} // namespace flexcord::conversation::cells
