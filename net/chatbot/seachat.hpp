#pragma once
#include "net/chatbot/bot.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace flexcord::net::chatbot {

/// How a bot of the kind "open a conversation, then post to it" is talked to: the paths below
/// chatbot.url, the members we send, and JSON pointers into what comes back.
struct conversation_profile {
  std::string_view open_path;
  std::string_view messages_before, messages_after; ///< around the conversation's id
  std::string_view text_member, with_reply_member;
  std::string_view conversation_id, messages, inbound_sequence; ///< pointers into an answer
  std::string_view text, event, sequence;                       ///< pointers into a message
  std::string_view says, transfers, ends;                       ///< values of the event
};

/// Seasalt's SeaChat, experimental: its two public descriptions (the wiki's beta OpenAPI file, and
/// the guide that says /api/v1/public/bots/<id>) agree on all below chatbot.url but how a text is
/// posted, where only the guide says how. Neither was tried against the service.
inline constexpr conversation_profile seachat{
    "/conversations/ops/get_or_create",
    "/conversations/",
    "/messages",
    "content",
    "with_reply",
    "/conversation_id",
    "/messages",
    "/inbound_sequence",
    "/text",
    "/event",
    "/sequence",
    "OUTBOUND_MESSAGE",
    "TRANSFERRING",
    "END",
};

/// The id in the answer to opening a conversation. It becomes part of an address, so that only
/// letters, digits, '-' and '_' are taken.
result<std::string> parse_opened(std::string_view body, const conversation_profile& profile);
/// What the bot said to one message: the texts in sequence, and whether it transfers or ends.
result<answer> parse_said(std::string_view body, const conversation_profile& profile);

} // namespace flexcord::net::chatbot
