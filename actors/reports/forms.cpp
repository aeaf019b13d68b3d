#include "actors/reports/forms.hpp"

#include "actors/reports/presses.hpp"

namespace flexcord::reports {
namespace {

using net::discord::form_choice;
using net::discord::form_question;
using kinds = form_question::kind;

int size(std::size_t most) { return static_cast<int>(most); }

form_question text_question(kind what, std::string_view id, word hint, bool required,
                            std::size_t most, const std::string& value, language l) {
  form_question q;
  q.what = id == question::title ? kinds::short_text : kinds::long_text;
  q.id = id;
  q.label = label_of(what, id, l);
  q.hint = say(hint, l);
  q.required = required;
  q.most = size(most);
  q.value = value;
  return q;
}

form_question severity_question(language l, severity chosen) {
  form_question q;
  q.what = kinds::choice;
  q.id = question::severity;
  q.label = say(word::q_severity, l);
  q.sample = say(word::q_severity_sample, l);
  const std::pair<severity, word> all[] = {{severity::low, word::low_means},
                                           {severity::normal, word::normal_means},
                                           {severity::high, word::high_means},
                                           {severity::critical, word::critical_means}};
  for (const auto& [level, meaning] : all)
    q.choices.push_back({.value = std::string(name_of(level)),
                         .label = say(meaning, l),
                         .chosen = level == chosen});
  return q;
}

form_question shots_question(language l, const report_limits& limits) {
  form_question q;
  q.what = kinds::files;
  q.id = question::shots;
  q.label = say(word::q_shots, l);
  q.hint = say(
      word::q_shots_hint, l,
      {{"most", std::to_string(limits.shots)}, {"size", std::to_string(limits.shot_bytes >> 20)}});
  q.required = false;
  q.most = size(limits.shots);
  return q;
}

} // namespace

std::string label_of(kind what, std::string_view id, language l) {
  if (id == question::title) return say(word::q_title, l);
  if (id == question::severity) return say(word::q_severity, l);
  if (id == question::shots) return say(word::q_shots, l);
  if (id == question::text) return say(what == kind::bug ? word::q_happened : word::q_problem, l);
  return say(what == kind::bug ? word::q_steps : word::q_idea, l);
}

net::discord::form form_of(kind what, language l, const report_limits& limits,
                           const report& given) {
  const bool bug = what == kind::bug;
  press submitted;
  submitted.wish = press::what::submitted;
  submitted.about = what;
  net::discord::form f;
  f.id = id_of(submitted);
  f.title = say(bug ? word::bug_form : word::feature_form, l);
  f.questions.push_back(
      text_question(what, question::title, word::q_title_hint, true, limits.title, given.title, l));
  f.questions.push_back(text_question(what, question::text,
                                      bug ? word::q_happened_hint : word::q_problem_hint, true,
                                      limits.text, given.text, l));
  // How to see a bug is not always known; a feature without an idea is none.
  f.questions.push_back(text_question(what, question::extra,
                                      bug ? word::q_steps_hint : word::q_idea_hint, !bug,
                                      limits.extra, given.extra, l));
  if (!bug) return f;
  f.questions.push_back(severity_question(l, given.how_bad));
  f.questions.push_back(shots_question(l, limits));
  return f;
}

} // namespace flexcord::reports
