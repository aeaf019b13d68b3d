#include "sandbox/demo/story.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace flexcord::sandbox::demo {
namespace {

namespace json = boost::json;
constexpr const char* member_name = "Alice";
constexpr const char* agent_name = "Mike";

const std::string question = "How do I recover my account?";
const std::string agent_hello =
    "Hello Alice, this is Mike. Which e-mail address did you register with?";
const std::string member_reply = "It is my old one, I cannot read it any more.";
const std::string agent_help =
    "No problem. I have started the recovery; you will get a letter within an hour.";
const std::string member_thanks = "Wonderful, thank you!";
const std::string second_question = "And how do refunds work?";

std::string indent(const std::string& text) {
  std::string out;
  for (char c : text) (out += c) += c == '\n' ? "                              " : "";
  return out;
}

} // namespace

story::story(control& c, bool routed, std::function<std::string()> midway)
    : control_(c), routed_(routed), midway_(std::move(midway)) {}

void story::print(const std::string& who, const std::string& to, const std::string& text) {
  auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                                  began_)
                .count();
  std::printf("[%3lld.%03lld] %7s -> %-8s %s\n", static_cast<long long>(ms / 1000),
              static_cast<long long>(ms % 1000), who.c_str(), to.c_str(), indent(text).c_str());
  std::fflush(stdout);
}

std::vector<std::pair<std::string, std::string>> story::member_side() {
  std::vector<std::pair<std::string, std::string>> out;
  for (auto& m :
       list_at(control_.call("GET", "/_sandbox/discord/users/" + member_ + "/messages").body,
               "messages")) {
    auto* author = m.as_object().if_contains("author");
    auto* bot = author && author->is_object() ? author->as_object().if_contains("bot") : nullptr;
    out.emplace_back(bot && bot->is_bool() && bot->as_bool() ? "bot" : member_name,
                     text_at(m, "content"));
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> story::agent_side() {
  std::vector<std::pair<std::string, std::string>> out;
  if (conversation_.empty()) return out;
  for (auto& m : list_at(control_
                             .call("GET", "/_sandbox/agents/" + agent_ + "/conversations/" +
                                              conversation_ + "/messages")
                             .body,
                         "messages"))
    out.emplace_back(text_at(m, "author"), text_at(m, "body"));
  return out;
}

void story::print_new() {
  auto seen = member_side();
  for (; printed_member_ < seen.size(); ++printed_member_) {
    auto& [who, text] = seen[printed_member_];
    if (who == "bot") print("Discord", member_name, text);
  }
}

bool story::member_sees(std::string contains) {
  doing_ = "waiting for the member to see: " + contains;
  auto there = control_.until([&] {
    for (auto& [who, text] : member_side())
      if (text.find(contains) != std::string::npos) return true;
    return false;
  });
  print_new();
  return there;
}

bool story::agent_sees(std::string contains) {
  doing_ = "waiting for the agent to see: " + contains;
  return control_.until([&] {
    for (auto& [who, text] : agent_side())
      if (text.find(contains) != std::string::npos) return true;
    return false;
  });
}

std::string story::press(const std::string& label) {
  print(member_name, "Discord", "[presses \"" + label + "\"]");
  for (auto& m :
       list_at(control_.call("GET", "/_sandbox/discord/users/" + member_ + "/messages").body,
               "messages"))
    for (auto& row : list_at(m, "components"))
      for (auto& button : list_at(row, "components"))
        if (text_at(button, "label") == label) {
          auto done = control_.call("POST", "/_sandbox/discord/users/" + member_ + "/clicks",
                                    json::object{{"message_id", text_at(m, "id")},
                                                 {"custom_id", text_at(button, "custom_id")}});
          return done.status == 200 || done.status == 201
                     ? ""
                     : "pressing " + label + " failed: " + json::serialize(done.body);
        }
  return "no button \"" + label + "\" was offered";
}

std::string story::act() {
  auto member_writes = [&](const std::string& text) {
    print(member_name, "Discord", text);
    control_.call("POST", "/_sandbox/discord/users/" + member_ + "/messages",
                  json::object{{"content", text}});
  };
  auto agent_writes = [&](const std::string& text) {
    print(agent_name, "Flex", text);
    control_.call("POST",
                  "/_sandbox/agents/" + agent_ + "/conversations/" + conversation_ + "/messages",
                  json::object{{"body", text}});
  };
  doing_ = "the node must be connected to the gateway";
  if (!control_.until([&] {
        for (auto& s : list_at(control_.call("GET", "/_sandbox/discord/gateway").body, "sessions"))
          if (auto* c = s.as_object().if_contains("connected"); c && c->is_bool() && c->as_bool())
            return true;
        return false;
      }))
    return doing_;
  member_ = text_at(
      control_
          .call("POST", "/_sandbox/discord/users",
                json::object{{"name", "alice"}, {"global_name", member_name}, {"locale", "en-US"}})
          .body,
      "id");
  agent_ = text_at(control_
                       .call("POST", "/_sandbox/agents",
                             json::object{{"name", "mike@example.com"}, {"full_name", agent_name}})
                       .body,
                   "id");
  if (member_.empty() || agent_.empty()) return "the sandbox made no member or agent";

  member_writes(question);
  if (!member_sees("https://help.emberfall.example/")) return doing_;
  if (auto why = press("Talk to a person"); !why.empty()) return why;
  if (!member_sees("Case #1 was created") || !member_sees("You are in the queue")) return doing_;

  doing_ = "waiting for the agent's offer";
  if (!control_.until([&] {
        for (auto& t :
             list_at(control_.call("GET", "/_sandbox/agents/" + agent_ + "/tasks").body, "tasks")) {
          task_ = text_at(t, "task_sid");
          conversation_ = text_at(t, "conversation_sid");
        }
        return !task_.empty();
      }))
    return doing_;
  print(agent_name, "Flex", "[accepts the task]");
  control_.call("POST", "/_sandbox/agents/" + agent_ + "/tasks/" + task_ + "/accept",
                json::object{});
  if (!member_sees(std::string(agent_name) + " has joined")) return doing_;
  if (!agent_sees(question)) return doing_;

  agent_writes(agent_hello);
  if (!member_sees(agent_hello)) return doing_;
  member_writes(member_reply);
  if (midway_) {
    doing_ = "kill -9 of the node and a restart";
    if (auto why = midway_(); !why.empty()) return why;
    print("demo", "node", "[kill -9, and started again]");
  }
  if (!agent_sees(member_reply)) return doing_;
  agent_writes(agent_help);
  if (!member_sees(agent_help)) return doing_;
  member_writes(member_thanks);
  if (!agent_sees(member_thanks)) return doing_;

  print(agent_name, "Flex", "[completes the task]");
  control_.call("POST", "/_sandbox/agents/" + agent_ + "/tasks/" + task_ + "/complete",
                json::object{});
  if (!member_sees(std::string(agent_name) + " has left") ||
      !member_sees("You are back with the assistant") || !member_sees("Please rate"))
    return doing_;
  member_writes(second_question);
  doing_ = "waiting for the bot's second answer";
  if (!control_.until([&] {
        auto seen = member_side();
        return seen.size() >= 2 && seen.back().first == "bot" &&
               seen.back().second.find("https://help.emberfall.example/") != std::string::npos;
      }))
    return doing_;
  print_new();
  return {};
}

std::string story::compare(const std::string& side, const std::vector<expected>& wanted,
                           const std::vector<std::pair<std::string, std::string>>& got) const {
  std::string out;
  for (std::size_t i = 0; i < std::max(wanted.size(), got.size()); ++i) {
    const bool same = i < wanted.size() && i < got.size() && wanted[i].who == got[i].first &&
                      got[i].second.find(wanted[i].contains) != std::string::npos;
    if (same) continue;
    out += side + ", message " + std::to_string(i + 1) + ":\n  expected " +
           (i < wanted.size() ? wanted[i].who + ": …" + wanted[i].contains + "…" : "nothing more") +
           "\n  came     " + (i < got.size() ? got[i].first + ": " + got[i].second : "nothing") +
           '\n';
  }
  return out;
}

std::string story::play() {
  if (auto why = act(); !why.empty()) return "failed while " + why;
  auto identity = std::string("mike_40example_2Ecom"), customer = "discord-" + member_;
  auto wrong = compare("on Discord",
                       {{member_name, question},
                        {"bot", "https://help.emberfall.example/"},
                        {"bot", "Case #1 was created"},
                        {"bot", "You are in the queue"},
                        {"bot", "Mike has joined"},
                        {"bot", agent_hello},
                        {member_name, member_reply},
                        {"bot", agent_help},
                        {member_name, member_thanks},
                        {"bot", "Mike has left"},
                        {"bot", "You are back with the assistant"},
                        {"bot", "Please rate"},
                        {member_name, second_question},
                        {"bot", "https://help.emberfall.example/"}},
                       member_side());
  std::vector<expected> in_flex{
      {customer, question},    {"flexcord-bot", "https://help.emberfall.example/"},
      {identity, agent_hello}, {customer, member_reply},
      {identity, agent_help},  {customer, member_thanks}};
  if (routed_)
    in_flex.insert(in_flex.begin() + 2, {customer, "Talk to a person"});
  else // where a flow decides, the desk is there before the case
    in_flex.insert(in_flex.begin(), {"flexcord-bot", "Case #1: http"});
  wrong += compare("in Flex", in_flex, agent_side());
  return wrong;
}

} // namespace flexcord::sandbox::demo
