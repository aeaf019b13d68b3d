#pragma once
#include "net/twilio/rest.hpp"

/// Twilio's REST answers as values. Each is `malformed` when the text is no JSON object or lacks
/// its sid.
namespace flexcord::net::twilio {

/// One page of a list and where the next one is; empty on the last.
template <class T>
struct page {
  std::vector<T> items;
  std::string next_url;
};

/// What the media service says of a file. `direct_url`: a signed one that needs no credentials, may
/// be empty.
struct media_info {
  std::string sid, content_type, filename, direct_url;
  std::uint64_t size = 0;
};

result<conversation> parse_conversation(std::string_view body);
/// Of ParticipantConversations: the conversations, not the participants.
result<page<conversation>> parse_memberships(std::string_view body);
result<participant> parse_participant(std::string_view body);
result<page<participant>> parse_participants(std::string_view body);
result<page<std::string>> parse_webhook_urls(std::string_view body);
/// A webhook of a conversation, and what it calls: a URL, or a flow by its SID.
struct scoped_webhook {
  std::string sid, calls;
};
result<page<scoped_webhook>> parse_scoped_webhooks(std::string_view body);
result<message> parse_message(std::string_view body);
result<page<message>> parse_messages(std::string_view body);
result<std::string> parse_user_name(std::string_view body);
result<std::string> parse_sid(std::string_view body);
result<interaction> parse_interaction(std::string_view body);
result<channel_status> parse_channel(std::string_view body);
result<page<interaction_member>> parse_members(std::string_view body);
result<task> parse_task(std::string_view body);
result<page<task>> parse_tasks(std::string_view body);
result<queue_figures> parse_queue_figures(std::string_view body);
result<worker> parse_worker(std::string_view body);
result<media_info> parse_media(std::string_view body);

/// The failure that an answer outside 2xx stands for: Twilio's {"code"} and
/// application/problem+json. Its message is left out, since it can quote what was sent; known codes
/// are named in our words.
failure refusal(const http::response& answer, std::string_view what);

} // namespace flexcord::net::twilio
