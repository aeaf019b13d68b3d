#include "sandbox/twilio/scope.hpp"

#include "sandbox/twilio/world.hpp"

namespace flexcord::sandbox::twilio {

std::array<std::string, 2> conversation_bases() {
  return {"/conversations/v1", "/conversations/v1/Services/{service}"};
}

origin by_rest(const call& c) { return {c.wants_hooks(), "API", {}}; }

api_handler in_conversation(conversation_handler handle) {
  return [handle = std::move(handle)](world& w, const call& c) {
    auto* found = w.chats.find(c.captured("conversation"));
    if (!found) return c.not_found();
    handle(w, c, *found);
  };
}

} // namespace flexcord::sandbox::twilio
