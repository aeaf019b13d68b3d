#include "sandbox/twilio/studio_flow.hpp"

#include "sandbox/core/json.hpp"
#include "sandbox/twilio/studio_condition.hpp"
#include "sandbox/twilio/studio_liquid.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <set>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

std::string flow_widget::text(std::string_view property) const {
  return text_at(properties, property);
}

const flow_widget* flow_definition::find(std::string_view name) const {
  auto at = std::find_if(widgets.begin(), widgets.end(),
                         [&](const flow_widget& w) { return w.name == name; });
  return at == widgets.end() ? nullptr : &*at;
}

namespace {

constexpr std::size_t most_states = 1000;

using problems = std::vector<flow_problem>;

bool is_name(std::string_view text) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

flow_condition read_condition(const json::value& v, const std::string& where, problems& out) {
  flow_condition c;
  const auto* o = v.if_object();
  if (!o) {
    out.push_back({"a condition must be an object", where});
    return c;
  }
  c.type = text_at(*o, "type");
  c.value = text_at(*o, "value");
  if (const auto* list = array_at(*o, "arguments");
      list && list->size() == 1 && list->front().is_string())
    c.argument = std::string(list->front().get_string());
  else
    out.push_back({"a condition needs one argument, a text", where + "/arguments"});
  if (text_at(*o, "friendly_name").empty())
    out.push_back({"a condition needs a friendly_name", where + "/friendly_name"});
  if (!is_condition_type(c.type))
    out.push_back({"unknown condition type " + c.type, where + "/type"});
  else if (!is_condition_value(c.type, c.value))
    out.push_back({"the value does not suit " + c.type, where + "/value"});
  if (auto why = liquid_problem(c.argument); !why.empty())
    out.push_back({why, where + "/arguments"});
  return c;
}

flow_transition read_transition(const json::value& v, const flow_widget& w,
                                const std::string& where, problems& out) {
  flow_transition t;
  const auto* o = v.if_object();
  if (!o) {
    out.push_back({"a transition must be an object", where});
    return t;
  }
  t.event = text_at(*o, "event");
  t.next = text_at(*o, "next");
  if (is_widget_type(w.type) && !is_event_of(w.type, t.event))
    out.push_back({"a " + w.type + " widget has no event " + t.event, where + "/event"});
  const auto* conditions = array_at(*o, "conditions");
  for (std::size_t i = 0; conditions && i < conditions->size(); ++i)
    t.conditions.push_back(
        read_condition((*conditions)[i], where + "/conditions/" + std::to_string(i), out));
  if ((t.event == "match") == t.conditions.empty())
    out.push_back({"conditions belong to match, and to it alone", where + "/conditions"});
  return t;
}

flow_widget read_widget(const json::value& v, const std::string& where, problems& out) {
  flow_widget w;
  const auto* o = v.if_object();
  if (!o) {
    out.push_back({"a state must be an object", where});
    return w;
  }
  w.name = text_at(*o, "name");
  w.type = text_at(*o, "type");
  if (!is_name(w.name))
    out.push_back({"a state's name has letters, digits, - and _ only", where + "/name"});
  if (!is_widget_type(w.type)) out.push_back({"unknown widget type " + w.type, where + "/type"});
  if (const auto* properties = object_at(*o, "properties"))
    w.properties = *properties;
  else
    out.push_back({"a state needs properties", where + "/properties"});
  const auto* transitions = array_at(*o, "transitions");
  if (!transitions) out.push_back({"a state needs transitions", where + "/transitions"});
  std::set<std::string> events;
  for (std::size_t i = 0; transitions && i < transitions->size(); ++i) {
    const auto place = where + "/transitions/" + std::to_string(i);
    auto t = read_transition((*transitions)[i], w, place, out);
    if (t.event != "match" && !events.insert(t.event).second)
      out.push_back({"a second transition for " + t.event, place + "/event"});
    w.transitions.push_back(std::move(t));
  }
  return w;
}

void check_links(const flow_definition& d, problems& out) {
  std::set<std::string> names;
  std::size_t triggers = 0;
  for (std::size_t i = 0; i < d.widgets.size(); ++i) {
    const auto& w = d.widgets[i];
    const auto where = "#/states/" + std::to_string(i);
    if (w.type == "trigger") ++triggers;
    if (!names.insert(w.name).second)
      out.push_back({"a second state is named " + w.name, where + "/name"});
    for (std::size_t t = 0; t < w.transitions.size(); ++t)
      if (const auto& next = w.transitions[t].next; !next.empty() && !d.find(next))
        out.push_back(
            {"no state is named " + next, where + "/transitions/" + std::to_string(t) + "/next"});
  }
  if (triggers != 1) out.push_back({"a flow needs exactly one trigger", "#/states"});
  const auto* first = d.find(d.initial_state);
  if (d.initial_state.empty())
    out.push_back({"initial_state is missing", "#/initial_state"});
  else if (!first || first->type != "trigger")
    out.push_back({"initial_state must name the trigger", "#/initial_state"});
}

} // namespace

checked_flow read_flow(std::string_view text) {
  checked_flow out;
  boost::system::error_code error;
  const auto parsed = json::parse(text, error);
  if (error || !parsed.is_object()) {
    out.problems.push_back({"the definition must be a JSON object", "#"});
    return out;
  }
  const auto& o = parsed.get_object();
  out.definition.initial_state = text_at(o, "initial_state");
  if (const auto* flags = o.if_contains("flags"); flags && !flags->is_object())
    out.problems.push_back({"flags must be an object", "#/flags"});
  const auto* states = array_at(o, "states");
  if (!states || states->empty() || states->size() > most_states) {
    out.problems.push_back({"a flow needs 1 to 1000 states", "#/states"});
    return out;
  }
  for (std::size_t i = 0; i < states->size(); ++i) {
    const auto where = "#/states/" + std::to_string(i);
    out.definition.widgets.push_back(read_widget((*states)[i], where, out.problems));
    check_widget(out.definition.widgets.back(), where, out.problems);
  }
  check_links(out.definition, out.problems);
  return out;
}

} // namespace flexcord::sandbox::twilio
