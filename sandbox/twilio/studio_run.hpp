#pragma once
#include "net/http/message.hpp"
#include "sandbox/twilio/studio_flow.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace flexcord::sandbox::twilio {

/// The flow has come to an end.
struct run_ended {};

/// A widget waits for the answer of an HTTP call, 10 s at most. Everything is filled in.
struct run_calls {
  std::string widget, method, url, content_type, body;
  net::http::form parameters;
};

/// A widget hands the talk to Flex: a task with these attributes, a JSON object of at most 1,024
/// bytes.
struct run_hands_over {
  std::string widget, workflow_sid, channel_sid, attributes;
};

using run_step = std::variant<run_ended, run_calls, run_hands_over>;

/// One execution of a flow, without any I/O: it says what is to be done next and is told what came
/// of it. A widget runs at most ten times in it, and all of them 500 times; then it ends.
class flow_run {
public:
  /// `context` is what Liquid paths lead into: "trigger", "flow", "contact"; "widgets" is added
  /// here.
  flow_run(std::shared_ptr<const flow_definition> definition, boost::json::object context);

  /// Begins at the trigger ("incomingMessage", "incomingConversationMessage").
  run_step start(std::string_view event);
  /// The call that was asked for was answered: 2xx is success, and a JSON object in the body
  /// becomes `widgets.NAME.parsed`.
  run_step answered(int status, std::string_view content_type, std::string_view body);
  /// The call failed: no answer in time, too long an answer.
  run_step unanswered();
  /// The task that was asked for was made, or could not be.
  run_step handed_over(bool done);

  /// The names of the widgets that ran, in order.
  const std::vector<std::string>& path() const { return path_; }

private:
  run_step leave(std::string_view event);
  run_step enter(const flow_widget& w);
  run_step split(const flow_widget& w);
  run_step call(const flow_widget& w) const;
  run_step hand_over(const flow_widget& w);
  boost::json::object& outcome();

  std::shared_ptr<const flow_definition> definition_;
  boost::json::object context_;
  const flow_widget* now_ = nullptr;
  std::map<std::string, int> runs_;
  std::vector<std::string> path_;
};

} // namespace flexcord::sandbox::twilio
