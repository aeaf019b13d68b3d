#pragma once
#include "net/twilio/parameters.hpp"
#include "net/twilio/webhook.hpp"

/// One reader per kind of webhook. What is missing is left in the parameters' problem().
namespace flexcord::net::twilio {

webhook_event read_message_added(parameters& p);
webhook_event read_message_updated(parameters& p);
webhook_event read_message_removed(parameters& p);
webhook_event read_participant_added(parameters& p);
webhook_event read_participant_removed(parameters& p);
webhook_event read_state_updated(parameters& p);
webhook_event read_conversation_removed(parameters& p);

webhook_event read_interaction_joined(parameters& p);
webhook_event read_interaction_left(parameters& p);
webhook_event read_channel_status(parameters& p);
webhook_event read_channel_failed(parameters& p);

webhook_event read_task_event(parameters& p);

/// The files of a message from a JSON array in Twilio's webhook ("Sid") or REST ("sid") spelling;
/// false when the text is something else.
bool read_media(std::string_view json, std::vector<media>& files);

} // namespace flexcord::net::twilio
