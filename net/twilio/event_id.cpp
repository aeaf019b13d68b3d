#include "net/twilio/crypto.hpp"
#include "net/twilio/time.hpp"
#include "net/twilio/webhook.hpp"

namespace flexcord::net::twilio {

std::string added_id(const message& m) { return "twilio:" + m.sid + ":added"; }

std::string updated_id(const message& m) {
  // A webhook gives milliseconds and the list whole seconds: both must name the same update.
  auto at = parse_time(m.updated);
  auto second = at ? format_time(*at) : m.updated;
  return "twilio:" + m.sid + ":updated:" + second + ":" + sha256_hex(m.body).substr(0, 16);
}

std::string removed_id(const message& m) { return "twilio:" + m.sid + ":removed"; }

} // namespace flexcord::net::twilio
