#include "net/twilio/webhook.hpp"

namespace flexcord::net::twilio {

namespace {

bool is_plain(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

} // namespace

std::string decode_identity(std::string_view identity) {
  std::string name;
  name.reserve(identity.size());
  for (std::size_t i = 0; i < identity.size(); ++i) {
    int high = i + 2 < identity.size() ? hex_value(identity[i + 1]) : -1;
    int low = high < 0 ? -1 : hex_value(identity[i + 2]);
    if (identity[i] == '_' && high >= 0 && low >= 0) {
      name += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      name += identity[i];
    }
  }
  return name;
}

std::string encode_identity(std::string_view name) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string identity;
  identity.reserve(name.size());
  for (char c : name) {
    if (is_plain(c)) {
      identity += c;
      continue;
    }
    auto b = static_cast<unsigned char>(c);
    identity += '_';
    identity += digits[b >> 4];
    identity += digits[b & 15];
  }
  return identity;
}

} // namespace flexcord::net::twilio
