#include "sandbox/discord/gateway_session.hpp"
#include "sandbox/discord/ids.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

bool gateway_session::wants(const audience& a) const {
  if (a.intents != 0 && (a.intents & intents) == 0) return false;
  const auto home = a.guild ? (to_number(guild_id) >> 22) % shards : 0;
  return shard == home;
}

json::object gateway_session::visible(const json::object& data, const audience& a) const {
  auto copy = data;
  if (a.content_shown || (intents & intent_content) != 0) return copy;
  copy["content"] = "";
  copy["embeds"] = json::array();
  copy["attachments"] = json::array();
  copy["components"] = json::array();
  copy.erase("poll");
  return copy;
}

const std::string& gateway_session::add(std::string_view type, const json::object& data,
                                        std::size_t keep) {
  const json::object whole{{"t", type}, {"s", ++sequence_}, {"op", 0}, {"d", data}};
  kept_.push_back({sequence_, json::serialize(whole)});
  while (kept_.size() > keep) kept_.pop_front();
  return kept_.back().text;
}

bool gateway_session::can_replay(std::uint64_t sequence) const {
  return sequence == sequence_ || (!kept_.empty() && kept_.front().sequence <= sequence + 1);
}

std::deque<std::string> gateway_session::after(std::uint64_t sequence) const {
  std::deque<std::string> out;
  for (auto& k : kept_)
    if (k.sequence > sequence) out.push_back(k.text);
  return out;
}

std::string payload(int op, const json::value& data) {
  return json::serialize(json::object{{"t", nullptr}, {"s", nullptr}, {"op", op}, {"d", data}});
}

bool ends_session(int code) {
  switch (code) {
  case 1000:
  case 4003:
  case 4004:
  case 4005:
  case 4007:
  case 4009:
  case 4010:
  case 4011:
  case 4012:
  case 4013:
  case 4014:
    return true;
  default:
    return false;
  }
}

} // namespace flexcord::sandbox::discord
