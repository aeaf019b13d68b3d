#include "actors/reports/presses.hpp"

#include "net/discord/custom_id.hpp"

namespace flexcord::reports {

using net::discord::make_custom_id;
using net::discord::number_of;
using what = press::what;

std::string id_of(const press& p) {
  const auto number = std::to_string(p.number);
  switch (p.wish) {
  case what::submitted:
    return make_custom_id("report", {name_of(p.about)});
  case what::correct:
    return make_custom_id("report-again", {p.draft});
  case what::post:
    return make_custom_id("report-post", {p.draft});
  case what::vote:
    return make_custom_id("vote", {number});
  case what::join:
    return p.draft.empty() ? make_custom_id("join", {number})
                           : make_custom_id("join", {number, p.draft});
  case what::tell_me:
    return make_custom_id("tell-me", {number});
  }
  return {};
}

std::optional<press> press_of(std::string_view custom_id) {
  const auto id = net::discord::read_custom_id(custom_id);
  if (!id || id->arguments.empty()) return std::nullopt;
  const auto& a = id->arguments;
  const bool one = a.size() == 1;
  press p;
  if (id->action == "report" && one) {
    const auto about = kind_of(a[0]);
    if (!about) return std::nullopt;
    p.wish = what::submitted;
    p.about = *about;
    return p;
  }
  if ((id->action == "report-again" || id->action == "report-post") && one) {
    p.wish = id->action == "report-post" ? what::post : what::correct;
    p.draft = a[0];
    return p;
  }
  const auto number = number_of(a[0]);
  if (!number) return std::nullopt;
  p.number = *number;
  if (id->action == "vote" && one) {
    p.wish = what::vote;
  } else if (id->action == "tell-me" && one) {
    p.wish = what::tell_me;
  } else if (id->action == "join" && a.size() <= 2) {
    p.wish = what::join;
    if (a.size() == 2) p.draft = a[1];
  } else {
    return std::nullopt;
  }
  return p;
}

} // namespace flexcord::reports
