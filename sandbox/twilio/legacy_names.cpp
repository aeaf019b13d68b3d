#include "sandbox/twilio/legacy_names.hpp"

#include "sandbox/core/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <utility>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

namespace {

using pair = std::pair<std::string_view, std::string_view>;

constexpr pair events[] = {{"onMessageAdded", "onMessageSent"},
                           {"onMessageUpdated", "onMessageUpdated"},
                           {"onMessageRemoved", "onMessageRemoved"},
                           {"onParticipantAdded", "onMemberAdded"},
                           {"onParticipantUpdated", "onMemberUpdated"},
                           {"onParticipantRemoved", "onMemberRemoved"},
                           {"onConversationAdded", "onChannelAdded"},
                           {"onConversationUpdated", "onChannelUpdated"},
                           {"onConversationRemoved", "onChannelDestroyed"}};

// Names that stay are not listed; an empty one is left out.
constexpr pair names[] = {
    {"ConversationSid", "ChannelSid"}, {"Author", "From"}, {"ParticipantSid", "MemberSid"},
    {"MessagingServiceSid", ""},       {"State", ""},      {"Media", ""}};

void add_media(const net::http::form& all, net::http::form& out) {
  boost::system::error_code error;
  const auto parsed = json::parse(net::http::form_value(all, "Media"), error);
  const auto* list = error ? nullptr : parsed.if_array();
  const auto* file = list && !list->empty() ? list->front().if_object() : nullptr;
  if (!file) return;
  out.emplace_back("MediaSid", text_at(*file, "Sid"));
  out.emplace_back("MediaContentType", text_at(*file, "ContentType"));
  out.emplace_back("MediaFilename", text_at(*file, "Filename"));
  out.emplace_back("MediaSize", std::to_string(number_at(*file, "Size").value_or(0)));
}

} // namespace

std::string legacy_event_of(std::string_view event, std::string_view media) {
  if (event == "onMessageAdded" && !media.empty()) return "onMediaMessageSent";
  const auto* at = std::find_if(std::begin(events), std::end(events),
                                [&](const pair& p) { return p.first == event; });
  return at == std::end(events) ? std::string() : std::string(at->second);
}

net::http::form legacy_parameters(const std::string& legacy_event, const net::http::form& all) {
  net::http::form out;
  const bool of_message = legacy_event.find("Message") != std::string::npos;
  for (const auto& [name, value] : all) {
    const auto* renamed = std::find_if(std::begin(names), std::end(names),
                                       [&](const pair& p) { return p.first == name; });
    // Who wrote is a member, but not named as one here.
    if (of_message && name == "ParticipantSid") continue;
    if (renamed == std::end(names))
      out.emplace_back(name, value);
    else if (!renamed->second.empty())
      out.emplace_back(renamed->second, value);
  }
  add_media(all, out);
  // As in captures: where and which, who and what, then the rest.
  constexpr std::string_view order[] = {"ChannelSid", "MessageSid", "Index", "From", "Body"};
  auto rank = [&](const auto& field) {
    return std::find(std::begin(order), std::end(order), field.first) - std::begin(order);
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return out;
}

} // namespace flexcord::sandbox::twilio
