#include "actors/desk_view/wishes.hpp"

#include "actors/cases/machine.hpp"
#include "actors/desk_view/view.hpp"

#include <functional>

namespace flexcord::actors::desk_view {

cases::changed change_of(const desk::update& wanted) {
  cases::changed c;
  c.by = wanted.agent;
  c.note = wanted.note;
  if (wanted.status) {
    c.status = wanted.status->now;
    c.saw_status = wanted.status->saw;
  }
  if (wanted.priority) {
    c.priority = wanted.priority->now;
    c.saw_priority = wanted.priority->saw;
  }
  if (wanted.assignee) {
    c.assignee = wanted.assignee->now;
    c.unassign = c.assignee.empty();
    c.saw_assignee = wanted.assignee->saw;
  }
  if (wanted.tags) {
    c.set_tags = true;
    c.tags = wanted.tags->now;
    c.saw_tags = wanted.tags->saw;
  }
  return c;
}

cases::opened opening_of(const desk::create& wanted, const found& from) {
  cases::opened o;
  o.what = cases::kind_named(wanted.kind, cases::kind::question);
  o.reporter = from.record.reporter;
  o.title = wanted.title;
  o.talk = from.facts.talk;
  o.guild = from.facts.guild;
  if (!wanted.text.empty()) o.answers.push_back({"What it is about", wanted.text});
  // Whoever is in a conversation with us can be told there.
  o.may_dm = !o.talk.empty();
  o.by = wanted.agent;
  o.urgency = cases::priority_named(wanted.priority, cases::priority::normal);
  return o;
}

std::string request_key(std::uint64_t number, std::string_view write_token,
                        const desk::typed_fields& fields) {
  std::string all{write_token};
  for (auto& [name, text] : fields) all += '\n' + name + '=' + text;
  // Only told apart from other posts of the same page, whose senders have the token: no secret.
  const auto hash = std::hash<std::string>{}(all);
  return "page:" + std::to_string(number) + ":" + std::to_string(hash);
}

std::vector<desk::problem> refused_parts(const desk::update& wanted, const cases::state& after) {
  found f;
  f.facts = cases::facts_of(after);
  auto problems = desk::conflicts(wanted, facts_shown(f));
  if (problems.empty()) return problems;
  const auto parts = std::size_t{!wanted.note.empty()} + std::size_t{wanted.status.has_value()} +
                     std::size_t{wanted.priority.has_value()} +
                     std::size_t{wanted.assignee.has_value()} +
                     std::size_t{wanted.tags.has_value()};
  problems.push_back({"", parts > problems.size() ? "The rest is saved. See what is marked above."
                                                  : "Not saved. See what is marked above."});
  return problems;
}

} // namespace flexcord::actors::desk_view
