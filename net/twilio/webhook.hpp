#pragma once
#include "net/http/message.hpp"
#include "net/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace flexcord::net::twilio {

/// X-Twilio-Signature as Twilio makes it: base64(HMAC-SHA1(token, url + sorted parameters)).
std::string sign(std::string_view token, std::string_view url, const http::form& parameters);

/// Checks a request against the configured tokens. `public_url` is http.public-url; the signed URL
/// is it plus the raw target, tried as it is, with the default port added and with the port
/// removed. A form body's parameters are part of the signature; any other body goes by `bodySHA256`
/// in the query.
bool valid_signature(const std::vector<std::string>& tokens, std::string_view public_url,
                     const http::incoming& req);

/// HMAC header of our own hooks and of the webhook chatbot: "t=<unix>,v1=<hex hmac-sha256 of
/// "t.body">".
std::string flexcord_signature(std::string_view key, std::int64_t unix_seconds,
                               std::string_view body);
/// What flexcord_signature() made for a header that is right and whose time is within
/// `tolerance_seconds` of `now`: the same for every spelling of the header. Else nothing.
std::optional<std::string> checked_flexcord_signature(std::string_view key, std::string_view header,
                                                      std::int64_t now_unix_seconds,
                                                      std::string_view body,
                                                      std::int64_t tolerance_seconds = 300);

struct media {
  std::string sid, content_type, filename;
  std::uint64_t size = 0;
};

/// A message of a conversation, from a webhook or from the list (the same `event_id` either way).
struct message {
  std::string conversation_sid, sid, author, body, source,
      attributes; ///< source: SDK, API, …; empty from the list
  std::int64_t index = -1;
  std::int64_t created_ms = 0;
  std::string updated; ///< date_updated as given
  std::vector<media> files;
  std::string nonce;   ///< attributes.fc.n, empty when not ours
  bool legacy = false; ///< told by a webhook of Programmable Chat
  /// A file came with it that the webhook does not name: the message itself does.
  bool incomplete = false;
};
struct message_added {
  message m;
};
struct message_updated {
  message m;
};
struct message_removed {
  message m;
};
struct participant_added {
  std::string conversation_sid, participant_sid, identity;
};
struct participant_removed {
  std::string conversation_sid, participant_sid, identity;
};
struct conversation_closed {
  std::string conversation_sid, reason;
};
/// Interaction webhook: somebody of that kind joined or left the interaction's channel.
struct interaction_participant {
  std::string interaction_sid, channel_sid, conversation_sid, participant_sid, kind, task_sid;
  bool joined = false;
};
struct interaction_channel {
  std::string interaction_sid, channel_sid, conversation_sid, status, error_code;
};
/// TaskRouter callback, as far as it concerns a handoff. `event` as Twilio names it
/// ("reservation.accepted").
struct task_event {
  std::string event, event_sid, task_sid, conversation_sid, interaction_sid, worker_sid,
      worker_name, worker_full_name, reservation_sid, reason;
  std::int64_t at_ms = 0;
};
/// Well-formed, but nothing that flexcord acts on.
struct irrelevant {
  std::string event;
};

using webhook_event =
    std::variant<message_added, message_updated, message_removed, participant_added,
                 participant_removed, conversation_closed, interaction_participant,
                 interaction_channel, task_event, irrelevant>;

/// Reads Conversations, Interaction and TaskRouter webhooks (form; JSON object too), current and
/// legacy names. `malformed` when a required parameter is missing.
result<webhook_event> parse_webhook(const http::incoming& req);

/// "twilio:<IM>:added", "twilio:<IM>:updated:<time cut to seconds>:<hash of the body>",
/// "twilio:<IM>:removed".
std::string added_id(const message& m);
std::string updated_id(const message& m);
std::string removed_id(const message& m);

/// Agent identities hide bytes outside [A-Za-z0-9] as _XX: "mike_40twilio_2Ecom" <->
/// "mike@twilio.com".
std::string decode_identity(std::string_view identity);
std::string encode_identity(std::string_view name);

} // namespace flexcord::net::twilio
