#pragma once
#include "actors/localized.hpp"
#include "actors/reports/report.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

/// Everything that reports say to members, in one table (words.cpp).
namespace flexcord::reports {

using localized::language;

/// Of a Discord locale ("es-419" is es); for all that we do not speak that of `fallback`
/// (routing.language), else English.
constexpr language language_of(std::string_view locale, std::string_view fallback = {}) {
  return localized::language_for(locale, fallback);
}

enum class word {
  // the forms
  bug_form,
  feature_form,
  q_title,
  q_title_hint,
  q_happened,
  q_happened_hint,
  q_steps,
  q_steps_hint,
  q_severity,
  q_severity_sample,
  low_means,
  normal_means,
  high_means,
  critical_means,
  q_shots,
  q_shots_hint,
  q_problem,
  q_problem_hint,
  q_idea,
  q_idea_hint,
  // what is wrong with what was filled in
  check_again,
  is_empty,
  is_too_long,
  not_a_choice,
  too_many_files,
  not_an_image,
  file_too_large,
  file_lost,
  correct_it,
  // the post
  bug,
  feature,
  f_status,
  f_severity,
  f_votes,
  f_reporter,
  f_steps,
  f_idea,
  open,
  pending,
  resolved,
  closed,
  low,
  normal,
  high,
  critical,
  duplicate_of,
  me_too_bug,
  me_too_feature,
  // what members are told
  wrong_channel,
  looks_alike,
  join_this,
  none_of_these,
  posted,
  tell_me,
  will_be_told,
  joined,
  joined_already,
  vote_counted,
  vote_taken_back,
  vote_by_reporting,
  vote_by_joining,
  vote_closed,
  not_there_any_more,
  news,
  reports_off,
  try_again,
  // the list of a member's cases
  my_cases,
  no_cases,
  more_cases,
  talk_case,
  question_case,
  go_on,
  ask_again,
  last ///< none: how many there are
};

/// The text in that language, in English where it lacks one. "{name}" becomes the value given for
/// `name`; what a value holds is not looked at again.
std::string say(word w, language l,
                std::initializer_list<std::pair<std::string_view, std::string>> values = {});

/// What a status is called.
word word_of(status s);

/// The row of the table as it stands: empty where the language lacks the text. For tests.
std::string_view entry(word w, language l);

} // namespace flexcord::reports
