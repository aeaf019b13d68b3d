#pragma once
#include "actors/conversation/command.hpp"

#include <string>
#include <string_view>
#include <vector>

/// The JSON that Twilio keeps for us: what stands in the attributes of conversations, participants,
/// messages and tasks. Nothing here throws; what cannot be read is empty.
namespace flexcord::actors::twilio {

/// Cuts to at most `most` bytes between two UTF-8 characters.
std::string shorten(std::string text, std::size_t most);

/// `requested`: the flow is to bring an agent (its first question). A flow pastes these values into
/// JSON as they are, so quotes, backslashes and control characters are left out.
std::string conversation_attributes(const std::string& key, std::uint64_t case_number,
                                    const std::string& customer_name, bool requested = false,
                                    const std::string& case_url = {});
std::string participant_attributes(const std::string& name);
std::string message_attributes(const std::string& nonce);
/// With the channel and the author on the user's side, where a flow hears the message.
std::string message_attributes(const std::string& nonce, const std::string& channel,
                               const std::string& author);
/// What the agent's desktop and the routing see of a request. No value is longer than 128
/// characters, but for the link to the case's page, which is no use when cut.
std::string task_attributes(const conversation::invite& i, const std::string& key,
                            const std::string& conversation_sid, const std::string& identity,
                            const std::string& channel_type, const std::string& case_url = {});

/// A task's attributes with the number and the page of its case, where a flow made the task before
/// the case had a number. Empty: they are there, there is no page, or the text is not JSON.
std::string with_case(std::string_view attributes, std::uint64_t case_number,
                      const std::string& case_url);

/// What Flex wrote into a task.
struct task_ids {
  std::string conversation, interaction, channel;
};
task_ids ids_of_task(std::string_view attributes);

/// The names in a transcript row's list of attachments.
std::vector<std::string> file_names(std::string_view attachments);

} // namespace flexcord::actors::twilio
