// Everything that reads what others send: Discord's payloads, Twilio's webhooks, chatbot callbacks,
// texts to be cut.
#include "net/chatbot/bot.hpp"
#include "net/discord/payload.hpp"
#include "net/discord/text.hpp"
#include "net/twilio/webhook.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace flexcord::net;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text{reinterpret_cast<const char*>(data), size};
  (void)discord::parse_message(text);
  (void)discord::parse_messages(text);
  (void)discord::parse_deletion(text);
  (void)discord::parse_interaction(text);
  (void)discord::parse_ready(text);
  (void)chatbot::parse_callback(text);
  for (auto& piece : discord::split(discord::sanitize(text)))
    if (discord::length(piece) > discord::message_limit) std::abort();
  http::incoming in;
  in.method = "POST";
  in.target = "/twilio/conversations?k=x";
  in.body = text;
  for (auto* type : {"application/x-www-form-urlencoded", "application/json"}) {
    in.headers.set("Content-Type", type);
    (void)twilio::parse_webhook(in);
    in.headers.set("X-Twilio-Signature", text.substr(0, 40));
    if (twilio::valid_signature({"token"}, "https://example.com", in)) std::abort();
  }
  return 0;
}
