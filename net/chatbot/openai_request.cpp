#include "net/chatbot/openai_request.hpp"
#include "net/chatbot/completion.hpp"
#include "net/chatbot/shape.hpp"

#include <boost/json.hpp>

namespace flexcord::net::chatbot {

namespace json = boost::json;

namespace {

constexpr const char* default_prompt = "You are the customer service assistant of this Discord "
                                       "community. Answer the user's question in a few short, "
                                       "friendly sentences, in the user's language. Say so when "
                                       "you do not know something; never invent facts, links, "
                                       "prices or promises. Never ask for passwords or payment "
                                       "data. When the user asks for a person, is upset, has a "
                                       "problem with an account or a payment, or when you could "
                                       "not help twice in a row, call the tool "
                                       "request_human_agent.";

/// Models are billed by what they read, and old turns help little.
constexpr std::size_t most_history = 40;

json::object message(const char* role, std::string text) {
  return json::object{{"role", role}, {"content", std::move(text)}};
}

json::object past(const said& s) {
  if (s.author == "user") return message("user", s.text);
  // The model must see that a person answered and not take the words for its own.
  if (s.author == "agent") return message("assistant", "[live agent] " + s.text);
  return message("assistant", s.text);
}

/// Its own message, so that it holds beside a prompt of the operator's.
std::string articles_for(const std::vector<passage>& articles) {
  std::string text = "Articles of the knowledge base that may answer the user's question. Answer "
                     "from them where they fit, and cite the link of each one that you used, "
                     "exactly as it stands here; give no other links. When none of them fits, do "
                     "not cite any.";
  for (const auto& a : articles)
    text +=
        "\n\n<article>\nTitle: " + a.title + "\nLink: " + a.url + "\n\n" + a.text + "\n</article>";
  return text;
}

json::object tool() {
  json::object text{{"type", "string"}};
  auto described = [&text](const char* words) {
    auto o = text;
    o["description"] = words;
    return o;
  };
  json::object properties;
  properties["reason"] = described("Why the user needs a person, in one short sentence.");
  properties["queue"] =
      described("The team that should take over, when the user's problem names one.");
  json::object parameters{{"type", "object"}, {"properties", properties}, {"required", {"reason"}}};
  json::object function;
  function["name"] = handoff_tool;
  function["description"] = "Hands the conversation to a live agent of customer service.";
  function["parameters"] = parameters;
  return json::object{{"type", "function"}, {"function", function}};
}

} // namespace

std::string completion_request(const turn& t, const config::chatbot_settings& s) {
  std::string prompt = s.system_prompt.empty() ? default_prompt : s.system_prompt;
  if (!t.locale.empty()) prompt += "\nThe user's locale is " + t.locale + ".";
  json::array messages;
  messages.push_back(message("system", std::move(prompt)));
  if (!t.articles.empty()) messages.push_back(message("system", articles_for(t.articles)));
  auto skip = t.history.size() > most_history ? t.history.size() - most_history : 0;
  for (std::size_t i = skip; i < t.history.size(); ++i) messages.push_back(past(t.history[i]));
  messages.push_back(message("user", words_of(t)));
  json::object o;
  o["model"] = s.model;
  o["messages"] = std::move(messages);
  o["stream"] = s.stream;
  o["tools"] = json::array{json::value(tool())};
  o["tool_choice"] = "auto";
  o["user"] = t.session_id;
  return json::serialize(o);
}

} // namespace flexcord::net::chatbot
