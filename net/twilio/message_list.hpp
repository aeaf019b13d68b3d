#pragma once
#include "net/twilio/requester.hpp"

/// Reading lists of messages, which Conversations and Programmable Chat keep in the same way.
namespace flexcord::net::twilio {

/// Where a list of messages stands: `path` ends in "/Messages".
struct message_place {
  std::string base, path;
};

/// Messages with index > `after_index`, oldest first, each once.
void read_messages_after(const requester& r, const message_place& where, std::int64_t after_index,
                         rest::callback<std::vector<message>> done);
/// The newest `count` messages, newest first.
void read_newest_messages(const requester& r, const message_place& where, int count,
                          rest::callback<std::vector<message>> done);

/// Says whether webhooks and flows hear of a change made by this call.
void set_heard(call& c, bool heard);
/// The fields of a new message; `author` is the name of the author's field.
http::form message_form(const new_message& m, const char* author);

} // namespace flexcord::net::twilio
