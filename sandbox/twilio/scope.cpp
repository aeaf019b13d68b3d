#include "sandbox/twilio/scope.hpp"

#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/world.hpp"

namespace flexcord::sandbox::twilio {

std::array<std::string, 2> conversation_bases() {
  return {"/conversations/v1", "/conversations/v1/Services/{service}"};
}

std::string chat_path(std::string_view rest) {
  return "/chat/v2/Services/{service}" + std::string(rest);
}

api_handler in_chat_channel(conversation_handler handle) {
  return [handle = std::move(handle)](world& w, const call& c) {
    auto* found = w.chats.find(c.captured("channel"));
    if (!found) return c.not_found();
    handle(w, c, *found);
  };
}

api_handler in_workspace(api_handler handle) {
  return [handle = std::move(handle)](world& w, const call& c) {
    if (c.captured("workspace") != workspace_sid) return c.not_found();
    handle(w, c);
  };
}

std::string workspace_url(const std::string& root) {
  return root + "/taskrouter/v1/Workspaces/" + std::string(workspace_sid);
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
