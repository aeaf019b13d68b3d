// What each type of widget must have, and how it can end.
#include "sandbox/core/json.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/studio_flow.hpp"
#include "sandbox/twilio/studio_liquid.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_attributes = 1024;

struct widget_type {
  std::string_view name;
  std::array<std::string_view, 5> events;
};

constexpr widget_type types[] = {
    {"trigger",
     {"incomingMessage", "incomingCall", "incomingConversationMessage", "incomingRequest",
      "incomingParent"}},
    {"split-based-on", {"match", "noMatch"}},
    {"make-http-request", {"success", "failed"}},
    {"send-to-flex", {"callComplete", "failedToEnqueue", "callFailure"}},
};

const widget_type* find(std::string_view type) {
  const auto* at = std::find_if(std::begin(types), std::end(types),
                                [&](const widget_type& t) { return t.name == type; });
  return at == std::end(types) ? nullptr : at;
}

/// Checks one widget; `complain` takes a property's name and what is wrong with it.
struct checker {
  const flow_widget& w;
  const std::string& where;
  std::vector<flow_problem>& out;

  void complain(const std::string& property, std::string why) const {
    out.push_back({std::move(why), where + "/properties/" + property});
  }
  void check_text(const std::string& property) const {
    const auto text = w.text(property);
    if (text.empty()) return complain(property, property + " is missing");
    if (auto why = liquid_problem(text); !why.empty()) complain(property, why);
  }
  void check_parameter(const json::value& v, const std::string& place) const {
    const auto* o = v.if_object();
    const auto key = o ? text_at(*o, "key") : std::string();
    if (key.empty() || !o->contains("value"))
      return complain(place, "a parameter needs key and value");
    // Studio keeps this name for itself (81014).
    if (key == "method") return complain(place, "the parameter key method is reserved");
    if (auto why = liquid_problem(text_at(*o, "value")); !why.empty()) complain(place, why);
  }
  void check_http() const {
    if (const auto method = w.text("method"); method != "GET" && method != "POST")
      complain("method", "method must be GET or POST");
    check_text("url");
    if (const auto type = w.text("content_type");
        type != "application/json;charset=utf-8" &&
        type != "application/x-www-form-urlencoded;charset=utf-8")
      complain("content_type", "content_type must be JSON or a form, with charset=utf-8");
    if (auto why = liquid_problem(w.text("body")); !why.empty()) complain("body", why);
    const auto* parameters = array_at(w.properties, "parameters");
    for (std::size_t i = 0; parameters && i < parameters->size(); ++i)
      check_parameter((*parameters)[i], "parameters/" + std::to_string(i));
    if (bool_at(w.properties, "add_twilio_auth").value_or(false))
      complain("add_twilio_auth", "the sandbox sends no credentials along");
  }
  void check_flex() const {
    if (!is_sid(w.text("workflow"), "WW")) complain("workflow", "workflow must be a WW SID");
    if (!is_sid(w.text("channel"), "TC")) complain("channel", "channel must be a TC SID");
    const auto attributes = w.text("attributes");
    if (attributes.size() > longest_attributes)
      complain("attributes", "attributes are longer than 1024 characters");
    if (auto why = liquid_problem(attributes); !why.empty()) return complain("attributes", why);
    // Any value may stand for a path: a digit fits inside and outside of a text.
    boost::system::error_code error;
    const auto parsed = json::parse(replace_liquid(attributes, "0"), error);
    if (!attributes.empty() && (error || !parsed.is_object()))
      complain("attributes", "attributes must be a JSON object");
  }
};

} // namespace

bool is_widget_type(std::string_view type) { return find(type) != nullptr; }

bool is_event_of(std::string_view type, std::string_view event) {
  const auto* t = find(type);
  return t && !event.empty() &&
         std::find(t->events.begin(), t->events.end(), event) != t->events.end();
}

void check_widget(const flow_widget& w, const std::string& where, std::vector<flow_problem>& out) {
  const checker c{w, where, out};
  if (w.type == "split-based-on") c.check_text("input");
  if (w.type == "make-http-request") c.check_http();
  if (w.type == "send-to-flex") c.check_flex();
}

} // namespace flexcord::sandbox::twilio
