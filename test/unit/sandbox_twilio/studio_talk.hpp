#pragma once
// A conversation whose messages go through a Studio flow.
#include "fixture.hpp"
#include "flows.hpp"

#include "net/twilio/webhook.hpp"

namespace flexcord::test {

inline const std::string flows = "/studio/v2/Flows";
inline const std::string bot = "chatbot-to-discord";

inline form flow_fields(const std::string& definition, const std::string& status = "published") {
  return {{"FriendlyName", "f"}, {"Status", status}, {"Definition", definition}};
}

/// A conversation of discord-42 whose messages go to the published flow.
struct studio_talk {
  explicit studio_talk(twilio_fixture& fixture) : f(fixture), sid(f.new_conversation("fc-1")) {
    flow = f.publish_flow("conversations");
    f.rest("POST", path("/Webhooks"),
           {{"Target", "studio"},
            {"Configuration.FlowSid", flow},
            {"Configuration.Filters", "onMessageAdded"}});
  }
  std::string path(const std::string& rest) const {
    return service_path("/Conversations/" + sid + rest);
  }
  answer says(const std::string& text, bool with_hooks = true) {
    return f.rest("POST", path("/Messages"), {{"Author", "discord-42"}, {"Body", text}},
                  with_hooks);
  }
  void bot_says(const std::string& handoff) {
    f.answer_hooks(bot, 200, "{\"handoff\":\"" + handoff + "\"}");
  }
  twilio_fixture& f;
  std::string sid, flow;
};

inline std::string path_of(const answer& a, int index) {
  return a.at("executions." + std::to_string(index) + ".path");
}

inline const std::string to_the_bot = R"(["Trigger","handoff_flag","ask_bot","bot_verdict"])";

} // namespace flexcord::test
