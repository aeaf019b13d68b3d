#pragma once
#include "actors/twilio/message_api.hpp"
#include "actors/twilio/operation.hpp"

#include <functional>
#include <memory>
#include <string>

namespace flexcord::actors::twilio {

/// How a message of ours is posted on one of Twilio's planes.
struct posting_plan {
  std::shared_ptr<message_api> messages;
  /// A part's attributes, by its nonce.
  std::function<std::string(const std::string& nonce)> attributes;
  /// The flow at the desk is to hear of the message: of its first part, since the parts together
  /// are one turn of the talk.
  bool heard = false;
  /// Tells, once all is posted, whether the desk was still open: a plane may take messages that
  /// nobody will hear. Null: it does not. Calls back once.
  std::function<void(net::twilio::rest::callback<bool> done)> still_open;
};

/// The operation for a `post`: the text, then each file, as messages of their own, in order. What
/// an earlier attempt has posted is found by its nonce.
operation_ptr make_posting(std::shared_ptr<flex_context> c, perform p, posting_plan plan);

/// The operations for `edit_post` and `delete_post`.
operation_ptr make_copies_changed(std::shared_ptr<flex_context> c, perform p,
                                  std::shared_ptr<message_api> messages);
/// The operation for a `backfill`.
operation_ptr make_copied_transcript(std::shared_ptr<flex_context> c, perform p,
                                     std::shared_ptr<message_api> messages);

} // namespace flexcord::actors::twilio
