#pragma once
#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

// A Studio flow's definition, as its JSON says it.
namespace flexcord::sandbox::twilio {

struct flow_condition {
  std::string type, argument, value;
};

struct flow_transition {
  std::string event, next; ///< next is empty where the flow ends
  std::vector<flow_condition> conditions;
};

/// One state of a flow, as Studio's console calls it.
struct flow_widget {
  std::string name, type;
  boost::json::object properties;
  std::vector<flow_transition> transitions;
  /// The property's text, empty when there is none.
  std::string text(std::string_view property) const;
};

struct flow_definition {
  std::string initial_state;
  std::vector<flow_widget> widgets;
  const flow_widget* find(std::string_view name) const; ///< null when there is none
};

/// What is wrong with a definition, and where: "#/states/2/properties/url".
struct flow_problem {
  std::string message, where;
};

struct checked_flow {
  flow_definition definition; ///< can be run only without problems
  std::vector<flow_problem> problems;
};

/// Reads a definition and checks it: names, links, and each widget by its type's rules.
checked_flow read_flow(std::string_view json);

/// The rules of one widget's type (studio_flow_rules.cpp); `where` is the state's place.
void check_widget(const flow_widget& w, const std::string& where, std::vector<flow_problem>& out);
/// True when a widget of this type can end with this event.
bool is_event_of(std::string_view type, std::string_view event);
bool is_widget_type(std::string_view type);

} // namespace flexcord::sandbox::twilio
