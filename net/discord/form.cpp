#include "net/discord/form.hpp"

#include "net/discord/text.hpp"

#include <set>

namespace flexcord::net::discord {
namespace {

using limits = form_limits;

bool is_id(const std::string& s) { return !s.empty() && length(s) <= limits::id; }

std::string wrong_with_choices(const form_question& q) {
  if (q.choices.empty() || q.choices.size() > limits::choices)
    return "question " + q.id + ": 1 to 25 choices are needed";
  std::set<std::string> values;
  for (const auto& c : q.choices) {
    if (c.label.empty() || c.value.empty() || length(c.value) > limits::choice)
      return "question " + q.id + ": a choice without label or value";
    if (!values.insert(c.value).second) return "question " + q.id + ": a choice stands twice";
  }
  return {};
}

} // namespace

std::string wrong_with(const form& f) {
  if (!is_id(f.id)) return "the form has no id of 1 to 100 characters";
  if (f.title.empty()) return "the form has no title";
  if (f.questions.empty() || f.questions.size() > limits::questions)
    return "a form has one to five questions";
  std::set<std::string> ids;
  for (const auto& q : f.questions) {
    if (!is_id(q.id)) return "a question has no id of 1 to 100 characters";
    if (q.label.empty()) return "question " + q.id + " has no label";
    if (!ids.insert(q.id).second) return "two questions have the id " + q.id;
    if (q.what != form_question::kind::choice) continue;
    if (auto why = wrong_with_choices(q); !why.empty()) return why;
  }
  return {};
}

} // namespace flexcord::net::discord
