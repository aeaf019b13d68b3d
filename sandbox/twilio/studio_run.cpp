#include "sandbox/twilio/studio_run.hpp"

#include "sandbox/core/json.hpp"
#include "sandbox/twilio/studio_condition.hpp"
#include "sandbox/twilio/studio_liquid.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

namespace {

constexpr int most_runs = 10;
constexpr std::size_t longest_path = 500;
constexpr std::size_t longest_attributes = 1024;

bool all_hold(const flow_transition& t, const json::object& context) {
  return std::all_of(t.conditions.begin(), t.conditions.end(), [&](const flow_condition& c) {
    return condition_holds(c.type, render_liquid(c.argument, context), c.value);
  });
}

bool is_object(std::string_view text) {
  boost::system::error_code error;
  return json::parse(text, error).is_object() && !error;
}

} // namespace

flow_run::flow_run(std::shared_ptr<const flow_definition> definition, json::object context)
    : definition_(std::move(definition)), context_(std::move(context)) {
  context_["widgets"] = json::object{};
}

run_step flow_run::start(std::string_view event) {
  now_ = definition_->find(definition_->initial_state);
  if (!now_) return run_ended{};
  path_.push_back(now_->name);
  return leave(event);
}

run_step flow_run::leave(std::string_view event) {
  const auto& ways = now_->transitions;
  auto way = std::find_if(ways.begin(), ways.end(),
                          [&](const flow_transition& t) { return t.event == event; });
  const auto* next = way == ways.end() ? nullptr : definition_->find(way->next);
  return next ? enter(*next) : run_ended{};
}

run_step flow_run::enter(const flow_widget& w) {
  if (++runs_[w.name] > most_runs || path_.size() >= longest_path) return run_ended{};
  now_ = &w;
  path_.push_back(w.name);
  outcome() = json::object{};
  if (w.type == "split-based-on") return split(w);
  if (w.type == "make-http-request") return call(w);
  if (w.type == "send-to-flex") return hand_over(w);
  return run_ended{};
}

// The first match whose conditions all hold, else noMatch.
run_step flow_run::split(const flow_widget& w) {
  for (const auto& t : w.transitions) {
    if (t.event != "match" || !all_hold(t, context_)) continue;
    const auto* next = definition_->find(t.next);
    return next ? enter(*next) : run_ended{};
  }
  return leave("noMatch");
}

run_step flow_run::call(const flow_widget& w) const {
  run_calls out;
  out.widget = w.name;
  out.method = w.text("method");
  out.url = render_liquid(w.text("url"), context_);
  out.content_type = w.text("content_type");
  out.body = render_liquid(w.text("body"), context_);
  if (const auto* parameters = array_at(w.properties, "parameters"))
    for (const auto& p : *parameters)
      if (const auto* o = p.if_object())
        out.parameters.emplace_back(text_at(*o, "key"),
                                    render_liquid(text_at(*o, "value"), context_));
  return out;
}

run_step flow_run::hand_over(const flow_widget& w) {
  auto attributes = render_liquid(w.text("attributes"), context_);
  if (attributes.empty()) attributes = "{}";
  // What was filled in may have broken it: a quote in a name, a text that is too long.
  if (attributes.size() > longest_attributes || !is_object(attributes))
    return leave("failedToEnqueue");
  return run_hands_over{w.name, w.text("workflow"), w.text("channel"), std::move(attributes)};
}

json::object& flow_run::outcome() {
  auto& all = context_["widgets"].as_object();
  auto& one = all[now_->name];
  if (!one.is_object()) one = json::object{};
  return one.get_object();
}

run_step flow_run::answered(int status, std::string_view content_type, std::string_view body) {
  auto& kept = outcome();
  kept["status_code"] = status;
  kept["content_type"] = printable(content_type, 256);
  kept["body"] = printable(body, std::size_t{64} << 10);
  boost::system::error_code error;
  auto parsed = json::parse(body, error);
  if (!error && parsed.is_object()) kept["parsed"] = std::move(parsed);
  return leave(status >= 200 && status < 300 ? "success" : "failed");
}

run_step flow_run::unanswered() { return leave("failed"); }

run_step flow_run::handed_over(bool done) {
  return leave(done ? "callComplete" : "failedToEnqueue");
}

} // namespace flexcord::sandbox::twilio
