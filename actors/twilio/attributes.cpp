#include "actors/twilio/attributes.hpp"

#include "net/twilio/json.hpp"

#include <boost/json.hpp>

namespace flexcord::actors::twilio {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_value = 128;
constexpr std::size_t longest_name = 256;

/// Without what would end a JSON text that it is pasted into.
std::string plain(std::string text) {
  std::erase_if(text, [](char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  return text;
}

std::string value(const std::string& text) { return shorten(text, longest_value); }

} // namespace

std::string shorten(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  auto end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text;
}

std::string conversation_attributes(const std::string& key, std::uint64_t case_number,
                                    const std::string& customer_name, bool requested,
                                    const std::string& case_url) {
  json::object fc{{"key", key}};
  if (case_number != 0) fc["case"] = case_number;
  json::object all{{"fc", std::move(fc)},
                   {"customer_name", plain(shorten(customer_name, longest_name))}};
  if (requested) all["handoff"] = "requested";
  if (!case_url.empty()) all["case_url"] = plain(case_url);
  return json::serialize(all);
}

std::string participant_attributes(const std::string& name) {
  return json::serialize(json::object{{"name", shorten(name, longest_name)}});
}

std::string message_attributes(const std::string& nonce) {
  return json::serialize(json::object{{"fc", json::object{{"n", nonce}}}});
}

std::string message_attributes(const std::string& nonce, const std::string& channel,
                               const std::string& author) {
  return json::serialize(json::object{{"fc", json::object{{"n", nonce}}},
                                      {"channel", json::object{{"id", channel}}},
                                      {"author", json::object{{"id", author}}}});
}

std::string task_attributes(const conversation::invite& i, const std::string& key,
                            const std::string& conversation_sid, const std::string& identity,
                            const std::string& channel_type, const std::string& case_url) {
  auto name = value(i.user.name.empty() ? identity : i.user.name);
  auto number = std::to_string(i.case_number);
  json::object insights{{"communication_channel", "Discord"}};
  if (i.case_number != 0) insights["case"] = number;
  if (!i.user.locale.empty()) insights["language"] = value(i.user.locale);
  json::object o{{"customerName", name},
                 {"customerAddress", value(identity)},
                 {"from", name},
                 {"channelType", channel_type},
                 {"direction", "inbound"},
                 {"conversationSid", conversation_sid},
                 {"conversations", std::move(insights)},
                 {"customers", json::object{{"name", name}, {"external_id", value(identity)}}},
                 {"fc", json::object{{"key", value(key)}}}};
  if (i.case_number != 0) o["caseNumber"] = number;
  if (!case_url.empty()) o["case_url"] = case_url;
  for (auto& [field, text] :
       {std::pair{"reason", &i.reason}, std::pair{"queue", &i.queue}, std::pair{"topic", &i.topic}})
    if (!text->empty()) o[field] = value(*text);
  return json::serialize(o);
}

std::string with_case(std::string_view attributes, std::uint64_t case_number,
                      const std::string& case_url) {
  auto parsed = net::twilio::parse_json(attributes);
  auto* o = parsed.if_object();
  if (o == nullptr || case_number == 0 || case_url.empty()) return {};
  if (!net::twilio::text_of(*o, "case_url").empty()) return {};
  (*o)["case_url"] = case_url;
  (*o)["caseNumber"] = std::to_string(case_number);
  return json::serialize(*o);
}

task_ids ids_of_task(std::string_view attributes) {
  using net::twilio::attribute;
  return {attribute(attributes, "conversationSid"), attribute(attributes, "flexInteractionSid"),
          attribute(attributes, "flexInteractionChannelSid")};
}

std::vector<std::string> file_names(std::string_view attachments) {
  std::vector<std::string> names;
  auto parsed = net::twilio::parse_json(attachments);
  auto* list = parsed.if_array();
  if (list == nullptr) return names;
  for (auto& item : *list) {
    auto* o = item.if_object();
    auto name = o ? net::twilio::text_of(*o, "name") : std::string{};
    if (!name.empty()) names.push_back(shorten(std::move(name), longest_name));
  }
  return names;
}

} // namespace flexcord::actors::twilio
