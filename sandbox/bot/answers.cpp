#include "sandbox/bot/answers.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>
#include <vector>

namespace flexcord::sandbox::bot {

namespace json = boost::json;

namespace {

struct canned {
  std::vector<std::string_view> words; ///< any of them
  std::string_view text;
};

// An invented game community: Lanterns of Oru.
const std::vector<canned>& knowledge() {
  static const std::vector<canned> all{
      {{"password", "log in", "login", "account"},
       "To reset your password, open Account > Security on the website and choose \"Send me a "
       "link\". The link works for 30 minutes."},
      {{"crash", "freeze", "black screen"},
       "Please update your graphics driver, then start the game with \"Verify files\" in the "
       "launcher. If it still crashes, a person can look at your log file."},
      {{"refund", "money back", "payment", "billing"},
       "Purchases can be refunded within 14 days if you have played less than 2 hours. You find "
       "the form under Account > Orders."},
      {{"server", "lag", "ping", "down"},
       "All realms are listed on the status page. High ping is often cured by choosing the nearest "
       "realm in the login screen."},
      {{"guild", "clan"},
       "You can found a guild at level 10 in any capital: talk to the registrar and bring three "
       "friends."},
      {{"event", "season"},
       "The Festival of Lanterns runs until the end of the month: daily quests start at the "
       "harbour of Oru."},
      {{"hello", "hi ", "hey", "bonjour", "salut", "good morning"},
       "Hello! I am the Oru helper. Ask me about your account, crashes, refunds, servers or "
       "guilds."},
      {{"thank", "merci"}, "You are welcome! Have fun in Oru."}};
  return all;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

// The whole text: "500 gold" does not fail the bot, "500" does.
bool is_command(const std::string& text, std::string_view word) { return text == word; }

bool mentions(const std::string& text, std::string_view word) {
  return text.find(word) != std::string::npos;
}

json::object say(std::string_view sender, std::string_view text) {
  return {{"recipient_id", sender}, {"text", text}};
}

json::array human_button() {
  return {json::object{{"title", "Talk to a person"}, {"payload", "/handoff"}}};
}

turn as_json(json::array messages) {
  return {200, "application/json", json::serialize(messages), 0, false};
}

turn hand_off(std::string_view sender) {
  json::object custom{
      {"handoff", true}, {"reason", "the user asked for a person"}, {"queue", "support"}};
  return as_json({say(sender, "I am getting a person for you."),
                  json::object{{"recipient_id", sender}, {"custom", std::move(custom)}}});
}

// "slow 5": answers after five seconds (by the sandbox's clock), at most ten minutes.
std::int64_t slow_seconds(const std::string& text) {
  if (!text.starts_with("slow ")) return 0;
  std::int64_t seconds = 0;
  auto [end, error] = std::from_chars(text.data() + 5, text.data() + text.size(), seconds);
  return error == std::errc{} && end == text.data() + text.size()
             ? std::clamp<std::int64_t>(seconds, 0, 600)
             : 0;
}

std::string huge_body() {
  constexpr std::size_t ten_megabytes = 10u << 20;
  return "[{\"recipient_id\":\"huge\",\"text\":\"" + std::string(ten_megabytes, 'x') + "\"}]";
}

} // namespace

turn answer(std::string_view sender, std::string_view raw) {
  auto text = lower(raw);
  if (is_command(text, "500"))
    return {500, "application/json", R"({"status":"failure","reason":"Conversation failed"})", 0,
            false};
  if (is_command(text, "html"))
    return {200, "text/html", "<!doctype html><title>Bad gateway</title><h1>502 Bad Gateway</h1>",
            0, false};
  if (is_command(text, "huge")) return {200, "application/json", huge_body(), 0, false};
  if (is_command(text, "silent")) return as_json({});
  if (is_command(text, "hang")) return {200, "application/json", "[]", 0, true};
  if (auto seconds = slow_seconds(text); seconds > 0) {
    auto out = as_json({say(sender, "Sorry, I had to think about that.")});
    out.delay_ms = seconds * 1000;
    return out;
  }
  if (text == "/handoff" || mentions(text, "handoff") || mentions(text, "human") ||
      mentions(text, "real person"))
    return hand_off(sender);
  if (is_command(text, "buttons")) {
    auto message = say(sender, "What is it about?");
    message["buttons"] =
        json::array{json::object{{"title", "My account"}, {"payload", "account"}},
                    json::object{{"title", "A crash"}, {"payload", "crash"}},
                    json::object{{"title", "Talk to a person"}, {"payload", "/handoff"}}};
    return as_json({std::move(message)});
  }
  for (const auto& entry : knowledge())
    for (auto word : entry.words)
      if (mentions(text + " ", word)) return as_json({say(sender, entry.text)});
  auto message = say(sender, "I do not know about \"" + std::string(raw.substr(0, 200)) +
                                 "\". A person can help you.");
  message["buttons"] = human_button();
  return as_json({std::move(message)});
}

} // namespace flexcord::sandbox::bot
