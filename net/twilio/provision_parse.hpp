#pragma once
#include "net/twilio/parse.hpp"
#include "net/twilio/provision.hpp"

/// Answers of the management calls as values; `malformed` when the text is not what was promised.
namespace flexcord::net::twilio {

result<studio_flow> parse_flow(std::string_view body);
result<page<studio_flow>> parse_flows(std::string_view body);
result<flex_flow> parse_flex_flow(std::string_view body);
result<page<flex_flow>> parse_flex_flows(std::string_view body);
result<workspace> parse_workspace(std::string_view body);
result<page<workspace>> parse_workspaces(std::string_view body);
result<workflow> parse_workflow(std::string_view body);
result<page<workflow>> parse_workflows(std::string_view body);
result<task_channel> parse_task_channel(std::string_view body);
result<page<task_channel>> parse_task_channels(std::string_view body);
result<page<task_queue>> parse_task_queues(std::string_view body);
result<interaction_hook> parse_interaction_hook(std::string_view body);
result<page<interaction_hook>> parse_interaction_hooks(std::string_view body);
result<std::string> parse_flex_instance(std::string_view body);
result<chat_defaults> parse_chat_defaults(std::string_view body);
result<service_hooks> parse_service_hooks(std::string_view body);
/// One page; where the next one is does not matter.
result<std::vector<conversation>> parse_conversations(std::string_view body);

/// A TaskRouter workflow's configuration that puts every task into one queue.
std::string one_queue_configuration(std::string_view queue_sid);

} // namespace flexcord::net::twilio
