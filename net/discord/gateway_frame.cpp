#include "net/discord/gateway_frame.hpp"

#include "net/discord/json_fields.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

namespace flexcord::net::discord {

namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

constexpr auto longest_interval = 24h;

result<gateway_frame> read_hello(gateway_frame f, const json::value* d) {
  auto* object = d ? d->if_object() : nullptr;
  auto interval = object ? fields::integer(*object, "heartbeat_interval") : std::nullopt;
  if (!interval || *interval <= 0 ||
      *interval > std::chrono::milliseconds(longest_interval).count()) {
    return fields::malformed("hello: heartbeat_interval");
  }
  f.heartbeat_interval = std::chrono::milliseconds(*interval);
  return f;
}

} // namespace

result<gateway_frame> parse_frame(std::string_view text) {
  auto root = fields::parse_object(text, "frame");
  if (root.has_error()) return root.error();
  const auto& o = *root;
  gateway_frame f;
  auto op = fields::integer(o, "op");
  if (!op || *op < 0 || *op > 1000) return fields::malformed("frame: op");
  f.op = static_cast<int>(*op);
  if (auto s = fields::integer(o, "s"); s && *s >= 0) f.sequence = static_cast<std::uint64_t>(*s);
  const auto* d = o.if_contains("d");
  if (f.op == 0) {
    f.type = fields::text(o, "t");
    if (f.type.empty()) return fields::malformed("frame: t");
    f.data = d ? json::serialize(*d) : "null";
  }
  if (f.op == 9) f.resumable = d && d->is_bool() && d->get_bool();
  if (f.op == 10) return read_hello(std::move(f), d);
  return f;
}

std::string heartbeat_json(std::optional<std::uint64_t> sequence) {
  return R"({"op":1,"d":)" + (sequence ? std::to_string(*sequence) : std::string{"null"}) + "}";
}

std::string identify_json(const gateway_options& options) {
  json::object properties{{"os", "linux"}, {"browser", "flexcord"}, {"device", "flexcord"}};
  json::object d{{"token", options.token},
                 {"intents", options.intents},
                 {"properties", std::move(properties)},
                 {"shard", json::array{options.shard, options.shards}},
                 {"compress", false},
                 {"large_threshold", 50}};
  return json::serialize(json::object{{"op", 2}, {"d", std::move(d)}});
}

std::string resume_json(const std::string& token, const gateway_position& position) {
  json::object d{{"token", token}, {"session_id", position.session_id}, {"seq", position.sequence}};
  return json::serialize(json::object{{"op", 6}, {"d", std::move(d)}});
}

std::string gateway_address(const std::string& url, bool compress) {
  auto out = url;
  auto authority = out.find("://");
  auto path = out.find('/', authority == std::string::npos ? 0 : authority + 3);
  auto query = out.find('?') != std::string::npos;
  if (path == std::string::npos && !query) out += '/';
  out += query ? '&' : '?';
  out += "v=10&encoding=json";
  if (compress) out += "&compress=zlib-stream";
  return out;
}

bool is_handled_event(std::string_view type) {
  constexpr std::array<std::string_view, 10> handled{
      "READY",        "RESUMED",      "MESSAGE_CREATE",      "MESSAGE_UPDATE", "MESSAGE_DELETE",
      "TYPING_START", "GUILD_CREATE", "MESSAGE_DELETE_BULK", "GUILD_DELETE",   "INTERACTION_CREATE",
  };
  return std::find(handled.begin(), handled.end(), type) != handled.end();
}

} // namespace flexcord::net::discord
