#include "sandbox/discord/gateway_link.hpp"
#include "sandbox/core/json.hpp"
#include "sandbox/discord/objects.hpp"

#include <boost/json/parse.hpp>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

gateway_link::gateway_link(gateway_server& server, std::shared_ptr<net::websocket::connection> c,
                           bool compressed)
    : server_(server), connection_(std::move(c)) {
  if (compressed) zlib_ = std::make_unique<zlib_stream>();
}

void gateway_link::start(int refusal) {
  if (refusal != 0) {
    close(refusal, refusal == 4012 ? "Invalid API version." : "Unsupported encoding.");
    return;
  }
  send(payload(10, json::object{{"heartbeat_interval", server_.limits.heartbeat_interval_ms},
                                {"_trace", json::array{"[\"sandbox\"]"}}}));
  watch_heart();
}

void gateway_link::send(const std::string& text) {
  if (!connection_ || frozen_ || closing_) return;
  if (!zlib_) return connection_->send_text(text);
  auto bytes = zlib_->compress(text);
  if (server_.limits.split_frames && bytes.size() > 4) {
    connection_->send_binary(bytes.substr(0, bytes.size() / 2));
    bytes.erase(0, bytes.size() / 2);
  }
  connection_->send_binary(std::move(bytes));
}

void gateway_link::close(int code, const std::string& reason) {
  if (!connection_ || closing_) return;
  closing_ = true;
  server_.note("closed", session_id, code);
  server_.lost(session_id, ends_session(code));
  session_id.clear();
  connection_->close(static_cast<std::uint16_t>(code), reason);
}

void gateway_link::drop() {
  if (connection_) connection_->drop();
}

void gateway_link::freeze() {
  frozen_ = true;
  if (connection_) connection_->pause_reading(true);
}

void gateway_link::closed(int code) {
  auto keep = shared_from_this();
  heart_.cancel();
  connection_.reset(); // it holds our handlers, which hold us
  if (!session_id.empty()) {
    server_.note("disconnected", session_id, code);
    // A client that closes with 1000 or 1001 ends its session.
    server_.lost(session_id, code == 1000 || code == 1001);
  }
  server_.closed(*this);
}

void gateway_link::watch_heart() {
  // By real time: a client beats by its own clock, whatever the sandbox's says.
  const auto patience = server_.limits.heartbeat_interval_ms * 3 / 2 + 1'000;
  heart_ =
      server_.w.host.rt().after(std::chrono::milliseconds(patience), [weak = weak_from_this()] {
        if (auto self = weak.lock(); self && !self->frozen_)
          self->close(4009, "Session timed out.");
      });
}

bool gateway_link::too_many() {
  const auto now = server_.w.host.now_ms();
  while (!recent_.empty() && recent_.front() <= now - 60'000) recent_.pop_front();
  recent_.push_back(now);
  return recent_.size() > static_cast<std::size_t>(server_.limits.commands_per_minute);
}

void gateway_link::received(const std::string& text) {
  if (closing_ || frozen_) return;
  if (too_many()) return close(4008, "You are being rate limited.");
  if (text.size() > 4096) return close(4002, "Error while decoding payload.");
  boost::system::error_code ec;
  const auto value = json::parse(text, ec);
  const auto* o = ec ? nullptr : value.if_object();
  const auto op = o ? number_at(*o, "op") : std::nullopt;
  if (!op) return close(4002, "Error while decoding payload.");
  server_.count_op(static_cast<int>(*op));
  const auto* d = object_at(*o, "d");
  if (*op == 1) return heartbeat();
  if (*op == 2 || *op == 6) {
    if (!d) return close(4002, "Error while decoding payload.");
    if (!session_id.empty()) return close(4005, "Already authenticated.");
    return *op == 2 ? identify(*d) : resume(*d);
  }
  if (session_id.empty()) return close(4003, "Not authenticated.");
  switch (*op) {
  case 3:
  case 4:
  case 31:
  case 43:
    return; // presence, voice, soundboard, channel info: taken without an answer
  case 8:
    return d ? members(*d) : close(4002, "Error while decoding payload.");
  default:
    return close(4001, "Unknown opcode.");
  }
}

void gateway_link::heartbeat() {
  watch_heart();
  send(payload(11, nullptr));
}

void gateway_link::invalid_session(bool resumable) {
  server_.note("invalid session", session_id);
  send(payload(9, resumable));
}

void gateway_link::identify(const json::object& d) {
  if (const int code = server_.judge_identify(d))
    return close(code, code == 4004   ? "Authentication failed."
                       : code == 4010 ? "Invalid shard."
                       : code == 4013 ? "Invalid intent(s)."
                       : code == 4014 ? "Disallowed intent(s)."
                                      : "Error while decoding payload.");
  auto* s = server_.begin_session(d);
  if (!s) return invalid_session(false);
  session_id = s->id;
  s->connected = true;
  server_.note("identified", session_id);
  server_.greet(*s);
}

void gateway_link::resume(const json::object& d) {
  if (text_at(d, "token") != bot_token) return close(4004, "Authentication failed.");
  const auto sequence = number_at(d, "seq").value_or(-1);
  auto* s = server_.find(text_at(d, "session_id"));
  if (!s || sequence < 0) return invalid_session(false);
  if (static_cast<std::uint64_t>(sequence) > s->sequence()) {
    server_.lost(s->id, true);
    return close(4007, "Invalid seq.");
  }
  if (!s->can_replay(static_cast<std::uint64_t>(sequence))) {
    server_.lost(s->id, true);
    return invalid_session(false);
  }
  server_.take_over(*s, *this);
  server_.count_resume();
  server_.note("resumed", session_id);
  for (auto& text : s->after(static_cast<std::uint64_t>(sequence))) send(text);
  send(s->add("RESUMED", json::object(), static_cast<std::size_t>(server_.limits.replay)));
}

void gateway_link::members(const json::object& d) {
  auto* s = server_.find(session_id);
  if (!s || id_at(d, "guild_id") != guild_id) return;
  json::array list{member_json(server_.w.bot)};
  if ((s->intents & intent_members) != 0)
    for (auto& [id, u] : server_.w.users)
      if (!u.left_guild) list.push_back(member_json(u));
  json::object chunk{{"guild_id", guild_id},
                     {"members", std::move(list)},
                     {"chunk_index", 0},
                     {"chunk_count", 1},
                     {"not_found", json::array()}};
  if (auto nonce = text_at(d, "nonce"); !nonce.empty()) chunk["nonce"] = nonce;
  send(s->add("GUILD_MEMBERS_CHUNK", chunk, static_cast<std::size_t>(server_.limits.replay)));
}

} // namespace flexcord::sandbox::discord
