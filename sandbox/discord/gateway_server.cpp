#include "sandbox/discord/gateway_server.hpp"
#include "sandbox/core/json.hpp"
#include "sandbox/discord/gateway_link.hpp"
#include "sandbox/discord/objects.hpp"

#include <algorithm>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

constexpr std::size_t most_sessions = 100;
constexpr std::int64_t day_ms = 86'400'000;

} // namespace

gateway_server::gateway_server(world& world_) : w(world_) {}

net::websocket::handlers gateway_server::accept(const net::http::incoming& in,
                                                std::shared_ptr<net::websocket::connection> c) {
  const auto version = in.query_value("v");
  const auto encoding = in.query_value("encoding");
  const auto compress = in.query_value("compress");
  const bool understood =
      (encoding.empty() || encoding == "json") && (compress.empty() || compress == "zlib-stream");
  const int refusal = version != "10" ? 4012 : understood ? 0 : 4002;
  auto link = std::make_shared<gateway_link>(*this, std::move(c), compress == "zlib-stream");
  links_.push_back(link);
  net::websocket::handlers h;
  h.on_text = [link](const std::string& text) { link->received(text); };
  h.on_binary = [link](const std::string& text) { link->received(text); };
  h.on_closed = [link](const net::websocket::close_info& i) { link->closed(i.code); };
  // Once the handshake's answer is on its way.
  w.host.rt().post([link, refusal] { link->start(refusal); });
  return h;
}

void gateway_server::closed(gateway_link& link) {
  links_.remove_if([&](auto& l) { return l.get() == &link; });
}

gateway_session* gateway_server::find(const std::string& id) {
  auto s = sessions_.find(id);
  return s == sessions_.end() ? nullptr : &s->second;
}

gateway_link* gateway_server::link_of(const std::string& session_id) {
  for (auto& l : links_)
    if (!session_id.empty() && l->session_id == session_id) return l.get();
  return nullptr;
}

void gateway_server::send(gateway_session& s, const std::string& text) {
  if (auto* l = link_of(s.id)) l->send(text);
}

void gateway_server::dispatch(std::string_view type, const json::object& data, const audience& a) {
  for (auto& [id, s] : sessions_)
    if (s.wants(a))
      send(s, s.add(type, s.visible(data, a), static_cast<std::size_t>(limits.replay)));
}

void gateway_server::refresh_budget() {
  if (w.host.now_ms() < budget_until_) return;
  budget_left_ = limits.sessions_per_day;
  budget_until_ = w.host.now_ms() + day_ms;
}

json::object gateway_server::bot_info() {
  refresh_budget();
  return {{"url", w.host.ws_base() + "/gateway"},
          {"shards", 1},
          {"session_start_limit",
           json::object{{"total", limits.sessions_per_day},
                        {"remaining", std::min(budget_left_, limits.sessions_per_day)},
                        {"reset_after", budget_until_ - w.host.now_ms()},
                        {"max_concurrency", 1}}}};
}

int gateway_server::judge_identify(const json::object& d) const {
  if (text_at(d, "token") != bot_token) return 4004;
  const auto intents = number_at(d, "intents");
  if (!object_at(d, "properties") || !intents) return intents ? 4002 : 4013;
  if (auto* shard = array_at(d, "shard")) {
    if (shard->size() != 2 || !shard->at(0).is_int64() || !shard->at(1).is_int64()) return 4010;
    const auto index = shard->at(0).get_int64(), count = shard->at(1).get_int64();
    if (index < 0 || count < 1 || index >= count) return 4010;
  }
  if (*intents < 0 || (*intents & ~static_cast<std::int64_t>(known_intents)) != 0) return 4013;
  const auto forbidden = privileged_intents & ~limits.privileged;
  return (static_cast<std::uint32_t>(*intents) & forbidden) != 0 ? 4014 : 0;
}

gateway_session* gateway_server::begin_session(const json::object& d) {
  refresh_budget();
  const auto now = w.host.now_ms();
  gateway_session s;
  if (auto* shard = array_at(d, "shard")) {
    s.shard = static_cast<std::uint64_t>(shard->at(0).get_int64());
    s.shards = static_cast<std::uint64_t>(shard->at(1).get_int64());
  }
  // max_concurrency is 1: all shards share one key.
  const auto last = last_identify_.find(0);
  if (last != last_identify_.end() && now - last->second < limits.identify_interval_ms)
    return nullptr;
  if (budget_left_ <= 0 || sessions_.size() >= most_sessions) return nullptr;
  last_identify_[0] = now;
  --budget_left_;
  ++identifies_;
  s.id = digest(w.next_id()).substr(0, 32);
  s.intents = static_cast<std::uint32_t>(number_at(d, "intents").value_or(0));
  return &sessions_.emplace(s.id, std::move(s)).first->second;
}

void gateway_server::greet(gateway_session& s) {
  const bool has_guild = s.wants({0, true, true});
  json::array guilds;
  if (has_guild) guilds.push_back(json::object{{"id", guild_id}, {"unavailable", true}});
  auto self = user_json(w.bot);
  self["verified"] = true;
  self["mfa_enabled"] = true;
  self["email"] = nullptr;
  const auto flags = (limits.privileged & intent_content) != 0 ? 1 << 19 : 0;
  json::object ready{{"v", 10},
                     {"user", std::move(self)},
                     {"user_settings", json::object()},
                     {"session_type", "normal"},
                     {"session_id", s.id},
                     {"resume_gateway_url", w.host.ws_base() + "/gateway"},
                     {"guilds", std::move(guilds)},
                     {"private_channels", json::array()},
                     {"relationships", json::array()},
                     {"presences", json::array()},
                     {"shard", json::array{s.shard, s.shards}},
                     {"application", json::object{{"id", bot_id}, {"flags", flags}}}};
  const auto keep = static_cast<std::size_t>(limits.replay);
  send(s, s.add("READY", ready, keep));
  if (has_guild && (s.intents & intent_guilds) != 0)
    send(s, s.add("GUILD_CREATE", guild_json(w), keep));
}

void gateway_server::take_over(gateway_session& s, gateway_link& link) {
  if (auto* old = link_of(s.id)) {
    old->detach();
    old->drop();
  }
  link.session_id = s.id;
  s.connected = true;
}

void gateway_server::lost(const std::string& session_id, bool final) {
  auto* s = find(session_id);
  if (!s) return;
  if (final) {
    sessions_.erase(session_id);
    return;
  }
  s->connected = false;
  s->gone_since = w.host.now_ms();
  w.host.after(limits.resume_window_ms, [this, session_id, since = s->gone_since] {
    auto* gone = find(session_id);
    if (gone && !gone->connected && gone->gone_since == since) sessions_.erase(session_id);
  });
}

void gateway_server::forget_lost() {
  std::erase_if(sessions_, [](auto& s) { return !s.second.connected; });
}

void gateway_server::note(std::string_view what, const std::string& session, int code) {
  json::object data{{"what", what}, {"session", session}};
  if (code != 0) data["code"] = code;
  w.host.happened("discord.gateway", std::move(data));
}

} // namespace flexcord::sandbox::discord
